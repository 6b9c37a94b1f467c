"""A ledger in memory. It keeps every promise of the port but one: it forgets when the process ends."""

# ruff: noqa: D102 - the port says what each method promises and is given
from __future__ import annotations

import inspect
import secrets
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar

from dunghen.audit import Act, Deed
from dunghen.exceptions import LedgerError, TransitionError, UnknownKeyError
from dunghen.keys import CycleKey
from dunghen.marks import Mark
from dunghen.records import (
    TAKEN_BACK,
    Approval,
    ApprovalState,
    CompiledDocument,
    CycleRecord,
    Realm,
    Record,
    RecordEvent,
    Submission,
    taken_back_subject,
)
from dunghen.testing.memory_messages import MemoryMessages, MessageShelf
from dunghen.wording.characters import storable, with_leaves

_L = TypeVar("_L")


def _mended(ledger: type[_L]) -> type[_L]:
    """Decorates a ledger: what any public method is given is kept, and looked for, as the port says."""
    for name, method in inspect.getmembers(ledger, inspect.isfunction):
        if not name.startswith("_"):
            setattr(ledger, name, _mending(method))
    return ledger


def _mending(method: Callable[..., Any]) -> Callable[..., Any]:
    return wraps(method)(
        lambda self, *given, **named: method(self, *with_leaves(given, _kept), **with_leaves(named, _kept))
    )


def _kept(leaf: Any) -> Any:
    if isinstance(leaf, int | float) and not -(2**63) < leaf < 2**63:
        raise LedgerError("Sổ không giữ số này.")
    return storable(leaf) if isinstance(leaf, str) else leaf


@dataclass
class _Shelf(MessageShelf):
    """What one realm keeps."""

    cycles: dict[CycleKey, CycleRecord] = field(default_factory=dict)
    submissions: list[Submission] = field(default_factory=list)
    approvals: list[Approval] = field(default_factory=list)
    documents: list[CompiledDocument] = field(default_factory=list)
    records: dict[tuple[CycleKey, str, str], Record] = field(default_factory=dict)
    record_events: list[RecordEvent] = field(default_factory=list)


