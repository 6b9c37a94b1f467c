"""Messages as rows, and rows as messages."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from dunghen.adapters.ledger import tables
from dunghen.adapters.ledger.book import record_of, row_of
from dunghen.keys import ActionKey
from dunghen.records import Attachment, Fact, Message, MessageEvent, MessageState, Realm

if TYPE_CHECKING:
    from sqlalchemy import Row


def message_row(message: Message, realm: Realm) -> dict[str, Any]:
    """The row of a message."""
    return row_of(
        message,
        tables.message,
        realm,
        **asdict(message.key),
        key=str(message.key),
        state=message.state.value,
        attachments=[asdict(attached) for attached in message.attachments],
        facts=None if message.facts is None else dict(message.facts),
    )


def message_of(row: Row[Any]) -> Message:
    """The message of a row."""
    return record_of(
        Message,
        row,
        key=ActionKey(row.plan, row.duty, row.cycle, row.step, row.recipient),
        state=MessageState(row.state),
        attachments=tuple(Attachment(**attached) for attached in row.attachments),
        facts=None if row.facts is None else {name: _fact(value) for name, value in row.facts.items()},
    )


def _fact(value: Any) -> Fact:
    """JSON knows no tuples."""
    return tuple(value) if isinstance(value, list) else value


def event_row(message_id: int, event: MessageEvent) -> dict[str, Any]:
    """The row of one transition of the message with this id."""
    return {
        "message_id": message_id,
        "at": event.at,
        "before": event.before.value if event.before else None,
        "after": event.after.value,
        "actor": event.by,
        "automatic": event.automatic,
        "reason": event.reason,
    }


def event_of(row: Row[Any]) -> MessageEvent:
    """The event of a row."""
    before = MessageState(row.before) if row.before else None
    return MessageEvent(row.at, before, MessageState(row.after), row.actor, row.automatic, row.reason)
