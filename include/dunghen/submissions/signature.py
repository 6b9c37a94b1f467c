"""Proves that a form's hidden key was written by this office and not altered since (HMAC-SHA256, RFC 2104)."""

from __future__ import annotations

import hashlib
import hmac

from dunghen.keys import CycleKey


def sign(cycle: CycleKey, unit: str, version: str, secret: str) -> str:
    """The signature of a form's key, in hex."""
    message = "\n".join(("dunghen form", version, str(cycle), unit))
    return hmac.new(secret.encode(), message.encode(), hashlib.sha256).hexdigest()


def is_signed(signature: str, cycle: CycleKey, unit: str, version: str, secret: str) -> bool:
    """Whether the signature belongs to this key (compared in constant time)."""
    return hmac.compare_digest(signature.encode(), sign(cycle, unit, version, secret).encode())
