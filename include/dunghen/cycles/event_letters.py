"""The letters about an event: whom they told what, as they stand in the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import filterfalse

from dunghen.app import App
from dunghen.events.event import Event
from dunghen.keys import ActionKey
from dunghen.records import Message, MessageState
from dunghen.wording.dates import local_day

_WENT = frozenset({MessageState.SENT, MessageState.UNKNOWN, MessageState.CLAIMED, MessageState.BOUNCED})


@dataclass(frozen=True, slots=True)
class EventLetters:
    """The letters about one event to one recipient, in every duty of the plan, oldest first.

    Attributes:
        went: what has gone, or may have gone.
        stuck: what was written and has not gone.
    """

    went: tuple[Message, ...]
    stuck: tuple[Message, ...]

    def differ(self, event: Event) -> bool:
        """Whether the last word that this recipient got, or was about to get, names other days or called the event off."""
        return any(not _holds(letter, event) for letter in (self.went or self.stuck)[-1:])


def _holds(letter: Message, event: Event) -> bool:
    """Whether the letter says of the event what holds now.

    Of a letter without facts (written before they were kept), only what has changed since it was written is known.
    """
    if letter.facts is not None:
        return event.is_told_by(letter.facts)
    return event.fires and not any(change.on >= local_day(letter.queued_at) for change in event.changes)


def informed(app: App, plan_id: str, event: Event) -> tuple[str, ...]:
    """The slugs of all who were sent anything about the event, in their order."""
    about = _keys_about(app, plan_id, event)
    return tuple(sorted({key.recipient for key, state in about if state == MessageState.SENT}))


def informed_otherwise(app: App, plan_id: str, event: Event) -> tuple[str, ...]:
    """Those of them whose last word names other days than the event's."""
    slugs = informed(app, plan_id, event) if event.fires else ()
    return tuple(slug for slug in slugs if letters_about(app, plan_id, event, slug).differ(event))


def letters_about(app: App, plan_id: str, event: Event, recipient: str) -> EventLetters:
    """What this recipient has been told of the event."""
    keys = [str(key) for key, _ in _keys_about(app, plan_id, event) if key.recipient == recipient]
    letters = [letter for letter in map(app.ledger.message, keys) if letter and letter.text]
    went = sorted(filter(_may_have_gone, letters), key=lambda letter: (letter.changed_at, letter.key))
    stuck = sorted(filterfalse(_may_have_gone, letters), key=lambda letter: (letter.queued_at, letter.key))
    return EventLetters(tuple(went), tuple(stuck))


def _keys_about(app: App, plan_id: str, event: Event) -> Iterator[tuple[ActionKey, str]]:
    known = ((ActionKey.parse(key), state) for key, state in app.ledger.known(plan_id).items())
    return ((key, state) for key, state in known if key.cycle == event.id)


def _may_have_gone(letter: Message) -> bool:
    return letter.state in _WENT
