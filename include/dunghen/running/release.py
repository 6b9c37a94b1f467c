"""Which letters a person has let out of the house: those of the approvals given, and of exactly the content shown."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from dunghen.app import App
from dunghen.ports.ledger import Approvals
from dunghen.records import Approval, ApprovalState, Message, MessageState


def fingerprint(letters: Iterable[Message]) -> str:
    """A hash over everything that the approving person is shown and that will go: recipients, words, attachments."""
    seen = hashlib.sha256()
    for letter in sorted(letters, key=lambda letter: letter.key):
        words = (str(letter.key), letter.address, letter.subject, letter.text, letter.html)
        parts = (*words, *(attached.sha256 for attached in letter.attachments))
        seen.update("\x00".join(part or "" for part in parts).encode())
        seen.update(b"\x01")
    return seen.hexdigest()


def awaiting(app: App, approval_key: str) -> tuple[Message, ...]:
    """The letters that wait for this approval."""
    return tuple(letter for letter in app.ledger.of_approvals([approval_key]) if letter.state is MessageState.QUEUED)


def approved(ledger: Approvals, letters: Iterable[Message]) -> list[Message]:
    """Those of the letters whose approval a person has given."""
    waiting = [letter for letter in letters if letter.approval]
    given = {approval.key for approval in _given(ledger, waiting)}
    return [letter for letter in waiting if letter.approval in given]


def deliverable(app: App, plan_id: str, now: datetime) -> list[Message]:
    """Outward messages that wait to be sent and whose approval a person has given."""
    return approved(app.ledger, (letter for letter in app.ledger.sendable(plan_id, now=now) if letter.outward))


def released(app: App, letters: Iterable[Message]) -> frozenset[str]:
    """The approvals that let these outward letters go: in each, a person approved exactly this content."""
    given = _given(app.ledger, letters)
    content: dict[str | None, list[Message]] = defaultdict(list)
    for letter in app.ledger.of_approvals([approval.key for approval in given]):
        content[letter.approval].append(letter)
    return frozenset(each.key for each in given if each.by and fingerprint(content[each.key]) == each.content_sha256)


def _given(ledger: Approvals, letters: Iterable[Message]) -> tuple[Approval, ...]:
    return ledger.approvals(
        state=ApprovalState.APPROVED, keys={letter.approval for letter in letters if letter.approval}
    )
