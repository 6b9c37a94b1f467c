"""One connection for many mails: one login, one QUIT, and a lost line costs no mail but the one on it."""

from __future__ import annotations

import os
import signal
import threading
import time

import pytest

from dunghen.exceptions import MailError, PermanentMailError, TemporaryMailError, UnknownMailError
from tests.integration.mail.letters import UNIT, letter, mailer
from tests.integration.mail.servers import DROP, Fault, FaultyServer


def send_all(connection, count: int) -> list[type[MailError] | None]:
    """Send so many mails; what became of each (None: accepted)."""
    outcomes: list[type[MailError] | None] = []
    for number in range(count):
        try:
            connection.send(letter(number), to=UNIT.email)
            outcomes.append(None)
        except MailError as error:
            outcomes.append(type(error))
    return outcomes


def test_fifty_mails_need_one_connection_one_login_and_one_quit():
    with FaultyServer() as server:
        with mailer(server.port, user="van-phong", password="mat-khau").connect() as connection:
            assert send_all(connection, 50) == [None] * 50
        seen = server.seen
    assert (seen.connections, len(seen.logins), seen.quits, seen.accepted) == (1, 1, 1, 50)
    assert seen.recipients == [["cuc-dien-anh@bo.invalid"]] * 50


def test_a_refused_recipient_leaves_the_connection_usable():
    with FaultyServer(Fault("RCPT", "550 5.1.1 no such user", times=1)) as server:
        with mailer(server.port).connect() as connection:
            assert send_all(connection, 3) == [PermanentMailError, None, None]
        assert (server.seen.connections, server.seen.accepted) == (1, 2)


@pytest.mark.parametrize(
    ("fault", "first", "copies"),
    [
        (Fault("MAIL", "421 4.3.2 shutting down", times=1), TemporaryMailError, 2),
        (Fault("DATA", DROP, times=1), TemporaryMailError, 2),
        (Fault("DOT", DROP, times=1), UnknownMailError, 3),
    ],
    ids=["421", "dropped before the dot", "dropped after the dot"],
)
def test_after_a_lost_connection_the_next_mail_opens_a_new_one_and_the_lost_mail_is_not_repeated(fault, first, copies):
    with FaultyServer(fault) as server:
        with mailer(server.port).connect() as connection:
            assert send_all(connection, 3) == [first, None, None]
        subjects = [content.split(b"Subject: ")[1].split(b"\r\n")[0] for content in server.seen.contents]
        assert (server.seen.connections, server.seen.accepted) == (2, copies)
        assert len(set(subjects)) == copies


def test_an_idle_connection_that_was_dropped_is_replaced_before_the_mail():
    with FaultyServer(Fault("RSET", DROP, times=1)) as server:
        with mailer(server.port, idle_after=0).connect() as connection:
            assert send_all(connection, 1) == [None]
        assert (server.seen.connections, server.seen.accepted) == (2, 1)


def test_a_server_that_drops_every_connection_is_left_alone_after_three():
    with FaultyServer(Fault("DOT", DROP)) as server:
        with mailer(server.port).connect() as connection:
            outcomes = send_all(connection, 6)
        assert outcomes == [UnknownMailError] * 3 + [TemporaryMailError] * 3
        assert (server.seen.connections, server.seen.accepted) == (3, 3)


def test_a_login_refused_in_mid_batch_says_nothing_against_the_mails_that_wait():
    with FaultyServer(Fault("MAIL", "421 4.3.2 shutting down", times=1)) as server:
        with mailer(server.port, user="van-phong", password="mat-khau").connect() as connection:
            server.login = "535 5.7.8 no longer"
            assert send_all(connection, 3) == [TemporaryMailError] * 3
        assert server.seen.connections == 2
        assert server.seen.accepted == 0


class OutOfTimeError(BaseException):
    """As Airflow raises, from a signal, when a task's time is up."""


def stop(*_: object) -> None:
    raise OutOfTimeError


@pytest.fixture
def stopped_soon():
    """This process gets a signal in half a second."""
    before = signal.signal(signal.SIGUSR1, stop)
    timer = threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGUSR1))
    timer.start()
    yield
    timer.join()
    signal.signal(signal.SIGUSR1, before)


def test_a_sender_stopped_halfway_goes_at_once_and_leaves_no_mail_behind(stopped_soon):
    with FaultyServer(Fault("DATA", "354 too late", delay=20)) as server:
        begun = time.monotonic()
        with pytest.raises(OutOfTimeError), mailer(server.port, timeout=30).connect() as connection:
            connection.send(letter(), to=UNIT.email)
        assert time.monotonic() - begun < 5
        assert (server.seen.accepted, server.seen.quits) == (0, 0)
