"""Asking units for a report: request, reminders, overdue notices, with the form and the calendar entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from dunghen.agenda.action import Action
from dunghen.agenda.due import Owed
from dunghen.agenda.extension import extended
from dunghen.agenda.prompt import template_of
from dunghen.app import App
from dunghen.cycles.extensions import extensions
from dunghen.cycles.request import cycle_before
from dunghen.letters.matter import matter_words
from dunghen.letters.writing import Letter, Party, queue_letters
from dunghen.links.unit_link import upload_url
from dunghen.mail.invitation import deadline_event, deadline_summary
from dunghen.mail.media_types import ICS, XLSX
from dunghen.mail.render import render
from dunghen.mail.variables import fill
from dunghen.records import Attachment, CycleRecord
from dunghen.submissions.form import FormData, form_rows
from dunghen.submissions.sheets import make_form
from dunghen.wording.dates import local_day

TEMPLATES = __package__ or ""


def ask(app: App, owed: Sequence[Owed], now: datetime) -> str:
    """Queue a letter to every unit that still owes, and remember each cycle as it was opened; a one-line summary."""
    for action in {one.action.cycle_key: one.action for one in owed}.values():
        sha256 = app.plan_sha256.get(action.plan.id, "")
        app.ledger.open_cycle(CycleRecord(action.cycle_key, sha256, now, action.cycle.deadline, action.cycle.lock))
    return queue_letters(app, owed, now, asking_letter)


def form_data(app: App, action: Action, slug: str) -> FormData:
    """The form of this unit for this cycle: its own rows of the plan's task table, with last cycle's status beside.

    The form stays the asked unit's own, though another may have taken over since and now fills it in.
    """
    plan, cycle, directory = action.plan, action.cycle, app.office.directory
    unit, day = directory.unit(slug, cycle.anchor), cycle.anchor
    if unit:
        # On the day nearest to the deadline on which the unit existed.
        day = min(max(day, unit.valid_from or day), unit.valid_to or date.max)
    return FormData(
        cycle=action.cycle_key,
        unit=slug,
        unit_name=directory.name(slug, day),
        plan_title=plan.title,
        duty_title=action.duty.title,
        covers=cycle.covers,
        deadline=cycle.deadline,
        deadline_text=cycle.deadline_text,
        rows=form_rows(plan, slug, directory, day, _last_time(app, action, slug)),
    )


def _last_time(app: App, action: Action, slug: str) -> dict[str, str]:
    """What the unit said of each task in the cycle before, by TT."""
    before = cycle_before(app, action)
    counting = [one for one in app.ledger.submissions(before, (slug,)) if one.counts] if before else []
    return {row.tt: row.status for row in counting[-1].rows} if counting else {}


def asking_letter(app: App, one: Owed, party: Party, now: datetime) -> Letter:
    """The request, reminder or overdue notice to one unit; its attachments are kept in the file store."""
    granted = extensions(app, one.action.plan.id, one.action.cycle_key)
    until = granted.until(one.action.cycle_key, one.recipient)
    action = replace(one.action, cycle=extended(one.action.cycle, until))
    data = form_data(app, action, one.recipient)
    name = f"bao-cao-{action.cycle.name}-{one.recipient}.xlsx"
    form = Attachment(name, XLSX, app.files.put(make_form(data, app.secret)))
    moves = granted.moves(action.cycle_key, one.recipient)
    is_past = action.cycle.last_day < local_day(now)
    files = (form,) if is_past else (form, _calendar(app, action, one.recipient, data, moves))
    # Form and link stay those of the unit that was asked: who has taken over since owes nothing under its own name.
    link = upload_url(app, action.cycle_key, one.recipient)
    context = _context(app, action, party, local_day(now), name) | {"upload_url": link}
    return Letter(render(template_of(action.step), context, TEMPLATES), files)


def _calendar(app: App, action: Action, slug: str, data: FormData, moves: int) -> Attachment:
    """The last day on time as an entry for the reader's calendar."""
    event = deadline_event(
        action.cycle_key,
        slug,
        day=action.cycle.last_day,
        summary=deadline_summary(action),
        description=". ".join(part for part in (data.deadline_text, action.plan.title) if part),
        stamp=action.due_at,
        sequence=moves,
    )
    return Attachment("han-nop.ics", ICS, app.files.put(event))


def _context(app: App, action: Action, party: Party, today: date, form_name: str) -> dict[str, object]:
    duty, cycle = action.duty, action.cycle
    deadline, collection = cycle.last_day, duty.collection
    assert collection
    context: dict[str, object] = {
        **matter_words(app, action, party, duty.title),
        "deadline": deadline,
        "deadline_text": cycle.deadline_text,
        "first_deadline": cycle.first_deadline,
        "late_from": cycle.late_from,
        "covers_from": cycle.covers[0],
        "covers_until": cycle.covers[1],
        "days_left": app.office.calendar.days_left(today, deadline),
        "late": cycle.late_from is not None and today >= cycle.late_from,
        "lock": cycle.lock,
        "form_name": form_name,
        "has_form": True,
        "collector_name": app.office.directory.name(collection.to, today),
        "asked_by": cycle.asked_by,
    }
    return context | {name: fill(text, context) for name, text in duty.templates()}
