"""A mailer without a network, for rehearsals: whatever it is handed counts as accepted and goes nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage


class NoMail:
    """Implements ``Mailer`` and ``MailConnection``."""

    @contextmanager
    def connect(self) -> Iterator[NoMail]:
        """There is nothing to connect to."""
        yield self

    def send(self, mail: EmailMessage, *, to: str) -> str:
        """Accept the mail."""
        return f"250 diễn tập, không gửi tới {to}"
