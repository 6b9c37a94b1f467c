"""Every way in which handing over a mail can end: never two copies, and the ledger learns exactly what happened."""

from __future__ import annotations

import pytest

from dunghen.exceptions import PermanentMailError, TemporaryMailError, UnknownMailError
from tests.integration.mail.letters import UNIT, letter, mailer
from tests.integration.mail.servers import DROP, Fault, FaultyServer

# What goes wrong at the server, what the sender is told, how many copies the server then has.
OUTCOMES = [
    (Fault("MAIL", "421 4.3.2 shutting down"), TemporaryMailError, 0),
    (Fault("MAIL", "450 4.2.1 busy"), TemporaryMailError, 0),
    (Fault("MAIL", "451 4.3.0 local error"), TemporaryMailError, 0),
    (Fault("MAIL", "452 4.3.1 no space"), TemporaryMailError, 0),
    (Fault("MAIL", "550 5.7.1 sender refused"), PermanentMailError, 0),
    (Fault("MAIL", DROP), TemporaryMailError, 0),
    (Fault("RCPT", "450 4.2.0 greylisted"), TemporaryMailError, 0),
    (Fault("RCPT", "550 5.1.1 no such user"), PermanentMailError, 0),
    (Fault("RCPT", DROP), TemporaryMailError, 0),
    (Fault("DATA", "451 4.3.0 not now"), TemporaryMailError, 0),
    (Fault("DATA", "554 5.5.1 no valid recipients"), PermanentMailError, 0),
    (Fault("DATA", DROP), TemporaryMailError, 0),
    (Fault("DATA", "354 too late", delay=3), TemporaryMailError, 0),
    (Fault("DOT", "421 4.3.2 shutting down"), TemporaryMailError, 0),
    (Fault("DOT", "452 4.3.1 no space"), TemporaryMailError, 0),
    (Fault("DOT", "550 5.7.1 spam"), PermanentMailError, 0),
    (Fault("DOT", "552 5.3.4 too big"), PermanentMailError, 0),
    (Fault("DOT", "554 5.6.0 refused"), PermanentMailError, 0),
    (Fault("DOT", DROP), UnknownMailError, 1),
    (Fault("DOT", "250 too late", delay=3), UnknownMailError, 1),
]


@pytest.mark.parametrize(("fault", "error", "copies"), OUTCOMES, ids=lambda value: getattr(value, "answer", None))
def test_the_outcome_is_told_and_the_server_has_no_second_copy(fault, error, copies):
    patience = {"timeout": 2, "answer_timeout": 2} if fault.delay else {}
    with FaultyServer(fault) as server:
        with mailer(server.port, **patience).connect() as connection, pytest.raises(error):
            connection.send(letter(), to=UNIT.email)
        assert server.seen.accepted == copies


def test_an_accepted_mail_returns_the_servers_answer():
    with FaultyServer() as server:
        with mailer(server.port).connect() as connection:
            answer = connection.send(letter(), to=UNIT.email)
        assert answer == "250 2.0.0 queued as 4711"
        assert server.seen.recipients == [["cuc-dien-anh@bo.invalid"]]


def test_an_answer_that_takes_long_is_waited_for():
    with FaultyServer(Fault("DOT", "250 at last", delay=1.5)) as server:
        with mailer(server.port, timeout=1, answer_timeout=5).connect() as connection:
            answer = connection.send(letter(), to=UNIT.email)
        assert answer == "250 at last"
        assert server.seen.accepted == 1


def test_the_refusal_names_the_servers_words():
    fault = Fault("RCPT", "550 5.1.1 no such user")
    told = r"^Máy chủ thư từ chối người nhận: 550 5\.1\.1 no such user\.$"
    with (
        FaultyServer(fault) as server,
        mailer(server.port).connect() as connection,
        pytest.raises(PermanentMailError, match=told),
    ):
        connection.send(letter(), to=UNIT.email)


@pytest.mark.parametrize(
    "to", ["", "cục@bo.invalid", "a@bộ.invalid", "a@b.invalid>\r\nRCPT TO:<c@d.invalid", "a, b@c.invalid"]
)
def test_an_impossible_address_is_refused_before_a_word_is_said(to):
    with FaultyServer() as server:
        with mailer(server.port).connect() as connection, pytest.raises(PermanentMailError):
            connection.send(letter(), to=to)
        assert server.seen.accepted == 0


def test_a_mail_arrives_byte_for_byte():
    mail = letter(
        text="." + "x" * 100_000 + "\n.\n",
        attachments=[("Biểu mẫu.bin", "application/octet-stream", bytes(range(256)) * 9)],
    )
    with FaultyServer() as server:
        with mailer(server.port).connect() as connection:
            connection.send(mail, to=UNIT.email)
        assert server.seen.contents == [mail.as_bytes()]
