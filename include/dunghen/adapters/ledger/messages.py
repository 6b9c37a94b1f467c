"""Looking messages up."""
# ruff: noqa: D102 - the port says what each method promises

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, not_, or_, select

from dunghen.adapters.ledger.book import Book
from dunghen.adapters.ledger.message_rows import event_of, message_of
from dunghen.adapters.ledger.tables import message, message_event
from dunghen.keys import CycleKey
from dunghen.records import Message, MessageEvent, MessageState

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

OPEN = and_(message.c.state == MessageState.EXPIRED.value, message.c.address.is_(None), message.c.attempt > 0)
"""An act that was never written and is owed again: its name is free, its history goes on."""
_NEWEST_FIRST = (message.c.changed_at.desc(), message.c.key)


class MessageBook(Book):
    """The reading part of the port's messages."""

    def known(self, plan: str) -> Mapping[str, MessageState]:
        wanted = select(message.c.key, message.c.state).where(
            message.c.realm == self.realm.value, message.c.plan == plan, not_(OPEN)
        )
        states = {one.value: one for one in MessageState}
        with self._database.reading() as connection:
            return {key: states[state] for key, state in connection.execute(wanted)}

    def sendable(self, plan: str | None, *, now: datetime) -> tuple[Message, ...]:
        ready = or_(message.c.not_before.is_(None), message.c.not_before <= now)
        return self._messages(
            message.c.state == MessageState.QUEUED.value,
            ready,
            *_of_plan(plan),
            order=(message.c.due_at, message.c.key),
        )

    def abandoned(self, *, before: datetime) -> tuple[Message, ...]:
        return self._messages(
            message.c.state == MessageState.CLAIMED.value,
            message.c.changed_at < before,
            order=(message.c.changed_at, message.c.key),
        )

    def message(self, key: str) -> Message | None:
        return next(iter(self._messages(message.c.key == key)), None)

    def messages(
        self,
        *,
        plan: str | None = None,
        state: MessageState | None = None,
        recipient: str | None = None,
        limit: int = 1000,
        offset: int = 0,
    ) -> tuple[Message, ...]:
        return self._messages(*_chosen(plan, state, recipient), limit=limit, offset=offset)

    def in_state(self, state: MessageState, plan: str | None = None) -> tuple[Message, ...]:
        return self._messages(*_chosen(plan, state, None))

    def of_cycle(self, cycle: CycleKey, recipient: str | None = None) -> tuple[Message, ...]:
        return self._messages(*self._of_cycle(message, cycle), *_chosen(None, None, recipient))

    def of_approvals(self, keys: Collection[str]) -> tuple[Message, ...]:
        return self._messages(message.c.approval.in_(keys))

    def message_count(
        self, *, plan: str | None = None, state: MessageState | None = None, recipient: str | None = None
    ) -> int:
        wanted = select(func.count()).where(message.c.realm == self.realm.value, *_chosen(plan, state, recipient))
        with self._database.reading() as connection:
            return connection.scalar(wanted) or 0

    def state_counts(self, plan: str) -> Mapping[MessageState, int]:
        of_plan = [message.c.realm == self.realm.value, *_of_plan(plan)]
        wanted = select(message.c.state, func.count()).where(*of_plan).group_by(message.c.state)
        with self._database.reading() as connection:
            return {MessageState(state): count for state, count in connection.execute(wanted)}

    def events(self, key: str) -> tuple[MessageEvent, ...]:
        wanted = (
            select(message_event)
            .join(message, message.c.id == message_event.c.message_id)
            .where(message.c.realm == self.realm.value, message.c.key == key)
            .order_by(message_event.c.id)
        )
        with self._database.reading() as connection:
            return tuple(event_of(row) for row in connection.execute(wanted))

    def _messages(
        self,
        *conditions: ColumnElement[bool],
        order: tuple[ColumnElement[Any], ...] = _NEWEST_FIRST,
        limit: int | None = None,
        offset: int | None = None,
    ) -> tuple[Message, ...]:
        found = select(message).where(message.c.realm == self.realm.value, *conditions)
        wanted = found.order_by(*order).limit(limit).offset(offset)
        with self._database.reading() as connection:
            return tuple(message_of(row) for row in connection.execute(wanted))


def _chosen(plan: str | None, state: MessageState | None, recipient: str | None) -> list[ColumnElement[bool]]:
    in_state = [message.c.state == state.value] if state else []
    towards = [message.c.recipient == recipient] if recipient is not None else []
    return [*_of_plan(plan), *in_state, *towards]


def _of_plan(plan: str | None) -> list[ColumnElement[bool]]:
    return [message.c.plan == plan] if plan is not None else []
