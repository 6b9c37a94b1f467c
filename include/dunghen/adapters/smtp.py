"""The mail server, through yagmail: it opens the connection and logs in; the conversation about each mail is ours.

yagmail's own ``send`` logs in anew for every mail and, when an answer is lost, hands the same mail over up to three
times. Here one connection serves any number of mails, and no mail is ever handed over twice.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage

from pydantic import TypeAdapter, ValidationError

from dunghen.adapters.smtp_answers import BoundedClient
from dunghen.adapters.smtp_login import hang_up, log_in
from dunghen.adapters.smtp_settings import SmtpSettings
from dunghen.adapters.smtp_transaction import hand_over, still_there
from dunghen.directory import address as directory
from dunghen.exceptions import LateAnswerError, MailError, PermanentMailError, TemporaryMailError

LOST_IN_A_ROW = 3
"""Connections lost one after another before the rest of the batch is left for later."""

_ADDRESS: TypeAdapter[str] = TypeAdapter(directory.Address)


@dataclass(frozen=True, slots=True)
class YagmailMailer:
    """Opens connections; implements ``dunghen.ports.Mailer``."""

    settings: SmtpSettings
    sender_address: str
    """The envelope sender: where a mail that cannot be delivered is returned to."""

    @contextmanager
    def connect(self) -> Iterator[SmtpConnection]:
        """One connection, logged in once, for any number of mails; says QUIT at the end.

        Raises:
            TemporaryMailError: the server cannot be reached now, or cannot check the password now.
            PermanentMailError: a wrong password, an untrusted certificate, no encryption, settings that cannot work.
        """
        connection = SmtpConnection(self.settings, self.sender_address)
        try:
            yield connection
        finally:
            connection.close()


class SmtpConnection:
    """One open connection to the mail server; implements ``dunghen.ports.MailConnection``. For one thread."""

    def __init__(self, settings: SmtpSettings, sender_address: str) -> None:
        self._settings = settings
        self._sender = sender_address
        self._client: BoundedClient | None = log_in(settings, sender_address)
        self._waited_for: list[BoundedClient] = []
        self._used_at = time.monotonic()
        self._trusted = True
        self._lost = 0

    def send(self, mail: EmailMessage, *, to: str) -> str:
        """Hand over one mail for one recipient; returns the server's answer.

        A connection that is lost is opened anew for the *next* mail; this one is never handed over a second time.

        Raises:
            LateAnswerError: the server has the mail and is silent; other mails may go meanwhile.
            TemporaryMailError: nothing was accepted; may be sent again later.
            PermanentMailError: refused for good, or the address cannot be one.
            UnknownMailError: the mail was handed over whole and the answer never came.
        """
        recipient = _checked(to)
        content = mail.as_bytes()
        client = self._ready()
        try:
            answer = hand_over(
                client.smtp,
                sender=self._sender,
                recipient=recipient,
                content=content,
                settings=self._settings,
            )
        except LateAnswerError:
            # What is still waited for keeps its connection; the next mail gets one of its own.
            self._waited_for.append(client)
            self._client = None
            self._lost += 1
            raise
        except MailError:
            self._trusted = False
            self._lost = 0 if client.smtp.sock else self._lost + 1
            raise
        self._trusted, self._lost = True, 0
        self._used_at = time.monotonic()
        return answer

    def close(self) -> None:
        """Say QUIT and close; a server that has gone already is no error."""
        for client in self._waited_for:
            hang_up(client)
        if self._client:
            hang_up(self._client, politely=True)

    def _ready(self) -> BoundedClient:
        """An open connection at the start of a transaction, or no attempt at all."""
        if self._lost >= LOST_IN_A_ROW:
            raise TemporaryMailError(
                "Máy chủ thư ngắt kết nối hoặc không trả lời nhiều lần liền; thư còn lại để lần sau gửi tiếp."
            )
        if self._client:
            idle = time.monotonic() - self._used_at > self._settings.idle_after
            if self._client.smtp.sock and ((self._trusted and not idle) or still_there(self._client.smtp)):
                return self._client
            hang_up(self._client)
        try:
            self._client = log_in(self._settings, self._sender)
        except (MailError, OSError, ValueError) as error:
            # It is the connection that failed: nothing has been said about this mail, whatever the server's verdict.
            self._lost = LOST_IN_A_ROW
            raise TemporaryMailError(f"Mất kết nối và chưa nối lại được máy chủ thư. {error}") from error
        self._trusted = True
        return self._client


def _checked(to: str) -> str:
    try:
        return _ADDRESS.validate_python(to)
    except ValidationError as error:
        raise PermanentMailError(f"«{to}» không phải địa chỉ thư điện tử dùng được.") from error
