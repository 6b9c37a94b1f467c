"""A mailer that keeps every mail in a list, and fails where it is told to."""

# ruff: noqa: D102 - the port says what each method promises
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage

from dunghen.exceptions import MailError, UnknownMailError


@dataclass(frozen=True, slots=True)
class SentMail:
    """One mail that the pretended server accepted."""

    to: str
    mail: EmailMessage


class ListMailer:
    """Implements ``dunghen.ports.Mailer`` and ``MailConnection``.

    Attributes:
        sent: what was accepted, in order.
        tried: the envelope recipient of every hand-over, accepted or not.
        connections: how often a connection was opened.
    """

    def __init__(self) -> None:
        self.sent: list[SentMail] = []
        self.tried: list[str] = []
        self.connections = 0
        self._failures: dict[str, tuple[Exception, int | None]] = {}
        self._unreachable: MailError | None = None

    def fail(self, address: str, error: Exception, *, times: int | None = None) -> None:
        """Answer this recipient with this error, the next ``times`` times (always, where None).

        With an ``UnknownMailError`` the mail is accepted all the same: only the answer is lost.
        """
        self._failures[address] = (error, times)

    def fail_to_connect(self, error: MailError | None) -> None:
        """Answer every attempt to connect with this error, until it is called with None."""
        self._unreachable = error

    def accept(self, address: str) -> None:
        """Forget the failure of this recipient."""
        self._failures.pop(address, None)

    @contextmanager
    def connect(self) -> Iterator[ListMailer]:
        self.connections += 1
        if self._unreachable:
            raise self._unreachable
        yield self

    def send(self, mail: EmailMessage, *, to: str) -> str:
        self.tried.append(to)
        error = self._failure(to)
        if error is None or isinstance(error, UnknownMailError):
            self.sent.append(SentMail(to, mail))
        if error:
            raise error
        return "250 OK"

    def _failure(self, address: str) -> Exception | None:
        error, times = self._failures.get(address, (None, 0))
        if error is None or times == 0:
            return None
        if times is not None:
            self._failures[address] = (error, times - 1)
        return error
