"""Answers that come late, never end or say neither yes nor no: the mail's outcome is true, and the other mails go."""

from __future__ import annotations

import itertools
import socket
import threading
import time
from contextlib import contextmanager, suppress

import pytest

from dunghen.exceptions import LateAnswerError, MailError, PermanentMailError, TemporaryMailError, UnknownMailError
from tests.integration.mail.letters import UNIT, letter, mailer
from tests.integration.mail.servers import Fault, FaultyServer

# The answer, at which stage, what the sender is told of the mail.
NEITHER_YES_NOR_NO = [
    ("MAIL", "354 go ahead", TemporaryMailError),
    ("MAIL", "150 wait", TemporaryMailError),
    ("RCPT", "354 go ahead", TemporaryMailError),
    ("RCPT", "999 what", TemporaryMailError),
    ("DATA", "250 fine", TemporaryMailError),
    ("DATA", "334 VXNlcm5hbWU6", TemporaryMailError),
    ("DOT", "354 go ahead", UnknownMailError),
    ("DOT", "300 perhaps", UnknownMailError),
    ("DOT", "399 perhaps", UnknownMailError),
    ("DOT", "150 wait", UnknownMailError),
    ("DOT", "600 what", UnknownMailError),
]


@pytest.mark.parametrize(("stage", "answer", "error"), NEITHER_YES_NOR_NO)
def test_an_answer_that_is_neither_yes_nor_no_is_no_yes(stage, answer, error):
    with FaultyServer(Fault(stage, answer, times=1)) as server, mailer(server.port).connect() as connection:
        with pytest.raises(error):
            connection.send(letter(), to=UNIT.email)
        # … and the next mail begins on a connection on which nobody waits for anything.
        assert connection.send(letter(2), to=UNIT.email).startswith("250")
        assert server.seen.connections == 2


def without_end():
    """One line after another, none of which is the last."""
    for number in itertools.count():
        yield f"250-line {number}\r\n".encode()


def without_line_end():
    yield from itertools.repeat(b"250 " + b"x" * 1000)


def drop_by_drop():
    """A byte now and then: no time-out that starts anew with every piece ever ends."""
    for _ in itertools.count():
        yield b"2"
        time.sleep(0.3)


@contextmanager
def babbling(stage: str, babble):
    """A server that takes a mail as any, and at the stage babbles; yields its port."""
    answers = {"CONNECT": b"220 x\r\n", "EHLO": b"250 x\r\n", "MAIL": b"250 x\r\n", "RCPT": b"250 x\r\n"}
    answers |= {"DATA": b"354 x\r\n", "DOT": b"250 x\r\n", "RSET": b"250 x\r\n", "QUIT": b"221 x\r\n"}

    def say(line: socket.socket, at: str) -> None:
        for piece in babble() if at == stage else [answers[at]]:
            line.sendall(piece)

    def serve(line: socket.socket) -> None:
        with suppress(OSError), line, line.makefile("rb") as heard:
            say(line, "CONNECT")
            for said in heard:
                command = said[:4].decode().strip().upper()
                if command in answers:
                    say(line, command)
                if command == "DATA":
                    while next(heard) != b".\r\n":
                        pass
                    say(line, "DOT")

    def accept(listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=serve, args=[listening.accept()[0]], daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=accept, args=[listening], daemon=True).start()
        yield listening.getsockname()[1]


@pytest.mark.parametrize("babble", [without_end, without_line_end, drop_by_drop])
@pytest.mark.parametrize(
    ("stage", "error"),
    [
        ("CONNECT", TemporaryMailError),
        ("EHLO", MailError),
        ("MAIL", TemporaryMailError),
        ("RCPT", TemporaryMailError),
        ("DATA", TemporaryMailError),
        ("DOT", UnknownMailError),
    ],
)
def test_an_answer_without_an_end_is_not_listened_to_for_ever(stage, error, babble):
    begun = time.monotonic()
    with (
        babbling(stage, babble) as port,
        pytest.raises(error),
        mailer(port, timeout=1, answer_timeout=1).connect() as connection,
    ):
        connection.send(letter(), to=UNIT.email)
    assert time.monotonic() - begun < 10


def test_one_mail_that_is_not_answered_holds_up_no_other():
    with FaultyServer(Fault("DOT", "250 at last", delay=3, times=1)) as server:
        with mailer(server.port, patience=0.5).connect() as connection:
            begun = time.monotonic()
            with pytest.raises(LateAnswerError) as late:
                connection.send(letter(1), to=UNIT.email)
            for number in range(2, 12):
                connection.send(letter(number), to=UNIT.email)
            assert time.monotonic() - begun < 3
            assert late.value.wait() == "250 at last"
        assert (server.seen.connections, server.seen.accepted) == (2, 11)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault("DOT", "550 5.7.1 spam", delay=1), PermanentMailError),
        (Fault("DOT", "452 4.3.1 no space", delay=1), TemporaryMailError),
        (Fault("DOT", "250 too late", delay=4), UnknownMailError),
    ],
    ids=["no", "not now", "never"],
)
def test_what_is_waited_for_ends_as_any_other(fault, error):
    with (
        FaultyServer(fault) as server,
        mailer(server.port, patience=0.2, answer_timeout=2).connect() as connection,
    ):
        with pytest.raises(LateAnswerError) as late:
            connection.send(letter(), to=UNIT.email)
        with pytest.raises(error):
            late.value.wait()


def test_a_server_that_answers_no_mail_is_left_alone_after_three():
    with FaultyServer(Fault("DOT", "250 too late", delay=20)) as server:
        with mailer(server.port, patience=0.2).connect() as connection:
            for number in range(3):
                with pytest.raises(LateAnswerError):
                    connection.send(letter(number), to=UNIT.email)
            with pytest.raises(TemporaryMailError, match="nhiều lần liền"):
                connection.send(letter(4), to=UNIT.email)
        assert server.seen.connections == 3
