"""Reminding of a document that is due: to those who lead, to those who coordinate, and to a superior when it is late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dunghen.agenda.action import Action
from dunghen.agenda.due import Owed
from dunghen.app import App
from dunghen.due_documents.steps import DONE
from dunghen.letters.matter import matter_words, recorded
from dunghen.letters.writing import Letter, Party, queue_letters
from dunghen.mail.invitation import deadline_event
from dunghen.mail.media_types import ICS
from dunghen.mail.render import render
from dunghen.plans.cycle import Act
from dunghen.plans.recipients import inside
from dunghen.records import Attachment
from dunghen.wording.dates import local_day, long_date

TEMPLATES = __package__ or ""

ALL_DONE = "đã ghi nhận hoàn thành"


def remind_document(app: App, owed: Sequence[Owed], now: datetime) -> str:
    """Queue a reminder to everybody who still has the document to finish; a one-line summary."""
    return queue_letters(app, owed, now, document_letter)


def document_letter(app: App, one: Owed, party: Party, now: datetime) -> Letter | str:
    """The letter of one act to one unit; needless once all who lead have finished."""
    action, today = one.action, local_day(now)
    leads, missing = leading(app, action)
    if leads and not missing:
        return ALL_DONE
    act, deadline = action.step.act, action.cycle.last_day
    late = act is not Act.REMIND or today > deadline
    act = Act.OVERDUE if late and act is Act.REMIND else act
    context = {
        **matter_words(app, action, party, action.duty.title_in(action.cycle)),
        "deadline": deadline,
        "days_left": app.office.calendar.days_left(today, deadline),
        "leads": one.recipient in leads,
        "lead_names": ", ".join(app.office.directory.name(slug, today) for slug in leads),
        "missing": [app.office.directory.name(slug, today) for slug in missing],
        "facts": _facts(action),
        "tone": "warm" if late else "calm",
        "what_to_do": _what_to_do(act, leads=one.recipient in leads),
    }
    entry = () if late else (_in_the_calendar(app, one, now),)
    return Letter(render(f"deliverable-{act.value}", context, TEMPLATES), entry)


def leading(app: App, action: Action) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The units that lead, and of them those whose document is not recorded as finished."""
    leads = inside((action.duty.lead,) if action.duty.lead else (), action.plan, app.office, action.cycle.anchor)
    done = {record.subject for record in recorded(app, action, DONE)}
    return leads, () if "" in done else tuple(slug for slug in leads if slug not in done)


def _facts(action: Action) -> tuple[tuple[str, str], ...]:
    product = (("Sản phẩm", action.duty.product),) if action.duty.product else ()
    return (("Chậm nhất", long_date(action.cycle.last_day)), *product)


_LEADS_DO = (
    "Hoàn thành và trình cấp có thẩm quyền theo quy định.",
    "Khi xong, trả lời thư này: số, ngày văn bản hoặc tệp sản phẩm. Ghi nhận xong thì thư nhắc dừng.",
)
_OTHERS_DO = ("Gửi đơn vị chủ trì phần việc của mình, nếu còn thiếu.",)


def _what_to_do(act: Act, *, leads: bool) -> tuple[str, ...]:
    if act is Act.ESCALATE:
        return ()
    return _LEADS_DO if leads else _OTHERS_DO


def _in_the_calendar(app: App, one: Owed, now: datetime) -> Attachment:
    action = one.action
    event = deadline_event(
        action.cycle_key,
        one.recipient,
        day=action.cycle.last_day,
        summary=f"Chậm nhất: {action.duty.title_in(action.cycle)} — {action.plan.short_title}",
        description=action.plan.title,
        stamp=now,
        # A date that the office moves comes with a later letter: the number of days only grows.
        sequence=max(0, (local_day(now) - action.plan.effective_from).days),
    )
    return Attachment("han-hoan-thanh.ics", ICS, app.files.put(event))
