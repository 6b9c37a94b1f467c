"""Calendars to subscribe to: the deadlines of a unit, the agenda of a plan. A moved day moves the entry.

SEQUENCE has to grow when an entry moves (RFC 5545 §3.8.7.4), so a feed remembers on which day each entry stood last.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from dunghen.agenda.action import Action
from dunghen.agenda.build import agenda_of
from dunghen.agenda.extension import Extensions, extended
from dunghen.app import App
from dunghen.cycles.extensions import extensions
from dunghen.links.signed import FeedLink, FeedOf
from dunghen.mail.invitation import action_uid, agenda_calendar, deadline_uid, deadlines_calendar
from dunghen.wording.dates import local_day

BEFORE, AFTER = timedelta(days=92), timedelta(days=400)
"""How far back and ahead a feed reaches: the next round of whatever returns every year is always in it."""


def feed(app: App, link: FeedLink, now: datetime) -> bytes:
    """The calendar of this unit or plan as it stands now (RFC 5545)."""
    today = local_day(now)
    plans = [plan for plan in app.plans.values() if not plan.is_draft and link.concerns(plan.id)]
    actions = agenda_of(plans, app.office, today - BEFORE, today + AFTER)
    if link.of is FeedOf.PLAN:
        days = {action_uid(action): action.step.due.isoformat() for action in actions}
        name = plans[0].short_title if plans else link.name
        return agenda_calendar(actions, sequences(app, link, days, now), f"Đúng Hẹn: {name}")
    return _deadlines(app, link, actions, now)


def _deadlines(app: App, link: FeedLink, actions: Iterable[Action], now: datetime) -> bytes:
    unit = link.name
    asked = {each.cycle_key: each for each in actions if each.step.act.asks and _owes(each, unit)}
    granted = {plan: extensions(app, plan) for plan in {cycle.plan for cycle in asked}}
    asked = {cycle: _extended(action, granted[cycle.plan], unit) for cycle, action in asked.items()}
    days = {deadline_uid(key, unit): str(each.cycle.last_day) for key, each in asked.items()}
    # The mails carry the same entries: the feed's number is never below theirs.
    least = {deadline_uid(key, unit): granted[key.plan].moves(key, unit) for key in asked}
    name = f"Hạn báo cáo: {app.office.directory.name(unit, local_day(now))}"
    return deadlines_calendar(list(asked.values()), unit, sequences(app, link, days, now, least), name)


def _extended(action: Action, granted: Extensions, unit: str) -> Action:
    return replace(action, cycle=extended(action.cycle, granted.until(action.cycle_key, unit)))


def _owes(action: Action, unit: str) -> bool:
    return unit in action.step.recipients and action.cycle.deadline is not None


def sequences(
    app: App, link: FeedLink, days: Mapping[str, str], now: datetime, least: Mapping[str, int] = MappingProxyType({})
) -> dict[str, int]:
    """How often each entry of the feed has moved, by UID; ``days`` is where each stands now, and is remembered.

    ``least``: how often it has moved at least, as its mails know.
    """
    switch = f"feed-days/{link.of.value}/{link.name}"
    known: dict[str, dict[str, Any]] = json.loads(app.ledger.switch(switch) or "{}")
    found = {uid: max(_sequence(known.get(uid), day), least.get(uid, 0)) for uid, day in days.items()}
    stands = {uid: {"day": day, "sequence": found[uid]} for uid, day in days.items()}
    # What left the window is forgotten, what is new or has moved is written: a feed that stands still writes nothing.
    if stands != known:
        app.ledger.set_switch(switch, json.dumps(stands), by="lịch", now=now, automatic=True)
    return found


def _sequence(known: Mapping[str, Any] | None, day: str) -> int:
    if known is None:
        return 0
    return int(known["sequence"]) + int(known["day"] != day)
