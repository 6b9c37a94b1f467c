"""Calendars (RFC 5545): the deadline as an entry for the recipient's own calendar, and an agenda as a feed (pure)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Alarm, Calendar
from icalendar import Event as AnyEvent

from dunghen.agenda.action import Action
from dunghen.events.event import Event as PlanEvent
from dunghen.events.event import EventStatus
from dunghen.keys import CycleKey
from dunghen.wording.characters import sound
from dunghen.wording.dates import at_hour
from dunghen.wording.periods import period_name

_PRODUCT = "-//Dung Hen//Lich cong viec//VI"
_REALM = "dung-hen"
_MEETING_LASTS = timedelta(hours=2)
_ALARM = timedelta(hours=-16)
"""Before the day begins, i.e. at 08:00 on the day before: a whole day ahead would ring at midnight."""

_STATUS = {
    EventStatus.PLANNED: "TENTATIVE",
    EventStatus.CONFIRMED: "CONFIRMED",
    EventStatus.HELD: "CONFIRMED",
}
"""What is postponed has no day: the entry is struck out until it has one again."""


class Event(AnyEvent):
    """An entry whose texts are sound: RFC 5545 §3.1 lets no control character stand in one."""

    def add(self, name: str, value: Any, *given: Any, **named: Any) -> None:
        """Add a property, as the library does."""
        super().add(name, sound(value) if isinstance(value, str) else value, *given, **named)


def deadline_event(
    cycle: CycleKey,
    unit: str,
    *,
    day: date,
    summary: str,
    description: str,
    stamp: datetime,
    sequence: int = 0,
) -> bytes:
    """The deadline of one unit in one cycle: an all-day entry with a reminder on the day before.

    Args:
        cycle: whose deadline it is.
        unit: the slug of the unit; with the cycle it makes the UID, so that a moved deadline moves the entry.
        day: the last day that is on time.
        summary: what the calendar shows.
        description: the document's words and what they rest on.
        stamp: when the entry was made (an aware instant).
        sequence: grows by one each time the deadline is moved.
    """
    return _calendar(_deadline(cycle, unit, day, summary, description, stamp, sequence))


def _deadline(
    cycle: CycleKey, unit: str, day: date, summary: str, description: str, stamp: datetime, sequence: int
) -> Event:
    event = Event()
    event.add("uid", deadline_uid(cycle, unit))
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("sequence", sequence)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", description)
    event.add("transp", "TRANSPARENT")  # a deadline keeps nobody from other engagements
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", sound(summary))
    alarm.add("trigger", _ALARM)
    event.add_component(alarm)
    return event


def deadlines_calendar(actions: Iterable[Action], unit: str, sequences: Mapping[str, int], name: str = "") -> bytes:
    """The deadlines of one unit as a calendar to subscribe to: the entries of its mails, under the same UIDs.

    Args:
        actions: one for each cycle that the unit is asked in.
        unit: its slug.
        sequences: by UID, how often the deadline has moved; what is missing has not.
        name: what a calendar programme calls it.
    """
    entries = []
    for action in actions:
        day, key = action.cycle.last_day, action.cycle_key
        sequence = sequences.get(deadline_uid(key, unit), 0)
        description = ". ".join(part for part in (action.cycle.deadline_text, action.plan.title) if part)
        entries.append(_deadline(key, unit, day, deadline_summary(action), description, action.due_at, sequence))
    return _calendar(*entries, name=name)


def deadline_summary(action: Action) -> str:
    """What a calendar shows on the day: «Chậm nhất: Báo cáo năm — Kế hoạch Nghị quyết 59»."""
    return f"Chậm nhất: {action.duty.title} — {action.plan.short_title}"


def deadline_uid(cycle: CycleKey, unit: str) -> str:
    """The UID of a unit's deadline, in mails and feeds alike."""
    return _uid(str(cycle), unit)


def action_uid(action: Action) -> str:
    """The UID of an action of the agenda."""
    return _uid(str(action.cycle_key), action.step.name)


