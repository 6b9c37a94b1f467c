"""What counts towards a yearly minimum: each programme, partner or press crew once, however often it is entered."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from dunghen.events.event import Event
from dunghen.records import Record


@dataclass(frozen=True, slots=True)
class Counted:
    """One thing that counts.

    Attributes:
        subject: its name among its kind; the same name is the same thing.
        title: what people call it.
        day: the day on which it was held, won or received.
    """

    subject: str
    title: str
    day: date


def from_records(records: Iterable[Record], what: str) -> list[Counted]:
    """What people have entered under this name (``Record.what``); ``values["title"]`` is its title, where given."""
    return [
        Counted(one.subject, str(one.values.get("title", one.subject)), one.day) for one in records if one.what == what
    ]


def from_events(events: Iterable[Event], duties: Collection[str]) -> list[Counted]:
    """The events of these duties that were held, on their first day; none named means every duty."""
    return [
        Counted(one.id, one.title, one.days[0])
        for one in events
        if one.status == "held" and (not duties or one.duty in duties)
    ]


def count(found: Iterable[Counted], first: date, last: date) -> tuple[Counted, ...]:
    """The distinct things from ``first`` to ``last`` (both included), oldest first.

    A thing that was entered and also stands in the event calendar counts once, on its earlier day.
    """
    kept: dict[str, Counted] = {}
    for one in sorted(found, key=lambda each: (each.day, each.subject)):
        if first <= one.day <= last:
            kept.setdefault(one.subject, one)
    return tuple(kept.values())
