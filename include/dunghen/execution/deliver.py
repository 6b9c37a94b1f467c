"""Handing in the compiled report inside the house."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunghen.execution.compile import attached
from dunghen.execution.drafting import addressee, drafted, summary
from dunghen.execution.letter import plan_words
from dunghen.mail.render import render
from dunghen.wording.dates import local_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from dunghen.agenda.due import Owed
    from dunghen.execution.app import App
    from dunghen.records import Draft


def deliver(app: App, owed: Sequence[Owed], now: datetime) -> str:
    """Queue the compiled documents to those who receive them. What is not compiled yet waits, while the step holds."""
    drafts, homeless = letters(app, owed, "deliver", now)
    return summary(len(app.ledger.queue(drafts, now=now)), homeless=homeless)


def letters(
    app: App, owed: Sequence[Owed], template: str, now: datetime, approval: str | None = None
) -> tuple[list[Draft], list[str]]:
    """A covering letter with the compiled documents to each recipient; and the names of those without an address."""
    drafts: list[Draft] = []
    homeless: list[str] = []
    day = local_day(now)
    for one in owed:
        documents = attached(app, one.action.cycle_key)
        if not documents:
            continue
        found = addressee(app, one.recipient, day)
        if found is None:
            homeless.append(app.office.directory.name(one.recipient, day))
            continue
        unit, address = found
        duty, cycle = one.action.duty, one.action.cycle
        context = {
            **plan_words(one.action.plan),
            "duty_title": duty.title,
            "cycle_name": cycle.name,
            "covers_from": cycle.covers[0],
            "covers_until": cycle.covers[1],
            "unit_name": unit.name,
            "head": unit.head,
            "collector_name": app.office.directory.name(getattr(duty, "to", one.action.plan.lead), day),
            "house_name": app.office.directory.name(one.action.plan.house, day),
            "clause": duty.source.clause,
            "lines": duty.source.lines,
            "operator": app.office.settings.operator,
            "attachment_names": [document.name for document in documents],
        }
        drafts.append(drafted(one, address, render(template, context), documents, approval))
    return drafts, homeless
