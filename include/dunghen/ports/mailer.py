"""The way to a mail server."""

from __future__ import annotations

from contextlib import AbstractContextManager
from email.message import EmailMessage
from typing import Protocol


class MailConnection(Protocol):
    """One open connection to a mail server."""

    def send(self, mail: EmailMessage, *, to: str) -> str:
        """Hand over one mail for one envelope recipient; returns the server's answer.

        Raises:
            TemporaryMailError, PermanentMailError, UnknownMailError: see ``dunghen.exceptions``.
        """


class Mailer(Protocol):
    """Opens connections to the mail server."""

    def connect(self) -> AbstractContextManager[MailConnection]:
        """One connection, logged in once, for any number of mails.

        Raises:
            TemporaryMailError: the server cannot be reached now.
            PermanentMailError: it refuses the login or cannot be trusted.
        """
