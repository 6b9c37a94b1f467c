"""How a ledger knows itself: which one it is, how far it has come, and what is remembered of both outside of it.

A ledger that has been deleted, restored from a copy or exchanged cannot tell by itself what it has forgotten. What lies
beside it can: the mark that the last batch of live mail left (ADR 0021).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dunghen.audit import Head
from dunghen.keys import ActionKey
from dunghen.records import Message, MessageState, Realm


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a ledger has come."""

    ledger: str
    """Drawn at random when the ledger was made, and anew when a person accepted it: no two ledgers share it."""
    number: int
    """Grows by one when a batch of live mail begins and when it ends; 0: it has never sent live."""


@dataclass(frozen=True, slots=True)
class KeptMark:
    """The mark as it is kept outside of the ledger."""

    mark: Mark
    mode: Realm | None
    """What the switch ``mode`` was when it was set last; None: it never was."""
    audit: Head | None = None
    """The last entry of the audit trail when the mark was left."""


class Hold(StrEnum):
    """Why no live mail goes."""

    OTHER = "other"
    """The ledger is not the one that the mark is of: it is new, or has been exchanged."""
    OLDER = "older"
    """It is a copy from before the last batch."""
    UNMARKED = "unmarked"
    """It has sent live, and nothing outside of it tells how far it had come."""


HOLDS = {
    Hold.OTHER: "sổ đang mở không phải sổ đã gửi thật lần cuối (sổ cũ bị xóa, hoặc đã thay bằng sổ khác)",
    Hold.OLDER: "sổ đang mở cũ hơn lần gửi thật cuối (đã khôi phục từ bản sao)",
    Hold.UNMARKED: "sổ đã từng gửi thật nhưng không thấy ledger-mark.json để biết sổ có phải bản mới nhất",
}
"""Each of them as people read it: a clause."""


def why_held(own: Mark, kept: KeptMark | None) -> Hold | None:
    """Why the ledger with the mark ``own`` must not send live; None where it is the one that sent last, or the first."""
    if kept is None:
        return Hold.UNMARKED if own.number else None
    if own.ledger != kept.mark.ledger:
        return Hold.OTHER
    return Hold.OLDER if own.number < kept.mark.number else None


@dataclass(frozen=True, slots=True)
class KeptMail:
    """What a mail of the file store shows of one message: that it was, or may have been, accepted by the mail server."""

    key: ActionKey
    sent_at: datetime
    """To the second: the ``Date`` of the mail."""
    message_id: str
    sha256: str
    """The whole mail, in the file store."""
    subject: str
    text: str = ""
    """What it says, where it has been read."""


MAY_STILL_GO = frozenset({MessageState.QUEUED, MessageState.CLAIMED, MessageState.UNKNOWN})
"""In any other state the ledger knows how a message ended."""


def is_forgotten(known: Message | None, mail: KeptMail) -> bool:
    """Whether the mail is one that the ledger does not know of, so that it would send the message again.

    A mail that is older than what the ledger last wrote of a message that it had tried before, or that an operator sends
    again, is that earlier one.
    """
    if known is None:
        return True
    if known.state not in MAY_STILL_GO:
        return False
    is_first = known.tries == 0 and known.attempt == 0
    return is_first or mail.sent_at >= known.changed_at.replace(microsecond=0)
