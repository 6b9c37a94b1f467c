"""A ledger in memory. It keeps every promise of the port but one: it forgets when the process ends."""

# ruff: noqa: D102 - the port says what each method promises and is given
from __future__ import annotations

import secrets
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from dunghen.adapters.ledger import answers, transitions
from dunghen.adapters.ledger.admission import guarded
from dunghen.exceptions import UnknownKeyError
from dunghen.keys import CycleKey
from dunghen.marks import KeptMail, Mark
from dunghen.records import (
    TAKEN_BACK,
    Approval,
    ApprovalState,
    CompiledDocument,
    CycleRecord,
    Draft,
    Message,
    MessageEvent,
    MessageState,
    NotSent,
    Realm,
    Record,
    RecordEvent,
    Submission,
    taken_back_subject,
)


@dataclass
class _Shelf:
    """What one realm keeps."""

    cycles: dict[CycleKey, CycleRecord] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)
    events: dict[str, list[MessageEvent]] = field(default_factory=lambda: defaultdict(list))
    submissions: list[Submission] = field(default_factory=list)
    approvals: list[Approval] = field(default_factory=list)
    documents: list[CompiledDocument] = field(default_factory=list)
    records: dict[tuple[CycleKey, str, str], Record] = field(default_factory=dict)
    record_events: list[RecordEvent] = field(default_factory=list)


