"""Rehearsal: the mail is the true one, but it goes to the rehearsal mailbox and says whom it was meant for (pure)."""

from __future__ import annotations

PREFIX = "[DIỄN TẬP]"
"""Before the subject of every rehearsed mail."""

RECIPIENT_HEADER = "X-Dung-Hen-Recipient"
"""Names the true recipient of a rehearsed mail."""


def banner(name: str, address: str | None) -> str:
    """What stands at the top of a rehearsed mail, in text and HTML."""
    return (
        "DIỄN TẬP: thư này chưa gửi đến người nhận thật.\n"
        f"Người nhận thật: {name}, {address or 'chưa có địa chỉ thư điện tử'}."
    )


def subject(text: str) -> str:
    """The subject with the prefix, once."""
    return text if text.startswith(PREFIX) else f"{PREFIX} {text}"


def headers(address: str | None) -> dict[str, str]:
    """The header that names the true recipient; none where the unit has no address yet."""
    return {RECIPIENT_HEADER: address} if address else {}
