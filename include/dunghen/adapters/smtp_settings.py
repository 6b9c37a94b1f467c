"""Where the mail server is, how to log in, how long to wait."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Literal

ANSWER_TIMEOUT = 600.0
"""Seconds to wait for the answer to the final dot (RFC 5321 §4.5.3.2.6: 10 minutes): too short doubles mail."""


@dataclass(frozen=True, slots=True)
class SmtpSettings:
    """Where the mail server is and how to log in. Times in seconds."""

    host: str
    port: int
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    tls: Literal["none", "starttls", "ssl"] = "starttls"
    timeout: float = 60
    ca_file: Path | None = None
    """Certificate authorities to trust instead of the system's: an office's own."""
    answer_timeout: float = ANSWER_TIMEOUT
    patience: float = 10
    """Without an answer to the final dot for so long, the mails that wait go on over a connection of their own."""
    idle_after: float = 20
    """Without traffic for so long, the connection is tried before it is trusted with a mail."""

    @property
    def is_loopback(self) -> bool:
        """Whether the server is on this machine, where a password may go in the clear."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False
