"""Messages on their way: written, claimed, settled. Every step writes its event in the same transaction."""
# ruff: noqa: D102 - the port says what each method promises

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, insert, select, update

from dunghen.adapters.ledger import transitions
from dunghen.adapters.ledger.audit_trail import note
from dunghen.adapters.ledger.book import Book, insert_new
from dunghen.adapters.ledger.message_rows import event_row, message_of, message_row
from dunghen.adapters.ledger.messages import OPEN
from dunghen.adapters.ledger.tables import message, message_event
from dunghen.audit import Act, Deed
from dunghen.marks import KeptMail
from dunghen.records import Draft, Message, MessageEvent, MessageState, NotSent

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Result


# Two of these run for every mail. Built once, they cost half of what they cost when built anew each time.
_LOCK = (
    select(message.c.id, message.c.key, message.c.state)
    .where(message.c.realm == bindparam("in_realm"), message.c.key.in_(bindparam("in_keys", expanding=True)))
    # Always in one order, so that two processes that want the same rows wait for each other and never block each other.
    .order_by(message.c.id)
    .with_for_update()
)
_CLAIM = (
    update(message)
    .where(message.c.id.in_(_LOCK.with_only_columns(message.c.id).where(message.c.state == MessageState.QUEUED.value)))
    .values(
        state=MessageState.CLAIMED.value,
        changed_at=bindparam("now"),
        tries=message.c.tries + 1,
        message_id=func.coalesce(message.c.message_id, bindparam("new_message_id")),
    )
    .returning(message.c.id, message.c.key)
)
_SET_ASIDE = (
    update(message)
    .where(message.c.id.in_(_LOCK.with_only_columns(message.c.id).where(message.c.state == MessageState.QUEUED.value)))
    .values(
        state=bindparam("new_state"),
        reason=bindparam("new_reason"),
        changed_at=bindparam("now"),
        not_before=bindparam("new_not_before"),
        tries=message.c.tries + 1,
    )
    .returning(message.c.id, message.c.key)
)
_SETTLE = (
    update(message)
    .where(message.c.id.in_(bindparam("ids", expanding=True)))
    .values(
        state=bindparam("new_state"),
        reason=bindparam("new_reason"),
        changed_at=bindparam("now"),
        not_before=bindparam("new_not_before"),
        sent_at=func.coalesce(bindparam("new_sent_at", type_=message.c.sent_at.type), message.c.sent_at),
        mail_sha256=func.coalesce(
            bindparam("new_mail_sha256", type_=message.c.mail_sha256.type), message.c.mail_sha256
        ),
    )
)


