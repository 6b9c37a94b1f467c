"""Who did what: one entry for every act of a person, sealed with the entry before it, so that a gap or a change shows.

The seal of an entry is the SHA-256 of the seal before it and of all that the entry says (a hash chain). Whoever may write
the database can still make a whole new chain: its head, kept outside of the ledger (``marks``), tells that too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from dunghen.records import Realm

_origin: ContextVar[str] = ContextVar("origin", default="")


class Deed(StrEnum):
    """What a person can do that is written down."""

    APPROVED = "approved"
    REJECTED = "rejected"
    RESENT = "resent"
    STOPPED = "stopped"
    REVIVED = "revived"
    ACCEPTED = "accepted"
    SWITCHED = "switched"
    RECORDED = "recorded"
    WITHDRAWN = "withdrawn"
    HANDED_IN = "handed-in"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Act:
    """What a person did, when, and by which way in.

    Attributes:
        at: the instant, aware.
        by: the person's name, or the unit whose link was used.
        deed: what was done.
        subject: to what: the key of a message, cycle or approval, the name of a switch or a file.
        detail: what else must be known of it.
        origin: from where (``done_from``).
    """

    at: datetime
    by: str
    deed: Deed
    subject: str
    detail: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """An act as it is kept.

    Attributes:
        number: 1, 2, 3 … without a gap, over both realms.
        realm: in which it was done.
        act: what was done.
        seal: SHA-256, in hex, of the seal before and of everything above.
    """

    number: int
    realm: Realm
    act: Act
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of a trail: all that has to be remembered of it elsewhere."""

    number: int
    seal: str


@contextmanager
def done_from(origin: str) -> Iterator[None]:
    """What is done inside is done from there: a page and the address of its reader, a command and who runs it, a DAG run."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)


def origin() -> str:
    """From where the act at hand is done; empty where nobody has said."""
    return _origin.get()


def sealed(entry: AuditEntry, before: str) -> AuditEntry:
    """The entry with its seal, after one that bears the seal ``before`` (empty for the first)."""
    act = entry.act
    instant = act.at.astimezone(UTC).isoformat(timespec="microseconds")
    said = [before, entry.number, entry.realm, instant, act.by, act.origin, act.deed, act.subject, act.detail]
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return replace(entry, seal=hashlib.sha256(text.encode()).hexdigest())


def first_fault(entries: Iterable[AuditEntry], remembered: Head | None = None) -> str | None:
    """What is wrong with a whole trail, oldest entry first; None where it is as it was written.

    Args:
        entries: all of them.
        remembered: the head as it once was, kept elsewhere.
    """
    number, seal, wanted = 0, "", remembered
    for entry in entries:
        number += 1
        if entry.number != number:
            return f"thiếu mục số {number}"
        if entry.seal != sealed(entry, seal).seal:
            return f"mục số {number} không còn như khi ghi"
        seal = entry.seal
        if wanted and number == wanted.number and seal != wanted.seal:
            return f"mục số {number} khác với dấu giữ ngoài sổ: nhật ký đã bị viết lại"
    if wanted and number < wanted.number:
        return f"nhật ký dừng ở mục số {number}, dấu ngoài sổ cho biết đã có mục số {wanted.number}"
    return None