@guarded
class MemoryLedger:
    """Implements ``dunghen.ports.Ledger`` with dictionaries, for one thread."""

    def __init__(self, realm: Realm = Realm.REHEARSAL) -> None:
        self.realm = realm
        self._shelves = {one: _Shelf() for one in Realm}
        self._switches: dict[str, tuple[str, str, datetime]] = {}
        self._marks = [Mark(secrets.token_hex(16), 0)]

    def with_realm(self, realm: Realm) -> MemoryLedger:
        """The same memory, opened for another realm."""
        other = MemoryLedger(realm)
        other._shelves, other._switches, other._marks = self._shelves, self._switches, self._marks
        return other

    @property
    def _shelf(self) -> _Shelf:
        return self._shelves[self.realm]

    def open_cycle(self, cycle: CycleRecord) -> None:
        self._shelf.cycles.setdefault(cycle.key, cycle)

    def cycle(self, key: CycleKey) -> CycleRecord | None:
        return self._shelf.cycles.get(key)

    def known(self, plan: str) -> Mapping[str, MessageState]:
        mine = {key: one for key, one in self._shelf.messages.items() if one.key.plan == plan}
        return {key: one.state for key, one in mine.items() if not transitions.is_open(one)}

    def queue(self, drafts: Sequence[Draft], *, now: datetime) -> tuple[str, ...]:
        return self._write(drafts, now)

    def note(self, records: Sequence[NotSent], *, now: datetime) -> tuple[str, ...]:
        return self._write(records, now)

    def revive(self, *, now: datetime, by: str) -> tuple[str, ...]:
        early = [one for one in self._shelf.messages.values() if transitions.ended_early(one, now)]
        for before in early:
            self._move(before, transitions.revived(before, now=now), by, automatic=False)
        return tuple(str(one.key) for one in early)

    def sendable(self, plan: str | None, *, now: datetime) -> tuple[Message, ...]:
        ready = [
            one
            for one in self._shelf.messages.values()
            if one.state is MessageState.QUEUED
            and (plan is None or one.key.plan == plan)
            and (one.not_before is None or one.not_before <= now)
        ]
        return tuple(sorted(ready, key=lambda one: (one.due_at, str(one.key))))

    def claim(self, keys: Sequence[str], *, message_id: str, now: datetime, by: str) -> tuple[str, ...]:
        found = [self._shelf.messages[key] for key in dict.fromkeys(keys) if key in self._shelf.messages]
        taken = [one for one in found if one.state is MessageState.QUEUED]
        for before in taken:
            after = replace(
                before,
                state=MessageState.CLAIMED,
                changed_at=now,
                tries=before.tries + 1,
                message_id=before.message_id or message_id,
            )
            self._move(before, after, by, automatic=True)
        return tuple(str(one.key) for one in taken)

    def settle(
        self,
        keys: Sequence[str],
        state: MessageState,
        *,
        now: datetime,
        by: str,
        reason: str | None = None,
        not_before: datetime | None = None,
        mail_sha256: str | None = None,
    ) -> None:
        before = [self._existing(key) for key in dict.fromkeys(keys)]
        after = [
            transitions.settled(one, state, now=now, reason=reason, not_before=not_before, mail_sha256=mail_sha256)
            for one in before
        ]
        for one, other in zip(before, after, strict=True):
            self._move(one, other, by, automatic=True)

    def set_aside(
        self,
        keys: Sequence[str],
        state: MessageState,
        *,
        now: datetime,
        by: str,
        reason: str,
        not_before: datetime | None = None,
    ) -> tuple[str, ...]:
        transitions.require_set_aside(keys, state)
        found = [self._shelf.messages[key] for key in dict.fromkeys(keys) if key in self._shelf.messages]
        queued = [one for one in found if one.state is MessageState.QUEUED]
        for one in queued:
            after = transitions.set_aside(one, state, now=now, reason=reason, not_before=not_before)
            self._move(one, after, by, automatic=True)
        return tuple(str(one.key) for one in queued)

    def change(
        self,
        key: str,
        state: MessageState,
        *,
        now: datetime,
        by: str,
        reason: str | None = None,
        automatic: bool = False,
    ) -> Message:
        before = self._existing(key)
        after = transitions.changed(before, state, now=now, reason=reason, automatic=automatic)
        return self._move(before, after, by, automatic=automatic)

    def abandoned(self, *, before: datetime) -> tuple[Message, ...]:
        claimed = [one for one in self._shelf.messages.values() if one.state is MessageState.CLAIMED]
        lost = [one for one in claimed if one.changed_at < before]
        return tuple(sorted(lost, key=lambda one: (one.changed_at, str(one.key))))

    def message(self, key: str) -> Message | None:
        return self._shelf.messages.get(key)

    def messages(
        self,
        *,
        plan: str | None = None,
        state: MessageState | None = None,
        recipient: str | None = None,
        limit: int = 1000,
        offset: int = 0,
    ) -> tuple[Message, ...]:
        by_name = sorted(self._chosen(plan, state, recipient), key=lambda one: str(one.key))
        newest_first = sorted(by_name, key=lambda one: one.changed_at, reverse=True)
        return tuple(newest_first[offset : offset + limit])

    def message_count(
        self, *, plan: str | None = None, state: MessageState | None = None, recipient: str | None = None
    ) -> int:
        return len(self._chosen(plan, state, recipient))

    def state_counts(self, plan: str) -> Mapping[MessageState, int]:
        return Counter(one.state for one in self._chosen(plan, None, None))

    def events(self, key: str) -> tuple[MessageEvent, ...]:
        return tuple(self._shelf.events.get(key, ()))

    def add_submission(self, submission: Submission) -> tuple[Submission, bool]:
        of_unit = self.submissions(submission.cycle, [submission.unit], taken_back=True)
        if of_unit and of_unit[-1].sha256 == submission.sha256 and self._holds(of_unit[-1]):
            return of_unit[-1], False
        kept = replace(submission, version=len(of_unit) + 1)
        self._shelf.submissions.append(kept)
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
        self._shelf.approvals.append(answers.requested(approval))
        return self._shelf.approvals[-1]

    def approval(self, key: str) -> Approval | None:
        return next((one for one in reversed(self._shelf.approvals) if one.key == key), None)

    def approvals(self, *, state: ApprovalState | None = None) -> tuple[Approval, ...]:
        newest: dict[str, Approval] = {}
        for one in reversed(self._shelf.approvals):
            newest.setdefault(one.key, one)
        return tuple(one for one in newest.values() if state is None or one.state is state)

    def decide(
        self, key: str, state: ApprovalState, *, by: str | None, automatic: bool, reason: str | None, now: datetime
    ) -> Approval:
        asked = self.approval(key)
        if asked is None:
            raise answers.never_asked(key)
        answer = answers.answered(asked, state, by=by, automatic=automatic, reason=reason, now=now)
        self._shelf.approvals[self._shelf.approvals.index(asked)] = answer
        return answer

    def add_document(self, document: CompiledDocument) -> None:
        self._shelf.documents.append(document)

    def documents(self, cycle: CycleKey) -> tuple[CompiledDocument, ...]:
        newest = {one.name: one for one in self._shelf.documents if one.cycle == cycle}
        return tuple(newest[name] for name in sorted(newest))

    def add_record(self, record: Record) -> None:
        self._shelf.records.pop((record.cycle, record.what, record.subject), None)
        self._shelf.records[record.cycle, record.what, record.subject] = record
        self._shelf.record_events.append(RecordEvent(record, withdrawn=False))

    def withdraw_record(self, cycle: CycleKey, what: str, subject: str, *, by: str, now: datetime) -> None:
        entered = self._shelf.records.pop((cycle, what, subject), None)
        if entered is None:
            raise UnknownKeyError(f"Sổ không có ghi nhận «{what}» ({subject or 'cả kỳ'}) nào của kỳ {cycle}.")
        gone = Record(cycle, what, subject, entered.day, by, now)
        self._shelf.record_events.append(RecordEvent(gone, withdrawn=True))

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

    def set_switch(self, name: str, value: str, *, by: str, now: datetime) -> None:
        self._switches[name] = (value, by, now)

    def mark(self) -> Mark:
        return self._marks[-1]

    def advance(self) -> Mark:
        self._marks[-1] = replace(self.mark(), number=self.mark().number + 1)
        return self.mark()

    def rename(self, *, by: str, now: datetime) -> Mark:  # noqa: ARG002
        self._marks.append(Mark(secrets.token_hex(16), self.mark().number + 1))
        return self.mark()

    def acknowledge(self, mails: Sequence[KeptMail], *, now: datetime, by: str, reason: str) -> tuple[str, ...]:
        written = []
        for mail in mails:
            before = self.message(str(mail.key))
            if after := transitions.acknowledged(before, mail, now=now, reason=reason):
                self._move(before, after, by, automatic=False)
                written.append(str(mail.key))
        return tuple(written)

    def _chosen(self, plan: str | None, state: MessageState | None, recipient: str | None) -> list[Message]:
        return [
            one
            for one in self._shelf.messages.values()
            if plan in (None, one.key.plan) and state in (None, one.state) and recipient in (None, one.key.recipient)
        ]

    def _existing(self, key: str) -> Message:
        message = self.message(key)
        if message is None:
            raise transitions.unknown_key(key)
        return message

    def _write(self, acts: Iterable[Draft | NotSent], now: datetime) -> tuple[str, ...]:
        written = []
        for one in (transitions.opened(act, now=now) for act in acts):
            key = str(one.key)
            before = self.message(key)
            if before is None or transitions.is_open(before):
                self._shelf.messages[key] = one
                came_from = before.state if before else None
                event = MessageEvent(now, came_from, one.state, transitions.SYSTEM, automatic=True, reason=one.reason)
                self._shelf.events[key].append(event)
                written.append(key)
        return tuple(written)

    def _move(self, before: Message | None, after: Message, by: str, *, automatic: bool) -> Message:
        key = str(after.key)
        self._shelf.messages[key] = after
        reason = after.reason if after.state is not MessageState.CLAIMED else None
        event = MessageEvent(after.changed_at, before.state if before else None, after.state, by, automatic, reason)
        self._shelf.events[key].append(event)
        return after
