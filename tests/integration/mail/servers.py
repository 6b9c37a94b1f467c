"""Real SMTP servers that misbehave as told, and count what they see."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import TYPE_CHECKING, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import MISSING, SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DROP = "drop"
"""Instead of an answer: the line goes dead."""


@dataclass
class Fault:
    """What the server does at a stage: ``MAIL``, ``RCPT``, ``DATA`` (before 354), ``DOT`` (the mail has arrived), ``RSET``.

    ``answer`` is a reply line, or DROP. ``delay`` seconds pass before it. It happens ``times`` times, then never again.
    """

    stage: str
    answer: str = "250 OK"
    delay: float = 0
    times: int = 1_000_000


@dataclass
class Seen:
    """What the server has seen."""

    connections: int = 0
    logins: list[tuple[str, str]] = field(default_factory=list)
    quits: int = 0
    recipients: list[list[str]] = field(default_factory=list)
    """The envelope recipients of every mail accepted (or kept before the line went dead)."""
    contents: list[bytes] = field(default_factory=list)

    @property
    def accepted(self) -> int:
        return len(self.contents)


class FaultyServer:
    """An SMTP server on loopback: ``with FaultyServer(Fault("RCPT", "550 no such user")) as server``."""

    def __init__(
        self,
        *faults: Fault,
        login: str = "235 2.7.0 welcome",
        starttls: ssl.SSLContext | None = None,
        implicit_tls: ssl.SSLContext | None = None,
    ) -> None:
        self.faults = list(faults)
        self.seen = Seen()
        self.login = login
        self._starttls = starttls
        self._implicit_tls = implicit_tls

    def __enter__(self) -> Self:
        self._controller = _Controller(self, ssl_context=self._implicit_tls)
        self._controller.start()
        self.port = self._controller.port
        self.seen = Seen()  # the controller's own first connection does not count
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    def session(self) -> SMTP:
        return _Session(
            self,
            authenticator=self._authenticate,
            auth_require_tls=False,
            tls_context=self._starttls,
            hostname="may-chu-thu.invalid",
        )

    def _authenticate(self, server, session, envelope, mechanism, auth_data) -> AuthResult:
        self.seen.logins.append((auth_data.login.decode(), auth_data.password.decode()))
        return AuthResult(success=self.login.startswith("2"), handled=False, message=self.login)

    async def answer(self, stage: str, server: SMTP) -> str | object:
        """The fault's answer at this stage, MISSING where there is none."""
        fault = next((one for one in self.faults if one.stage == stage and one.times > 0), None)
        if fault is None:
            return MISSING
        fault.times -= 1
        await asyncio.sleep(fault.delay)
        if fault.answer == DROP:
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
            await asyncio.sleep(60)  # cancelled with the connection
        return fault.answer

    async def handle_MAIL(self, server, session, envelope, address, options):
        answer = await self.answer("MAIL", server)
        if answer is MISSING:
            envelope.mail_from = address
            return "250 OK"
        return answer

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = await self.answer("RCPT", server)
        if answer is MISSING:
            envelope.rcpt_tos.append(address)
            return "250 OK"
        return answer

    async def handle_DATA(self, server, session, envelope):
        fault = next((one for one in self.faults if one.stage == "DOT" and one.times > 0), None)
        if fault is None or fault.answer == DROP or fault.answer.startswith("2"):
            self.seen.recipients.append(list(envelope.rcpt_tos))
            self.seen.contents.append(envelope.content)
        answer = await self.answer("DOT", server)
        return "250 2.0.0 queued as 4711" if answer is MISSING else answer

    async def handle_RSET(self, server, session, envelope):
        return await self.answer("RSET", server)

    async def handle_QUIT(self, server, session, envelope):
        self.seen.quits += 1
        return "221 Bye"


class _Session(SMTP):
    def connection_made(self, transport) -> None:
        if self._original_transport is None:  # not the second half of STARTTLS
            self.event_handler.seen.connections += 1
        super().connection_made(transport)

    async def smtp_DATA(self, arg: str) -> None:
        answer = await self.event_handler.answer("DATA", self)
        if answer is MISSING:
            await super().smtp_DATA(arg)
        else:
            await self.push(answer)


class _Controller(Controller):
    def __init__(self, server: FaultyServer, **options) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        port = self._listening.getsockname()[1]
        super().__init__(server, hostname="127.0.0.1", port=port, **options)

    def factory(self) -> SMTP:
        return self.handler.session()

    async def _create_server(self):
        return await self.loop.create_server(self._factory_invoker, sock=self._listening, ssl=self.ssl_context)


@contextmanager
def one_line_server(greeting: bytes) -> Iterator[int]:
    """A server that says this and not a word more; yields its port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        open_lines = []

        def accept() -> None:
            with suppress(OSError):
                while True:
                    line, _ = listening.accept()
                    open_lines.append(line)
                    line.sendall(greeting)

        threading.Thread(target=accept, daemon=True).start()
        yield listening.getsockname()[1]
        for line in open_lines:
            line.close()


def closed_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


@dataclass(frozen=True)
class Certificate:
    """A self-signed certificate for 127.0.0.1, and a server context that shows it."""

    file: Path
    context: ssl.SSLContext


def self_signed(folder: Path) -> Certificate:
    """Make a certificate that nobody trusts unless told to."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "may-chu-thu.invalid")])
    start = datetime(2026, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start - timedelta(days=10_000))
        .not_valid_after(start + timedelta(days=10_000))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "chung-thu.pem", folder / "khoa.pem"
    public.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(public, private)
    return Certificate(public, context)
