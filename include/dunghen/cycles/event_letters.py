"""Who has been told what about an event: read from the letters themselves, as they stand in the ledger."""

from __future__ import annotations

from dataclasses import dataclass

from dunghen.app import App
from dunghen.events.event import Event
from dunghen.keys import ActionKey
from dunghen.records import Message, MessageState
from dunghen.wording.dates import local_day

_WENT = frozenset({MessageState.SENT, MessageState.UNKNOWN, MessageState.CLAIMED, MessageState.BOUNCED})


@dataclass(frozen=True, slots=True)
class Told:
    """The letters about one event to one recipient, in every duty of the plan, oldest first.

    Attributes:
        went: what has gone, or may have gone.
        stuck: what was written and has not gone.
    """

    went: tuple[Message, ...]
    stuck: tuple[Message, ...]

    def otherwise(self, event: Event) -> bool:
        """Whether the last word that this recipient got, or was about to get, names other days or called the event off."""
        return any(not _names(one, event) for one in (self.went or self.stuck)[-1:])


def _names(message: Message, event: Event) -> bool:
    """Whether the letter says of the event what holds now.

    Of a letter without facts (written before they were kept), only what has changed since it was written is known.
    """
    if message.facts is not None:
        return event.is_told_by(message.facts)
    return event.fires and not any(change.on >= local_day(message.queued_at) for change in event.changes)


def told_of(app: App, plan_id: str, event: Event) -> tuple[str, ...]:
    """The slugs of all who were sent anything about the event, in their order."""
    known = ((ActionKey.parse(key), state) for key, state in app.ledger.known(plan_id).items())
    return tuple(
        sorted({key.recipient for key, state in known if key.cycle == event.id and state == MessageState.SENT})
    )


def told_otherwise(app: App, plan_id: str, event: Event) -> tuple[str, ...]:
    """Those of them whose last word names other days than the event's."""
    if not event.fires:
        return ()
    return tuple(one for one in told_of(app, plan_id, event) if told(app, plan_id, event, one).otherwise(event))


def told(app: App, plan_id: str, event: Event, recipient: str) -> Told:
    """What this recipient has been told of the event."""
    keys = map(ActionKey.parse, app.ledger.known(plan_id))
    about = [str(key) for key in keys if key.recipient == recipient and key.cycle == event.id]
    found = [one for one in map(app.ledger.message, about) if one and one.text]
    went = sorted((one for one in found if one.state in _WENT), key=lambda one: (one.changed_at, one.key))
    stuck = sorted((one for one in found if one.state not in _WENT), key=lambda one: (one.queued_at, one.key))
    return Told(tuple(went), tuple(stuck))