def event_entry(plan: str, event: PlanEvent, *, description: str, stamp: datetime) -> bytes:
    """An event of a plan's calendar, as whole days, for the calendars of those who take part.

    Its UID never changes and its SEQUENCE grows with every change (RFC 5545 §3.8.7.4), so that a moved event moves the
    entry and a cancelled one strikes it out.

    Args:
        plan: the plan's id; with the event's it makes the UID.
        event: has days.
        description: what it rests on.
        stamp: when the entry was made (an aware instant).
    """
    first, last = event.days
    entry = Event()
    entry.add("uid", _uid(plan, "event", event.id))
    entry.add("dtstamp", stamp.astimezone(UTC))
    entry.add("sequence", len(event.changes))
    entry.add("dtstart", first)
    entry.add("dtend", last + timedelta(days=1))
    entry.add("summary", event.title)
    entry.add("description", description)
    entry.add("status", _STATUS.get(event.status, "CANCELLED"))
    if event.place:
        entry.add("location", event.place)
    return _calendar(entry)


def meeting_event(
    cycle: CycleKey,
    member: str,
    *,
    start: date | datetime,
    place: str | None,
    summary: str,
    description: str,
    stamp: datetime,
    sequence: int,
) -> bytes:
    """A meeting in one member's calendar: two hours from an instant, or the whole day while no hour is set.

    Args:
        cycle: which meeting; with the member it makes the UID, so that a moved meeting moves the entry.
        member: the slug of the member.
        start: the (aware) instant at which it begins, or its day.
        place: where.
        summary: what the calendar shows.
        description: what is on the agenda.
        stamp: when the entry was made (an aware instant).
        sequence: how often the meeting has been moved (RFC 5545 §3.8.7.4).
    """
    event = Event()
    event.add("uid", _uid(str(cycle), member))
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("sequence", sequence)
    if isinstance(start, datetime):
        event.add("dtstart", start.astimezone(UTC))
        event.add("duration", _MEETING_LASTS)
    else:
        event.add("dtstart", start)
        event.add("dtend", start + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", description)
    if place:
        event.add("location", place)
    return _calendar(event)


def agenda_calendar(actions: Iterable[Action], sequences: Mapping[str, int] | None = None, name: str = "") -> bytes:
    """An agenda as a calendar: one entry per action, at the hour at which it is due.

    The same agenda gives the same bytes: the stamp of an entry is the morning from which its plan is in effect.
    ``sequences`` says by UID how often an entry has moved (a feed remembers); what is missing has not. ``name``: what a
    calendar programme calls it.
    """
    entries = (_entry(action, (sequences or {}).get(action_uid(action), 0)) for action in actions)
    return _calendar(*entries, name=name)


def _entry(action: Action, sequence: int) -> Event:
    plan, step = action.plan, action.step
    event = Event()
    event.add("uid", action_uid(action))
    event.add("dtstamp", at_hour(plan.effective_from, plan.at).astimezone(UTC))
    event.add("sequence", sequence)
    event.add("dtstart", action.due_at.astimezone(UTC))
    event.add("duration", timedelta(minutes=15))
    event.add("summary", f"{step.name}: {action.duty.title}, kỳ {period_name(action.cycle.name)}")
    event.add("description", f"{plan.title}\nNơi nhận: {', '.join(step.recipients)}\nCăn cứ: {_source(action)}")
    event.add("transp", "TRANSPARENT")
    return event


def _source(action: Action) -> str:
    source = action.duty.source
    words = [
        source.clause,
        f"«{source.quote}»" if source.quote else None,
        f"dòng {source.lines}" if source.lines else None,
    ]
    return ", ".join(word for word in words if word) or source.basis.value


def _calendar(*events: Event, name: str = "") -> bytes:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("name", sound(name))  # RFC 7986 §5.1 …
        calendar.add("x-wr-calname", sound(name))  # … and what the programmes read that are older than it
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _uid(*names: str) -> str:
    """Globally unique and always the same for the same names (RFC 7986 §5.3)."""
    return f"{hashlib.sha256('/'.join(names).encode()).hexdigest()[:32]}@{_REALM}"
