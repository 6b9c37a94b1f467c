"""Opening and closing a connection with yagmail: encrypted, certificate checked, logged in once."""

from __future__ import annotations

import re
import socket
import ssl
from contextlib import suppress
from typing import Any

from dunghen.adapters.smtp_answers import BoundedClient
from dunghen.adapters.smtp_settings import SmtpSettings
from dunghen.adapters.smtp_transaction import answer_of
from dunghen.exceptions import MailError, PermanentMailError, TemporaryMailError

_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")


def log_in(settings: SmtpSettings, sender_address: str) -> BoundedClient:
    """A yagmail client whose connection (``client.smtp``) is open, encrypted as the settings say, and logged in.

    Raises:
        TemporaryMailError: the server cannot be reached now, or cannot check the password now (4xx).
        PermanentMailError: a wrong password (5xx), an untrusted certificate, no encryption, settings that cannot work.
    """
    _refuse_unsafe(settings)
    client = BoundedClient(
        user=sender_address,
        # yagmail asks a keyring, then the terminal, for a password that is None.
        password=settings.password or "",
        host=settings.host,
        port=settings.port,
        smtp_skip_login=settings.user is None,
        soft_email_validation=False,
        timeout=settings.timeout,
        local_hostname=own_name(socket.getfqdn()),
        **_encryption(settings),
    )
    if settings.user is not None:
        client.user = settings.user  # as an argument, a user without «@» would become one of gmail.com
    try:
        client.login()
        client.smtp.ehlo_or_helo_if_needed()
        # The final dot is a segment of its own; Nagle's algorithm would hold it back for an acknowledgement.
        client.smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except (OSError, UnicodeError) as error:
        verdict = _verdict(error, settings, answered=bool(client.smtp and client.smtp.sock))
        hang_up(client)
        raise verdict from error
    return client


def hang_up(client: BoundedClient, *, politely: bool = False) -> None:
    """Close the connection, with QUIT where it is still in order."""
    client.is_closed = True  # else yagmail says QUIT when the client is collected, in whatever thread that happens
    if client.smtp is None:
        return
    if politely and client.smtp.sock:
        with suppress(OSError):
            client.smtp.quit()
    client.smtp.close()


def own_name(host: str) -> str:
    """What this machine calls itself in EHLO: its name in ASCII, or else an address literal (RFC 5321 §4.1.3, §4.1.4)."""
    try:
        name = host.encode("idna").decode()
    except UnicodeError:
        name = ""
    return name if _HOST.fullmatch(name) else "[127.0.0.1]"


def _refuse_unsafe(settings: SmtpSettings) -> None:
    if settings.user is None:
        return
    if settings.password is None:
        raise PermanentMailError(f"Tài khoản thư «{settings.user}» chưa có mật khẩu.")
    if settings.tls == "none" and not settings.is_loopback:
        raise PermanentMailError(
            f"Không gửi mật khẩu tới {settings.host} khi không mã hóa; đặt kiểu mã hóa là starttls hoặc ssl."
        )


def _encryption(settings: SmtpSettings) -> dict[str, Any]:
    """The arguments for yagmail, which left to itself trusts any certificate."""
    if settings.tls == "none":
        return {"smtp_ssl": False, "smtp_starttls": False}
    context = ssl.create_default_context(cafile=str(settings.ca_file) if settings.ca_file else None)
    if settings.tls == "ssl":
        return {"smtp_ssl": True, "context": context}
    return {"smtp_ssl": False, "smtp_starttls": {"context": context}}


def _verdict(error: Exception, settings: SmtpSettings, *, answered: bool) -> MailError:
    """What a failed opening means. ``answered``: the server was still on the line when it failed."""
    server = f"{settings.host}:{settings.port}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return PermanentMailError(f"Không tin được chứng thư của máy chủ thư {server}: {error.verify_message}.")
    if isinstance(error, UnicodeError):
        what = "Tài khoản hoặc mật khẩu thư" if answered else f"Tên máy chủ thư «{settings.host}»"
        return PermanentMailError(f"{what} có ký tự mà máy chủ thư không nhận (ngoài ASCII).")
    code = getattr(error, "smtp_code", None)
    if code is not None:
        kind = PermanentMailError if 500 <= code < 600 else TemporaryMailError
        return kind(f"Máy chủ thư {server} không cho vào: {answer_of(code, getattr(error, 'smtp_error', b''))}.")
    if answered and not isinstance(error, (ssl.SSLError, ConnectionError, TimeoutError)):
        # The library found the server's list of extensions wanting (STARTTLS, AUTH) and gave up by itself.
        return PermanentMailError(f"Máy chủ thư {server} không đáp ứng thiết lập ({settings.tls}): {error}")
    return TemporaryMailError(f"Chưa nối được máy chủ thư {server}: {error}.")
