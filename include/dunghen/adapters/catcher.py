"""A mail server for rehearsal: a real SMTP server on loopback that keeps every mail as a file and delivers nothing."""

from __future__ import annotations

import asyncio
import re
import socket
from email.parser import BytesHeaderParser
from email.policy import default
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from aiosmtpd.controller import Controller

from dunghen.mail.rehearsal import RECIPIENT_HEADER

if TYPE_CHECKING:
    from aiosmtpd.smtp import SMTP, Envelope, Session

_UNSAFE = re.compile(r"[^A-Za-z0-9.@-]+")
_NAME_LIMIT = 80
_NUMBER = re.compile(r"(\d+)-")
_LARGEST = 50 * 1024 * 1024


class MailCatcher:
    """Keeps each mail that it is given as ``<n>-<recipient>.eml``. Use it as a context manager.

    The number goes on from what the folder holds already; the recipient is the true one of a rehearsed mail.

    Attributes:
        folder: where the mails are kept; made when missing.
        port: the port it listens on, chosen by the system where 0 was asked for.

    Raises:
        OSError: on entering, where the port is taken or the folder cannot be written.
    """

    def __init__(self, folder: Path, host: str = "127.0.0.1", port: int = 0) -> None:
        self.folder = Path(folder)
        self.host = host
        self.port = port
        self._controller: Controller | None = None

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        listening = _listen(self.host, self.port)
        self.port = listening.getsockname()[1]
        self._controller = _OnSocket(listening, _Keeper(self.folder), hostname=self.host, port=self.port)
        self._controller.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._controller:
            self._controller.stop()


class _Keeper:
    """Writes each mail into the folder, whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        found = (_NUMBER.match(path.name) for path in folder.glob("*.eml"))
        self._last = max((int(match[1]) for match in found if match), default=0)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802, ARG002 (aiosmtpd's name)
        content = envelope.content if isinstance(envelope.content, bytes) else (envelope.content or "").encode()
        self._last += 1
        name = f"{self._last:04d}-{_recipient(content, envelope.rcpt_tos)}.eml"
        unfinished = self._folder / f"{name}.part"
        unfinished.write_bytes(content)
        unfinished.replace(self._folder / name)
        return "250 OK"


class _OnSocket(Controller):
    """A controller on a socket that listens already, so that no other program can take its port in between."""

    def __init__(self, listening: socket.socket, handler: _Keeper, *, hostname: str, port: int) -> None:
        super().__init__(handler, hostname=hostname, port=port, data_size_limit=_LARGEST)
        self._listening = listening

    async def _create_server(self) -> asyncio.AbstractServer:
        return await self.loop.create_server(self._factory_invoker, sock=self._listening)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family)


def _recipient(content: bytes, envelope_recipients: list[str]) -> str:
    """A file name's worth of the recipient, whatever bytes the mail brings."""
    named = BytesHeaderParser(policy=default).parsebytes(content).get(RECIPIENT_HEADER)
    address = str(named or next(iter(envelope_recipients), "khong-ro"))
    return _UNSAFE.sub("_", address).lstrip(".")[:_NAME_LIMIT] or "khong-ro"
