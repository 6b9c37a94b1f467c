"""Messages on their way: written, claimed, settled. Every step writes its event in the same transaction."""
# ruff: noqa: D102 - the port says what each method promises

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update

from dunghen.adapters.ledger import transitions
from dunghen.adapters.ledger.book import Book, insert_new
from dunghen.adapters.ledger.message_rows import event_row, message_of, row_of
from dunghen.adapters.ledger.tables import message, message_event
from dunghen.records import MessageState

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Select

    from dunghen.records import Draft, Message, NotSent


class Outbox(Book):
    """The writing part of the port's messages."""

    def queue(self, drafts: Sequence[Draft], *, now: datetime) -> tuple[str, ...]:
        return self._open(drafts, now)

    def note(self, records: Sequence[NotSent], *, now: datetime) -> tuple[str, ...]:
        return self._open(records, now)

    def claim(self, keys: Sequence[str], *, message_id: str, now: datetime, by: str) -> tuple[str, ...]:
        queued = self._locked(keys).with_only_columns(message.c.id).where(message.c.state == MessageState.QUEUED.value)
        take = (
            update(message)
            .where(message.c.id.in_(queued))
            .values(
                state=MessageState.CLAIMED.value,
                changed_at=now,
                tries=message.c.tries + 1,
                message_id=func.coalesce(message.c.message_id, message_id),
            )
            .returning(message.c.id, message.c.key)
        )
        with self._database.writing() as connection:
            taken = {row.key: row.id for row in connection.execute(take)}
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
        values = {
            "state": state.value,
            "reason": reason,
            "changed_at": now,
            "not_before": not_before if state is MessageState.QUEUED else None,
            **({"sent_at": now} if state is MessageState.SENT else {}),
            **({"mail_sha256": mail_sha256} if mail_sha256 else {}),
        }
        with self._database.writing() as connection:
            rows = connection.execute(self._locked(keys)).all()
            before = {row.key: MessageState(row.state) for row in rows}
            for missing in (key for key in keys if key not in before):
                raise transitions.unknown_key(missing)
            for key in keys:
                transitions.require_settled(key, before[key], state)
            connection.execute(update(message).where(message.c.id.in_([row.id for row in rows])).values(values))
            _record(
                connection, (event_row(row.id, before[row.key], state, at=now, by=by, reason=reason) for row in rows)
            )

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
            row = connection.execute(self._locked([key]).with_only_columns(message)).one_or_none()
            if row is None:
                raise transitions.unknown_key(key)
            before = message_of(row)
            after = transitions.changed(before, state, now=now, reason=reason, automatic=automatic)
            connection.execute(update(message).where(message.c.id == row.id).values(row_of(after, self.realm)))
            event = event_row(row.id, before.state, state, at=now, by=by, automatic=automatic, reason=reason)
            _record(connection, [event])
        return after

    def _open(self, acts: Sequence[Draft | NotSent], now: datetime) -> tuple[str, ...]:
        opened: dict[str, Message] = {}
        for act in acts:
            opened.setdefault(str(act.key), transitions.opened(act, now=now))
        if not opened:
            return ()
        with self._database.writing() as connection:
            write = insert_new(connection, message).returning(message.c.id, message.c.key)
            rows = connection.execute(write, [row_of(one, self.realm) for one in opened.values()])
            written = {row.key: row.id for row in rows}
            _record(
                connection,
                (
                    event_row(one, None, opened[key].state, at=now, by=transitions.SYSTEM, reason=opened[key].reason)
                    for key, one in written.items()
                ),
            )
        return tuple(key for key in opened if key in written)

    def _locked(self, keys: Sequence[str]) -> Select[Any]:
        """These rows, held until the transaction ends; always in one order, so that two processes cannot block each other."""
        return (
            select(message.c.id, message.c.key, message.c.state)
            .where(message.c.realm == self.realm.value, message.c.key.in_(keys))
            .order_by(message.c.id)
            .with_for_update()
        )


def _record(connection: Connection, events: Iterable[dict[str, Any]]) -> None:
    if rows := list(events):
        connection.execute(insert(message_event), rows)
