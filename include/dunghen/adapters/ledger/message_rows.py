"""Messages as rows, and rows as messages."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from dunghen.keys import ActionKey
from dunghen.records import Attachment, Fact, Message, MessageEvent, MessageState, Realm

if TYPE_CHECKING:
    from sqlalchemy import Row

_AS_THEY_ARE = (
    "reason",
    "address",
    "subject",
    "text",
    "html",
    "due_at",
    "expires_at",
    "outward",
    "approval",
    "message_id",
    "attempt",
    "tries",
    "not_before",
    "queued_at",
    "changed_at",
    "sent_at",
    "mail_sha256",
)


def row_of(message: Message, realm: Realm) -> dict[str, Any]:
    """The row of a message."""
    return {
        "realm": realm.value,
        "key": str(message.key),
        **asdict(message.key),
        "state": message.state.value,
        "attachments": [asdict(one) for one in message.attachments],
        "facts": None if message.facts is None else dict(message.facts),
        **{name: getattr(message, name) for name in _AS_THEY_ARE},
    }


def message_of(row: Row[Any]) -> Message:
    """The message of a row."""
    return Message(
        key=ActionKey(row.plan, row.duty, row.cycle, row.step, row.recipient),
        state=MessageState(row.state),
        attachments=tuple(Attachment(**one) for one in row.attachments),
        facts=None if row.facts is None else {name: _fact(value) for name, value in row.facts.items()},
        **{name: getattr(row, name) for name in _AS_THEY_ARE},
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
