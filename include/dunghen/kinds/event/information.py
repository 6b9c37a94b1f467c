"""What is written about an event inside the house: information, requests, the draft for the press, notices of change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import cast

from dunghen.agenda.action import Action
from dunghen.agenda.due import Owed
from dunghen.app import App
from dunghen.cycles.event_letters import letters_about
from dunghen.events.event import Event, EventStatus
from dunghen.kinds.event.model import EventDuty
from dunghen.kinds.event.schedule import INFORM
from dunghen.letters.matter import plan_words
from dunghen.letters.writing import Letter, Party, queue_letters
from dunghen.mail.invitation import event_entry
from dunghen.mail.media_types import ICS
from dunghen.mail.render import render
from dunghen.plans.cycle import Act
from dunghen.records import Attachment
from dunghen.terms import BASES
from dunghen.wording.dates import local_day

TEMPLATES = __package__ or ""

NOT_TOLD = "chưa được báo lịch nào của sự kiện"
KNOWS = "đã được báo đúng lịch này"

_PHASES: Mapping[str, Mapping[str, str]] = {
    "before": {"subject": "Tuyên truyền trước sự kiện", "asked": "chuẩn bị và tuyên truyền trước sự kiện"},
    "during": {
        "subject": "Tuyên truyền trong sự kiện",
        "asked": "đưa tin, tuyên truyền trong những ngày diễn ra sự kiện",
    },
    "after": {"subject": "Tuyên truyền sau sự kiện", "asked": "tiếp tục tuyên truyền về kết quả sau sự kiện"},
}


def inform(app: App, owed: Sequence[Owed], now: datetime) -> str:
    """Queue information about events, and the notices of what has changed; a one-line summary."""
    return queue_letters(app, owed, now, _information)


def ask_about(app: App, owed: Sequence[Owed], now: datetime) -> str:
    """Queue the requests around an event (review, coverage, report) and their reminders; a one-line summary."""
    return queue_letters(app, owed, now, _request)


def _information(app: App, one: Owed, party: Party, now: datetime) -> Letter | str:
    event, step = event_of(one.action), one.action.step
    if step.name == event.change_name:
        return _notice(app, one, party, now)
    context = context_of(app, one, party, now)
    phase = step.name.removeprefix(f"{INFORM}-")
    if context["own"] and phase not in _PHASES:
        return Letter(render("event-inform", context, TEMPLATES), (appointment(app, one.action),))
    words = _PHASES.get(phase, _PHASES["before"])
    return Letter(render("event-publicity", {**context, "phase_words": words}, TEMPLATES))


def _request(app: App, one: Owed, party: Party, now: datetime) -> Letter:
    step = one.action.step
    context = {**context_of(app, one, party, now), "again": step.act is not Act.REQUEST}
    return Letter(render(f"event-{step.thread}", context, TEMPLATES))


def _notice(app: App, one: Owed, party: Party, now: datetime) -> Letter | str:
    """One notice of the newest change, to whoever knows it otherwise."""
    why = why_no_notice(app, one)
    if why:
        return why
    context = {**context_of(app, one, party, now), **change_words(event_of(one.action))}
    return Letter(render("event-change", context, TEMPLATES), (appointment(app, one.action),))


def why_no_notice(app: App, one: Owed) -> str | None:
    """Why this recipient needs no notice of the newest change; None where it does."""
    event = event_of(one.action)
    known = letters_about(app, one.action.plan.id, event, one.recipient)
    if not event.fires:
        return None if known.went else NOT_TOLD
    if not (known.went or known.stuck):
        return NOT_TOLD
    return None if known.differ(event) else KNOWS


def change_words(event: Event) -> dict[str, object]:
    """How a notice names the newest change."""
    change = event.changes[-1]
    kinds = {EventStatus.CANCELLED: "cancelled", EventStatus.POSTPONED: "postponed"}
    return {
        "change_kind": kinds.get(event.status, "moved"),
        "former": change.former,
        "decided": change.on,
        "why": change.why,
    }


def event_of(action: Action) -> Event:
    """The event that the action's cycle is about."""
    return next(event for event in action.plan.events if event.id == action.cycle.name)


def context_of(app: App, one: Owed, party: Party, now: datetime) -> dict[str, object]:
    """What every letter about an event may print. Only what the calendar says: nothing is added."""
    action, event, day = one.action, event_of(one.action), local_day(now)
    name, source = app.office.directory.name, action.duty.source
    own = action.plan.duty(event.duty)
    lead = event.lead or own.lead
    known = letters_about(app, action.plan.id, event, one.recipient)
    return {
        **plan_words(action.plan),
        "event": event,
        "duty_title": action.duty.title,
        "unit_name": party.name,
        "head": party.head,
        "lead_name": name(lead, day) if lead else "chưa ghi",
        "coordinators": [name(slug, day) for slug in event.with_],
        "partner_name": name(event.partner, day) if event.partner else None,
        "house_name": name(action.plan.house, day),
        "day_basis": BASES[event.basis],
        "own": not cast("EventDuty", action.duty).is_around,
        "replaces": bool(known.went) and known.differ(event),
        "clause": source.clause,
        "lines": source.lines,
        "operator": app.office.settings.operator,
    }


def appointment(app: App, action: Action) -> Attachment:
    """The event as an entry for the recipient's calendar; kept in the file store."""
    event = event_of(action)
    entry = event_entry(
        action.plan.id,
        event,
        description=f"{action.plan.title}",
        stamp=action.due_at,
    )
    return Attachment("su-kien.ics", ICS, app.files.put(entry))
