"""Opening a connection: encrypted, certificate checked, and the password shown to nobody else."""

from __future__ import annotations

import time
from typing import Any

import pytest

from dunghen.adapters.smtp import YagmailMailer
from dunghen.adapters.smtp_login import own_name
from dunghen.adapters.smtp_settings import SmtpSettings
from dunghen.exceptions import PermanentMailError, TemporaryMailError
from tests.integration.mail.letters import UNIT, letter, mailer
from tests.integration.mail.servers import FaultyServer, closed_port, one_line_server

LOGIN: dict[str, Any] = {"user": "van-phong", "password": "mat-khau"}


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("535 5.7.8 bad password", PermanentMailError),
        ("454 4.7.0 try again later", TemporaryMailError),
        ("534 5.7.9 too weak", PermanentMailError),
    ],
)
def test_a_login_that_fails_is_permanent_or_temporary_as_the_server_says(answer, error):
    with FaultyServer(login=answer) as server:
        with pytest.raises(error), mailer(server.port, **LOGIN).connect():
            pass
        assert server.seen.accepted == 0


def test_a_user_name_without_a_domain_is_used_as_it_is():
    with FaultyServer() as server, mailer(server.port, **LOGIN).connect():
        assert server.seen.logins == [("van-phong", "mat-khau")]


def test_without_a_user_nobody_logs_in():
    with FaultyServer() as server:
        with mailer(server.port).connect() as connection:
            connection.send(letter(), to=UNIT.email)
        assert server.seen.logins == []
        assert server.seen.accepted == 1


def test_a_user_without_a_password_is_refused_before_connecting():
    with FaultyServer() as server:
        with (
            pytest.raises(PermanentMailError, match="chưa có mật khẩu"),
            mailer(server.port, user="van-phong").connect(),
        ):
            pass
        assert server.seen.connections == 0


def test_a_password_never_goes_to_another_machine_in_the_clear():
    settings = SmtpSettings(host="thu.bo.invalid", port=25, tls="none", **LOGIN)
    with pytest.raises(PermanentMailError, match="mã hóa"), YagmailMailer(settings, "a@bo.invalid").connect():
        pass


def test_a_password_that_no_server_can_read_is_permanent():
    with FaultyServer() as server:
        with (
            pytest.raises(PermanentMailError, match="ASCII"),
            mailer(server.port, user="a", password="mật khẩu").connect(),
        ):
            pass
        assert server.seen.logins == []


def test_a_server_that_offers_no_encryption_does_not_learn_the_password():
    with FaultyServer() as server:
        with (
            pytest.raises(PermanentMailError, match="starttls"),
            mailer(server.port, tls="starttls", **LOGIN).connect(),
        ):
            pass
        assert server.seen.logins == []


@pytest.mark.parametrize("tls", ["starttls", "ssl"])
def test_an_untrusted_certificate_is_refused_before_the_password(tls, certificate):
    side = {"starttls": "starttls", "ssl": "implicit_tls"}[tls]
    with FaultyServer(**{side: certificate.context}) as server:
        with pytest.raises(PermanentMailError, match="chứng thư"), mailer(server.port, tls=tls, **LOGIN).connect():
            pass
        assert server.seen.logins == []


@pytest.mark.parametrize("tls", ["starttls", "ssl"])
def test_an_offices_own_authority_is_trusted_where_it_is_named(tls, certificate):
    side = {"starttls": "starttls", "ssl": "implicit_tls"}[tls]
    with FaultyServer(**{side: certificate.context}) as server:
        with mailer(server.port, tls=tls, ca_file=certificate.file, **LOGIN).connect() as connection:
            connection.send(letter(), to=UNIT.email)
        assert server.seen.logins == [("van-phong", "mat-khau")]
        assert (server.seen.accepted, server.seen.quits) == (1, 1)


def test_a_certificate_of_another_name_is_refused(certificate):
    with FaultyServer(starttls=certificate.context) as server:
        changes = {"host": "localhost", "tls": "starttls", "ca_file": certificate.file}
        with pytest.raises(PermanentMailError, match="chứng thư"), mailer(server.port, **changes).connect():
            pass
        assert server.seen.accepted == 0


def test_where_nobody_listens_it_is_tried_again_later():
    with pytest.raises(TemporaryMailError, match="Chưa nối được"), mailer(closed_port()).connect():
        pass


def test_a_name_that_is_not_found_is_tried_again_later():
    with pytest.raises(TemporaryMailError, match="Chưa nối được"), mailer(25, host="khong-co.invalid").connect():
        pass


def test_a_server_that_never_speaks_does_not_hold_the_sender_for_ever():
    with one_line_server(b"") as port:
        begun = time.monotonic()
        with pytest.raises(TemporaryMailError), mailer(port, timeout=1).connect():
            pass
        assert time.monotonic() - begun < 10


@pytest.mark.parametrize(
    ("greeting", "error"),
    [(b"554 no mail here\r\n", PermanentMailError), (b"421 too busy\r\n", TemporaryMailError)],
)
def test_a_server_that_turns_everybody_away_is_believed(greeting, error):
    with one_line_server(greeting) as port, pytest.raises(error), mailer(port, timeout=1).connect():
        pass


@pytest.mark.parametrize(
    ("host", "is_loopback"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("127.9.9.9", True),
        ("10.0.0.1", False),
        ("thu.bo.invalid", False),
    ],
)
def test_loopback_is_this_machine_and_no_other(host, is_loopback):
    assert SmtpSettings(host=host, port=25).is_loopback is is_loopback


def test_the_password_is_not_shown():
    assert "mat-khau" not in repr(SmtpSettings(host="localhost", port=25, **LOGIN))


# What the machine is called; what it says of itself: a name in ASCII, or an address literal.
OWN_NAMES = [
    ("may-van-thu.bo.invalid", "may-van-thu.bo.invalid"),
    ("máy-văn-thư", "xn--my-vn-th-8ya75aw9d"),
    ("bücher.invalid", "xn--bcher-kva.invalid"),
    ("máy văn thư", "[127.0.0.1]"),
    ("m_y", "[127.0.0.1]"),
    ("-may-", "[127.0.0.1]"),
    ("", "[127.0.0.1]"),
    ("á" * 70, "[127.0.0.1]"),
    ("may..vn", "[127.0.0.1]"),
    ("may\udce1y", "[127.0.0.1]"),
]


@pytest.mark.parametrize(("host", "said"), OWN_NAMES)
def test_a_machine_of_any_name_says_one_that_a_server_can_read(host, said):
    assert own_name(host) == said


def test_a_machine_whose_name_has_accents_sends_its_mail(monkeypatch):
    monkeypatch.setattr("socket.getfqdn", lambda *_: "máy-văn-thư")
    with FaultyServer() as server, mailer(server.port).connect() as connection:
        assert connection.send(letter(), to=UNIT.email).startswith("250")


def test_a_server_whose_name_cannot_be_one_is_named_and_not_the_account():
    settings = SmtpSettings(host="á" * 70, port=25, tls="none")
    with (
        pytest.raises(PermanentMailError, match=r"Tên máy chủ thư «á+» có ký tự"),
        YagmailMailer(settings, "a@bo.invalid").connect(),
    ):
        pass


def test_a_password_with_letters_that_no_server_takes_is_named():
    with (
        FaultyServer() as server,
        pytest.raises(PermanentMailError, match="Tài khoản hoặc mật khẩu"),
        mailer(server.port, user="văn-phòng", password="mật").connect(),
    ):
        pass
