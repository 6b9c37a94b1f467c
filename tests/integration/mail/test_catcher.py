"""The catcher keeps every mail as a file of its own, under a name that no mail can choose."""

from __future__ import annotations

import email
import email.policy
import socket

import pytest

from dunghen.adapters.catcher import MailCatcher
from tests.integration.mail.letters import UNIT, letter, mailer


def test_each_mail_becomes_a_file_numbered_in_order(tmp_path):
    with MailCatcher(tmp_path / "thu") as catcher, mailer(catcher.port).connect() as connection:
        connection.send(letter(1), to=UNIT.email)
        connection.send(letter(2), to="vu-dao-tao@bo.invalid")
    names = sorted(path.name for path in (tmp_path / "thu").iterdir())
    assert names == ["0001-cuc-dien-anh@bo.invalid.eml", "0002-vu-dao-tao@bo.invalid.eml"]
    kept = email.message_from_bytes((tmp_path / "thu" / names[0]).read_bytes(), policy=email.policy.default)
    assert kept["Subject"] == "Thư số 1"


def test_numbers_go_on_after_a_restart(tmp_path):
    for number in (1, 2):
        with MailCatcher(tmp_path) as catcher, mailer(catcher.port).connect() as connection:
            connection.send(letter(number), to=UNIT.email)
    assert sorted(path.name[:4] for path in tmp_path.glob("*.eml")) == ["0001", "0002"]


def test_a_rehearsed_mail_is_named_after_its_true_recipient(tmp_path):
    mail = letter(headers={"X-Dung-Hen-Recipient": "cuc-dien-anh@bo.invalid"})
    with MailCatcher(tmp_path) as catcher, mailer(catcher.port).connect() as connection:
        connection.send(mail, to="dien-tap@bo.invalid")
    assert [path.name for path in tmp_path.iterdir()] == ["0001-cuc-dien-anh@bo.invalid.eml"]


@pytest.mark.parametrize("named", ["../../etc/passwd", "/etc/passwd", "a" * 500, "..", "con\\aux", "Cục Điện ảnh"])
def test_no_mail_chooses_a_path(tmp_path, named):
    folder = tmp_path / "thu"
    with MailCatcher(folder) as catcher, mailer(catcher.port).connect() as connection:
        connection.send(letter(headers={"X-Dung-Hen-Recipient": named}), to=UNIT.email)
    (kept,) = folder.iterdir()
    assert kept.parent == folder
    assert kept.name.startswith("0001-")
    assert len(kept.name) < 100
    assert sorted(path.name for path in tmp_path.iterdir()) == ["thu"]


def test_a_port_in_use_is_an_error_of_the_system(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        MailCatcher(tmp_path, port=taken.getsockname()[1]).__enter__()
