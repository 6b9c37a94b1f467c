"""The messages of the ledger in memory."""

# ruff: noqa: D102 - the port says what each method promises and is given
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from dunghen.audit import Act, Deed
from dunghen.exceptions import TransitionError, UnknownKeyError
from dunghen.keys import CycleKey
from dunghen.marks import KeptMail, is_forgotten
from dunghen.records import Draft, Message, MessageEvent, MessageState, NotSent, Realm
from dunghen.testing.memory_audit import MemoryAudit
from dunghen.testing.message_moves import (
    AUTOMATIC,
    CLAIMED,
    EXPIRED,
    NOT_HANDED_OVER,
    OPERATOR,
    QUEUED,
    SENDER,
    SENT,
    is_free,
    opened,
    require,
)


@dataclass
class MessageShelf:
    """The messages that one realm keeps."""

    messages: dict[str, Message] = field(default_factory=dict)
    events: dict[str, list[MessageEvent]] = field(default_factory=lambda: defaultdict(list))


class MemoryMessages(MemoryAudit):
    """Both books of messages."""

    realm: Realm
    _shelves: Mapping[Realm, MessageShelf]

    def known(self, plan: str) -> Mapping[str, MessageState]:
        return {str(one.key): one.state for one in self._chosen(plan) if not is_free(one)}

    def message(self, key: str) -> Message | None:
        return self._all.get(key)

    def messages(
        self,
        *,
        plan: str | None = None,
        state: MessageState | None = None,
        recipient: str | None = None,
        limit: int = 1000,
        offset: int = 0,
    ) -> tuple[Message, ...]:
        return _newest_first(self._chosen(plan, state, recipient))[offset : offset + limit]

    def message_count(
        self, *, plan: str | None = None, state: MessageState | None = None, recipient: str | None = None
    ) -> int:
        return len(self._chosen(plan, state, recipient))

    def state_counts(self, plan: str) -> Mapping[MessageState, int]:
        return Counter(one.state for one in self._chosen(plan))

    def in_state(self, state: MessageState, plan: str | None = None) -> tuple[Message, ...]:
        return _newest_first(self._chosen(plan, state))

    def of_cycle(self, cycle: CycleKey, recipient: str | None = None) -> tuple[Message, ...]:
        return _newest_first(one for one in self._chosen(None, None, recipient) if one.key.cycle_key == cycle)

    def of_approvals(self, keys: Collection[str]) -> tuple[Message, ...]:
        return _newest_first(one for one in self._all.values() if one.approval in keys)

    def sendable(self, plan: str | None, *, now: datetime) -> tuple[Message, ...]:
        ready = [one for one in self._chosen(plan, QUEUED) if one.not_before is None or one.not_before <= now]
        return tuple(sorted(ready, key=lambda one: (one.due_at, str(one.key))))

    def abandoned(self, *, before: datetime) -> tuple[Message, ...]:
        lost = [one for one in self._chosen(state=CLAIMED) if one.changed_at < before]
        return tuple(sorted(lost, key=lambda one: (one.changed_at, str(one.key))))

    def events(self, key: str) -> tuple[MessageEvent, ...]:
        return tuple(self._shelves[self.realm].events.get(key, ()))

    def queue(self, drafts: Sequence[Draft], *, now: datetime) -> tuple[str, ...]:
        return self._write(drafts, now)

    def note(self, records: Sequence[NotSent], *, now: datetime) -> tuple[str, ...]:
        return self._write(records, now)

    def revive(self, *, now: datetime, by: str) -> tuple[str, ...]:
        early = [one for one in self._all.values() if one.state is EXPIRED and now < one.expires_at <= one.changed_at]
        for one in early:
            again: dict[str, Any] = {"attempt": one.attempt + 1} if one.address is None else {"state": QUEUED}
            why = "bị bỏ khi đồng hồ chạy trước, nay lại phải làm"
            self._move(one, by, automatic=False, reason=why, changed_at=now, **again)
        if early:
            self.note_act(Act(now, by, Deed.REVIVED, f"{len(early)} việc"))
        return tuple(str(one.key) for one in early)

    def claim(self, keys: Sequence[str], *, message_id: str, now: datetime, by: str) -> tuple[str, ...]:
        taken = self._queued(keys)
        for one in taken:
            name = one.message_id or message_id
            self._move(one, by, state=CLAIMED, changed_at=now, tries=one.tries + 1, message_id=name)
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
        claimed = [self._existing(key) for key in dict.fromkeys(keys)]
        for one in claimed:
            require(one, state, SENDER)
        later = not_before if state is QUEUED else None
        for one in claimed:
            sent_at, sha256 = now if state is SENT else one.sent_at, mail_sha256 or one.mail_sha256
            outcome: dict[str, Any] = {"state": state, "reason": reason, "not_before": later, "sent_at": sent_at}
            self._move(one, by, changed_at=now, mail_sha256=sha256, **outcome)

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
        if keys and state not in NOT_HANDED_OVER[QUEUED]:
            raise TransitionError(f"Thư «{keys[0]}»: queued → {state.value}")
        queued, later = self._queued(keys), not_before if state is QUEUED else None
        for one in queued:
            tries = one.tries + 1
            self._move(one, by, state=state, reason=reason, changed_at=now, not_before=later, tries=tries)
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
        one = self._existing(key)
        require(one, state, AUTOMATIC if automatic else OPERATOR)
        if state is QUEUED and one.address is None:
            raise TransitionError(f"Thư «{key}» chưa từng được soạn.")
        more: dict[str, Any] = {"not_before": None} if state is QUEUED else {}
        if state is QUEUED and not automatic:
            more |= {"attempt": one.attempt + 1, "message_id": None}
        if not automatic:
            self.note_act(Act(now, by, Deed.RESENT if state is QUEUED else Deed.STOPPED, key, reason or ""))
        return self._move(one, by, automatic=automatic, state=state, reason=reason, changed_at=now, **more)

    def acknowledge(self, mails: Sequence[KeptMail], *, now: datetime, by: str, reason: str) -> tuple[str, ...]:
        forgotten = [one for one in mails if is_forgotten(self.message(str(one.key)), one)]
        for mail in forgotten:
            known = self.message(str(mail.key))
            new = opened(NotSent(mail.key, SENT, reason, mail.sent_at, mail.sent_at), now)
            one = known or replace(new, tries=1, subject=mail.subject, text=mail.text)
            after = replace(one, sent_at=mail.sent_at, message_id=mail.message_id, mail_sha256=mail.sha256)
            after = replace(after, state=SENT, reason=reason, changed_at=now, not_before=None)
            self._keep(after, known, by, automatic=False)
        return tuple(str(one.key) for one in forgotten)

    @property
    def _all(self) -> dict[str, Message]:
        return self._shelves[self.realm].messages

    def _chosen(
        self, plan: str | None = None, state: MessageState | None = None, recipient: str | None = None
    ) -> list[Message]:
        return [
            one
            for one in self._all.values()
            if plan in (None, one.key.plan) and state in (None, one.state) and recipient in (None, one.key.recipient)
        ]

    def _existing(self, key: str) -> Message:
        if key not in self._all:
            raise UnknownKeyError(f"Sổ không có thư nào tên «{key}».")
        return self._all[key]

    def _queued(self, keys: Sequence[str]) -> list[Message]:
        found = [self._all[key] for key in dict.fromkeys(keys) if key in self._all]
        return [one for one in found if one.state is QUEUED]

    def _write(self, acts: Iterable[Draft | NotSent], now: datetime) -> tuple[str, ...]:
        written = []
        for act in acts:
            before = self.message(str(act.key))
            if before is None or is_free(before):
                self._keep(opened(act, now), before, "dunghen", automatic=True)
                written.append(str(act.key))
        return tuple(written)

    def _move(self, before: Message, by: str, *, automatic: bool = True, **after: Any) -> Message:
        return self._keep(replace(before, **after), before, by, automatic=automatic)

    def _keep(self, after: Message, before: Message | None, by: str, *, automatic: bool) -> Message:
        self._all[str(after.key)] = after
        reason = None if after.state is CLAIMED else after.reason
        event = MessageEvent(after.changed_at, before.state if before else None, after.state, by, automatic, reason)
        self._shelves[self.realm].events[str(after.key)].append(event)
        return after


def _newest_first(messages: Iterable[Message]) -> tuple[Message, ...]:
    by_name = sorted(messages, key=lambda one: str(one.key))
    return tuple(sorted(by_name, key=lambda one: one.changed_at, reverse=True))
