"""Messages on their way: written, claimed, settled. Every step writes its event in the same transaction."""
# ruff: noqa: D102 - the port says what each method promises

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, insert, select, update

from dunghen.adapters.ledger import transitions
from dunghen.adapters.ledger.book import Book, insert_new
from dunghen.adapters.ledger.message_rows import event_row, message_of, row_of
from dunghen.adapters.ledger.messages import OPEN
from dunghen.adapters.ledger.tables import message, message_event
from dunghen.records import Draft, Message, MessageState, NotSent

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row


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
            _record(
                connection,
                (event_row(one, MessageState.QUEUED, MessageState.CLAIMED, at=now, by=by) for one in taken.values()),
            )
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
        outcome = {
            "new_state": state.value,
            "new_reason": reason,
            "now": now,
            "new_not_before": not_before if state is MessageState.QUEUED else None,
            "new_sent_at": now if state is MessageState.SENT else None,
            "new_mail_sha256": mail_sha256 or None,
        }
        with self._database.writing() as connection:
            rows = self._locked(connection, keys)
            before = {row.key: MessageState(row.state) for row in rows}
            if missing := [key for key in keys if key not in before]:
                raise transitions.unknown_key(missing[0])
            for key in keys:
                transitions.require_settled(key, before[key], state)
            connection.execute(_SETTLE, {**outcome, "ids": [row.id for row in rows]})
            _record(
                connection, (event_row(row.id, before[row.key], state, at=now, by=by, reason=reason) for row in rows)
            )

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
        outcome = {
            "in_realm": self.realm.value,
            "in_keys": list(keys),
            "new_state": state.value,
            "new_reason": reason,
            "now": now,
            "new_not_before": not_before if state is MessageState.QUEUED else None,
        }
        with self._database.writing() as connection:
            written = {row.key: row.id for row in connection.execute(_SET_ASIDE, outcome)}
            _record(
                connection,
                (event_row(one, MessageState.QUEUED, state, at=now, by=by, reason=reason) for one in written.values()),
            )
        return tuple(key for key in dict.fromkeys(keys) if key in written)

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
            locked = self._locked(connection, [key])
            if not locked:
                raise transitions.unknown_key(key)
            row = connection.execute(select(message).where(message.c.id == locked[0].id)).one()
            before = message_of(row)
            after = transitions.changed(before, state, now=now, reason=reason, automatic=automatic)
            self._replace(connection, row.id, before, after, at=now, by=by, automatic=automatic)
        return after

    def revive(self, *, now: datetime, by: str) -> tuple[str, ...]:
        early = (
            message.c.realm == self.realm.value,
            message.c.state == MessageState.EXPIRED.value,
            message.c.expires_at > now,
            message.c.expires_at <= message.c.changed_at,
        )
        with self._database.writing() as connection:
            rows = connection.execute(select(message).where(*early).order_by(message.c.id).with_for_update()).all()
            found = [(row.id, message_of(row)) for row in rows]
            for row_id, before in found:
                after = transitions.revived(before, now=now)
                self._replace(connection, row_id, before, after, at=now, by=by, automatic=False)
        return tuple(str(before.key) for _, before in found)

    def _open(self, acts: Sequence[Draft | NotSent], now: datetime) -> tuple[str, ...]:
        opened: dict[str, Message] = {}
        for act in acts:
            opened.setdefault(str(act.key), transitions.opened(act, now=now))
        if not opened:
            return ()
        with self._database.writing() as connection:
            write = insert_new(connection, message).returning(message.c.id, message.c.key)
            # In one order, or two processes that write the same keys could wait for each other for ever.
            rows = connection.execute(write, [row_of(one, self.realm) for _, one in sorted(opened.items())])
            written = {row.key: row.id for row in rows}
            _record(
                connection,
                (
                    event_row(one, None, opened[key].state, at=now, by=transitions.SYSTEM, reason=opened[key].reason)
                    for key, one in written.items()
                ),
            )
            written |= self._write_anew(connection, {key: opened[key] for key in opened.keys() - written.keys()}, now)
        return tuple(key for key in opened if key in written)

    def _write_anew(self, connection: Connection, acts: Mapping[str, Message], now: datetime) -> dict[str, int]:
        """Write those of the acts that were revived; returns the ids of their rows by key."""
        if not acts:
            return {}
        wanted = (message.c.realm == self.realm.value, message.c.key.in_(acts), OPEN)
        rows = connection.execute(select(message).where(*wanted).order_by(message.c.id).with_for_update()).all()
        for row in rows:
            before, after = message_of(row), acts[row.key]
            self._replace(connection, row.id, before, after, at=now, by=transitions.SYSTEM, automatic=True)
        return {row.key: row.id for row in rows}

    def _replace(
        self,
        connection: Connection,
        row_id: int,
        before: Message,
        after: Message,
        *,
        at: datetime,
        by: str,
        automatic: bool,
    ) -> None:
        connection.execute(update(message).where(message.c.id == row_id).values(row_of(after, self.realm)))
        event = event_row(row_id, before.state, after.state, at=at, by=by, automatic=automatic, reason=after.reason)
        _record(connection, [event])

    def _locked(self, connection: Connection, keys: Sequence[str]) -> Sequence[Row[int, str, str]]:
        return connection.execute(_LOCK, {"in_realm": self.realm.value, "in_keys": list(keys)}).all()


def _record(connection: Connection, events: Iterable[dict[str, Any]]) -> None:
    if rows := list(events):
        connection.execute(insert(message_event), rows)