class Outbox(Book):
    """The writing part of the port's messages."""

    def queue(self, drafts: Sequence[Draft], *, now: datetime) -> tuple[str, ...]:
        return self._open(drafts, now)

    def note(self, records: Sequence[NotSent], *, now: datetime) -> tuple[str, ...]:
        return self._open(records, now)

    def claim(self, keys: Sequence[str], *, message_id: str, now: datetime, by: str) -> tuple[str, ...]:
        wanted = {"in_realm": self.realm.value, "in_keys": list(keys), "new_message_id": message_id, "now": now}
        with self._database.writing() as connection:
            taken = {row.key: row.id for row in connection.execute(_CLAIM, wanted)}
            event = MessageEvent(now, MessageState.QUEUED, MessageState.CLAIMED, by, automatic=True, reason=None)
            _record(connection, dict.fromkeys(taken.values(), event))
        return tuple(key for key in dict.fromkeys(keys) if key in taken)

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
        outcome = _outcome(state, now, reason, not_before)
        outcome |= {"new_sent_at": now if state is MessageState.SENT else None, "new_mail_sha256": mail_sha256 or None}
        with self._database.writing() as connection:
            rows = connection.execute(_LOCK, {"in_realm": self.realm.value, "in_keys": list(keys)}).all()
            before = {row.key: MessageState(row.state) for row in rows}
            if missing := [key for key in keys if key not in before]:
                raise transitions.unknown_key(missing[0])
            for key in keys:
                transitions.require_settled(key, before[key], state)
            connection.execute(_SETTLE, {**outcome, "ids": [row.id for row in rows]})
            event = partial(MessageEvent, now, after=state, by=by, automatic=True, reason=reason)
            _record(connection, {row.id: event(before=before[row.key]) for row in rows})

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
        outcome = _outcome(state, now, reason, not_before)
        wanted = {**outcome, "in_realm": self.realm.value, "in_keys": list(keys)}
        with self._database.writing() as connection:
            ended = {row.key: row.id for row in connection.execute(_SET_ASIDE, wanted)}
            event = MessageEvent(now, MessageState.QUEUED, state, by, automatic=True, reason=reason)
            _record(connection, dict.fromkeys(ended.values(), event))
        return tuple(key for key in dict.fromkeys(keys) if key in ended)

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
        with self._database.writing() as connection:
            row = self._locked(connection, message.c.key == key).one_or_none()
            if row is None:
                raise transitions.unknown_key(key)
            before = message_of(row)
            after = transitions.changed(before, state, now=now, reason=reason, automatic=automatic)
            self._replace(connection, row.id, before, after, by=by, automatic=automatic)
            if not automatic:
                deed = Deed.RESENT if state is MessageState.QUEUED else Deed.STOPPED
                note(connection, self.realm, Act(now, by, deed, key, reason or ""))
        return after

    def revive(self, *, now: datetime, by: str) -> tuple[str, ...]:
        early = (
            message.c.state == MessageState.EXPIRED.value,
            message.c.expires_at > now,
            message.c.expires_at <= message.c.changed_at,
        )
        with self._database.writing() as connection:
            found = [(row.id, message_of(row)) for row in self._locked(connection, *early)]
            for row_id, before in found:
                after = transitions.revived(before, now=now)
                self._replace(connection, row_id, before, after, by=by, automatic=False)
            if found:
                note(connection, self.realm, Act(now, by, Deed.REVIVED, f"{len(found)} việc"))
        return tuple(str(before.key) for _, before in found)

    def acknowledge(self, mails: Sequence[KeptMail], *, now: datetime, by: str, reason: str) -> tuple[str, ...]:
        with self._database.writing() as connection:
            # In one order, or another process that wants the same rows and this one could wait for each other.
            in_order = sorted(mails, key=lambda mail: mail.key)
            sent = {mail.key for mail in in_order if self._acknowledge(connection, mail, now, by, reason)}
        return tuple(str(mail.key) for mail in mails if mail.key in sent)

    def _acknowledge(self, connection: Connection, mail: KeptMail, now: datetime, by: str, reason: str) -> bool:
        row = self._locked(connection, message.c.key == str(mail.key)).one_or_none()
        before = message_of(row) if row else None
        after = transitions.acknowledged(before, mail, now=now, reason=reason)
        if after is None:
            return False
        if row and before:
            self._replace(connection, row.id, before, after, by=by, automatic=False)
            return True
        new = insert_new(connection, message).values(message_row(after, self.realm)).returning(message.c.id)
        if (row_id := connection.scalar(new)) is None:
            return False  # another process has written it since
        _record(connection, {row_id: MessageEvent(now, None, after.state, by, automatic=False, reason=reason)})
        return True

    def _open(self, acts: Sequence[Draft | NotSent], now: datetime) -> tuple[str, ...]:
        opened: dict[str, Message] = {}
        for act in acts:
            opened.setdefault(str(act.key), transitions.opened(act, now=now))
        if not opened:
            return ()
        with self._database.writing() as connection:
            write = insert_new(connection, message).returning(message.c.id, message.c.key)
            # In one order, or two processes that write the same keys could wait for each other for ever.
            rows = connection.execute(write, [message_row(each, self.realm) for _, each in sorted(opened.items())])
            written = {row.key: row.id for row in rows}
            event = partial(MessageEvent, now, None, by=transitions.SYSTEM, automatic=True)
            first = {
                row_id: event(after=opened[key].state, reason=opened[key].reason) for key, row_id in written.items()
            }
            _record(connection, first)
            written |= self._write_anew(connection, {key: opened[key] for key in opened.keys() - written.keys()})
        return tuple(key for key in opened if key in written)

    def _write_anew(self, connection: Connection, acts: Mapping[str, Message]) -> dict[str, int]:
        """Write those of the acts that were revived; returns the ids of their rows by key."""
        rows = self._locked(connection, message.c.key.in_(acts), OPEN).all() if acts else []
        for row in rows:
            before, after = message_of(row), acts[row.key]
            self._replace(connection, row.id, before, after, by=transitions.SYSTEM, automatic=True)
        return {row.key: row.id for row in rows}

    def _replace(
        self, connection: Connection, row_id: int, before: Message, after: Message, *, by: str, automatic: bool
    ) -> None:
        connection.execute(update(message).where(message.c.id == row_id).values(message_row(after, self.realm)))
        event = MessageEvent(after.changed_at, before.state, after.state, by, automatic, after.reason)
        _record(connection, {row_id: event})

    def _locked(self, connection: Connection, *conditions: ColumnElement[bool]) -> Result[Any]:
        """The rows of this realm, in the order of ``_LOCK``."""
        wanted = select(message).where(message.c.realm == self.realm.value, *conditions)
        return connection.execute(wanted.order_by(message.c.id).with_for_update())


def _outcome(state: MessageState, now: datetime, reason: str | None, not_before: datetime | None) -> dict[str, Any]:
    later = not_before if state is MessageState.QUEUED else None
    return {"new_state": state.value, "new_reason": reason, "now": now, "new_not_before": later}


def _record(connection: Connection, events: Mapping[int, MessageEvent]) -> None:
    """Write these events, by the ids of their messages."""
    if events:
        connection.execute(insert(message_event), [event_row(row_id, event) for row_id, event in events.items()])
