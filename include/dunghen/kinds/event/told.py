"""Who has been told what about an event: read from the letters themselves, as they stand in the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunghen.records import MessageState

if TYPE_CHECKING:
    from dunghen.app import App
    from dunghen.events.event import Event
    from dunghen.records import Message

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
        last = (self.went or self.stuck)[-1:]
        return any(one.key.step.startswith(_CALLED_OFF) or event.when not in (one.text or "") for one in last)


_CALLED_OFF = ("cancelled", "postponed", "release-cancelled", "release-postponed")


def told_of(app: App, plan_id: str, event: Event) -> tuple[str, ...]:
    """The slugs of all who were sent anything about the event, in their order."""
    known = ((key.split("/"), state) for key, state in app.ledger.known(plan_id).items())
    return tuple(sorted({parts[4] for parts, state in known if parts[2] == event.id and state == MessageState.SENT}))


def told_otherwise(app: App, plan_id: str, event: Event) -> tuple[str, ...]:
    """Those of them whose last word names other days than the event's."""
    if not event.fires:
        return ()
    return tuple(one for one in told_of(app, plan_id, event) if told(app, plan_id, event, one).otherwise(event))


def told(app: App, plan_id: str, event: Event, recipient: str) -> Told:
    """What this recipient has been told of the event."""
    tails = tuple(key for key in app.ledger.known(plan_id) if key.endswith(f"/{recipient}") and f"/{event.id}/" in key)
    found = [one for one in map(app.ledger.message, tails) if one and one.text and one.key.cycle == event.id]
    went = sorted((one for one in found if one.state in _WENT), key=lambda one: (one.changed_at, one.key))
    stuck = sorted((one for one in found if one.state not in _WENT), key=lambda one: (one.queued_at, one.key))
    return Told(tuple(went), tuple(stuck))
