"""Handing in the compiled report: inside the house, and (once approved) outside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dunghen.agenda.due import Owed
from dunghen.app import App
from dunghen.collecting.compile import attached
from dunghen.letters.matter import plan_words
from dunghen.letters.writing import Letter, Party, queue_letters
from dunghen.mail.render import render
from dunghen.wording.dates import local_day

TEMPLATES = __package__ or ""


def deliver(app: App, owed: Sequence[Owed], now: datetime) -> str:
    """Queue the compiled documents to those who receive them. What is not compiled yet waits, while the step holds."""
    return queue_letters(app, owed, now, covering_letter)


def covering_letter(app: App, one: Owed, party: Party, now: datetime) -> Letter | None:
    """The covering letter with the compiled documents; None while nothing is compiled."""
    documents = attached(app, one.action.cycle_key)
    if not documents:
        return None
    duty, cycle, day = one.action.duty, one.action.cycle, local_day(now)
    collection = duty.collection
    assert collection
    context = {
        **plan_words(one.action.plan),
        "duty_title": duty.title,
        "cycle_name": cycle.name,
        "covers_from": cycle.covers[0],
        "covers_until": cycle.covers[1],
        "unit_name": party.name,
        "head": party.head,
        "collector_name": app.office.directory.name(collection.to, day),
        "house_name": app.office.directory.name(one.action.plan.house, day),
        "clause": duty.source.clause,
        "lines": duty.source.lines,
        "operator": app.office.settings.operator,
        "attachment_names": [document.name for document in documents],
    }
    return Letter(render(one.action.step.act.value, context, TEMPLATES), documents)