@_mended
class MemoryLedger(MemoryMessages):
    """Implements ``dunghen.ports.Ledger`` with dictionaries, for one thread."""

    def __init__(self, realm: Realm = Realm.REHEARSAL) -> None:
        self.realm = realm
        self._shelves: Mapping[Realm, _Shelf] = {one: _Shelf() for one in Realm}
        self._switches: dict[str, tuple[str, str, datetime]] = {}
        self._trail = []
        self._marks = [Mark(secrets.token_hex(16), 0)]

    def with_realm(self, realm: Realm) -> MemoryLedger:
        """The same memory, opened for another realm."""
        other = copy(self)
        other.realm = realm
        return other

    @property
    def _shelf(self) -> _Shelf:
        return self._shelves[self.realm]

    def open_cycle(self, cycle: CycleRecord) -> None:
        self._shelf.cycles.setdefault(cycle.key, cycle)

    def cycle(self, key: CycleKey) -> CycleRecord | None:
        return self._shelf.cycles.get(key)

    def add_submission(self, submission: Submission) -> tuple[Submission, bool]:
        of_unit = self.submissions(submission.cycle, [submission.unit], taken_back=True)
        if of_unit and of_unit[-1].sha256 == submission.sha256 and self._holds(of_unit[-1]):
            return of_unit[-1], False
        kept = replace(submission, version=len(of_unit) + 1)
        self._shelf.submissions.append(kept)
        told = f"lần {kept.version}, {kept.channel}, {kept.state}, {kept.sha256}"
        self.note_act(Act(kept.received_at, kept.unit, Deed.HANDED_IN, f"{kept.cycle}/{kept.unit}", told))
        return kept, True

    def submissions(
        self, cycle: CycleKey, units: Collection[str] | None = None, *, taken_back: bool = False
    ) -> tuple[Submission, ...]:
        found = [one for one in self._shelf.submissions if one.cycle == cycle and (units is None or one.unit in units)]
        return tuple(one for one in found if taken_back or self._holds(one))

    def standings(self, plan: str, duty: str, cycles: Collection[str]) -> tuple[Submission, ...]:
        of_duty = [one for one in self._shelf.submissions if (one.cycle.plan, one.cycle.duty) == (plan, duty)]
        found = [one for one in of_duty if one.cycle.cycle in cycles and self._holds(one)]
        return tuple(replace(one, rows=(), remarks={}, problems=()) for one in found)

    def submission_counts(self, plan: str, duty: str) -> Mapping[str, int]:
        found = [one.cycle for one in self._shelf.submissions]
        found += [one.record.cycle for one in self._shelf.record_events if one.record.what == TAKEN_BACK]
        return Counter(one.cycle for one in found if (one.plan, one.duty) == (plan, duty))

    def _holds(self, one: Submission) -> bool:
        return (one.cycle, TAKEN_BACK, taken_back_subject(one.unit, one.version)) not in self._shelf.records

    def request_approval(self, approval: Approval) -> Approval:
        current = self.approval(approval.key)
        if current and current.content_sha256 == approval.content_sha256:
            return current
        asked = ApprovalState.REQUESTED
        new = replace(approval, state=asked, by=None, automatic=False, reason=None, decided_at=None)
        self._shelf.approvals.append(new)
        return new

    def approval(self, key: str) -> Approval | None:
        return next((one for one in reversed(self._shelf.approvals) if one.key == key), None)

    def approvals(
        self, *, state: ApprovalState | None = None, keys: Collection[str] | None = None
    ) -> tuple[Approval, ...]:
        newest: dict[str, Approval] = {}
        for one in reversed(self._shelf.approvals):
            newest.setdefault(one.key, one)
        found = [one for one in newest.values() if keys is None or one.key in keys]
        return tuple(one for one in found if state in (None, one.state))

    def decide(
        self, key: str, state: ApprovalState, *, by: str | None, automatic: bool, reason: str | None, now: datetime
    ) -> Approval:
        asked = self.approval(key)
        if asked is None:
            raise UnknownKeyError(f"Sổ không có yêu cầu phê duyệt nào tên «{key}».")
        by_nobody = state is ApprovalState.APPROVED and (automatic or not by)
        if by_nobody or asked.state is not ApprovalState.REQUESTED or state is ApprovalState.REQUESTED:
            raise TransitionError(f"Phê duyệt «{key}»: {asked.state.value} → {state.value}")
        answer = replace(asked, state=state, by=by, automatic=automatic, reason=reason, decided_at=now)
        self._shelf.approvals[self._shelf.approvals.index(asked)] = answer
        if by and not automatic:
            deed = Deed.APPROVED if state is ApprovalState.APPROVED else Deed.REJECTED
            self.note_act(Act(now, by, deed, key, reason or ""))
        return answer

    def add_document(self, document: CompiledDocument) -> None:
        self._shelf.documents.append(document)

    def documents(self, cycle: CycleKey) -> tuple[CompiledDocument, ...]:
        newest = {one.name: one for one in self._shelf.documents if one.cycle == cycle}
        return tuple(newest[name] for name in sorted(newest))

    def add_record(self, record: Record) -> None:
        self._shelf.records.pop((record.cycle, record.what, record.subject), None)
        self._shelf.records[record.cycle, record.what, record.subject] = record
        self._enter(RecordEvent(record, withdrawn=False))

    def withdraw_record(self, cycle: CycleKey, what: str, subject: str, *, by: str, now: datetime) -> None:
        entered = self._shelf.records.pop((cycle, what, subject), None)
        if entered is None:
            raise UnknownKeyError(f"Sổ không có ghi nhận «{what}» ({subject or 'cả kỳ'}) nào của kỳ {cycle}.")
        gone = Record(cycle, what, subject, entered.day, by, now)
        self._enter(RecordEvent(gone, withdrawn=True))

    def _enter(self, event: RecordEvent) -> None:
        self._shelf.record_events.append(event)
        one, deed = event.record, Deed.WITHDRAWN if event.withdrawn else Deed.RECORDED
        subject = " ".join(filter(None, (str(one.cycle), one.what, one.subject)))
        said = [f"ngày {one.day}", *(f"{name}: {value}" for name, value in one.values.items()), one.note]
        self.note_act(Act(one.recorded_at, one.by, deed, subject, "; ".join(filter(None, said))))

    def records(self, plan: str, *, what: str | None = None, cycle: CycleKey | None = None) -> tuple[Record, ...]:
        found = [
            one
            for one in self._shelf.records.values()
            if one.cycle.plan == plan and what in (None, one.what) and cycle in (None, one.cycle)
        ]
        return tuple(sorted(found, key=lambda one: one.day))

    def record_history(
        self, plan: str, *, what: str | None = None, cycle: CycleKey | None = None
    ) -> tuple[RecordEvent, ...]:
        return tuple(
            one
            for one in self._shelf.record_events
            if one.record.cycle.plan == plan and what in (None, one.record.what) and cycle in (None, one.record.cycle)
        )

    def switch(self, name: str) -> str | None:
        return self._switches[name][0] if name in self._switches else None

    def set_switch(self, name: str, value: str, *, by: str, now: datetime, automatic: bool = False) -> None:
        self._switches[name] = (value, by, now)
        if not automatic:
            self.note_act(Act(now, by, Deed.SWITCHED, name, value))

    def mark(self) -> Mark:
        return self._marks[-1]

    def advance(self) -> Mark:
        self._marks[-1] = replace(self.mark(), number=self.mark().number + 1)
        return self.mark()

    def rename(self, *, by: str, now: datetime) -> Mark:
        self._marks.append(Mark(secrets.token_hex(16), self.mark().number + 1))
        self.note_act(Act(now, by, Deed.ACCEPTED, self.mark().ledger))
        return self.mark()
