"""Telling a superior who has not reported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dunghen.agenda.action import Action
from dunghen.agenda.due import Owed
from dunghen.app import App
from dunghen.cycles.extensions import extensions
from dunghen.cycles.reported import who_reported
from dunghen.letters.matter import matter_words
from dunghen.letters.needed import MISSING
from dunghen.letters.writing import Letter, Party, queue_letters
from dunghen.mail.render import render
from dunghen.wording.dates import local_day

TEMPLATES = __package__ or ""

ALL_REPORTED = "không còn đơn vị nào chưa báo cáo"
ALL_HAVE_TIME = "mọi đơn vị chưa báo cáo đều được gia hạn và chưa hết hạn"


def escalate(app: App, owed: Sequence[Owed], now: datetime) -> str:
    """Queue the list of units that have not reported; nothing where all have. Returns a one-line summary."""
    return queue_letters(app, owed, now, _list_of_missing)


def _list_of_missing(app: App, one: Owed, party: Party, now: datetime) -> Letter | str:
    cycle, day = one.action.cycle, local_day(now)
    expected, owing = missing_units(app, one.action)
    granted = extensions(app, one.action.plan.id, one.action.cycle_key).in_cycle(one.action.cycle_key)
    missing = [slug for slug in owing if slug not in granted or granted[slug] < day]
    if not missing:
        return ALL_HAVE_TIME if owing else ALL_REPORTED
    context = {
        **matter_words(app, one.action, party, one.action.duty.title),
        "deadline": cycle.deadline,
        "deadline_text": cycle.deadline_text,
        "lock": cycle.lock,
        "missing": [app.office.directory.name(slug, day) for slug in missing],
        "expected_count": len(expected),
        "received_count": len(expected) - len(owing),
        "extended_count": len(owing) - len(missing),
    }
    return Letter(render("escalate", context, TEMPLATES), facts={MISSING: tuple(missing)})


def missing_units(app: App, action: Action) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The slugs of the units that owe a report in this cycle, and of those that have handed in none."""
    collection = action.duty.collection
    assert collection
    expected = collection.reporters(action.plan.units, app.office.directory, action.cycle.anchor)
    done = who_reported(app, action.cycle_key)
    return expected, tuple(slug for slug in expected if slug not in done)
