"""The press release: drafted for the lead, and (content reviewed, release approved) sent to the press and posted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape

from dunghen.agenda.due import Owed
from dunghen.app import App
from dunghen.cycles.event_letters import letters_about
from dunghen.kinds.event.information import appointment, change_words, context_of, event_of, why_no_notice
from dunghen.kinds.event.schedule import RELEASE
from dunghen.letters.writing import Channel, Letter, Party, queue_letters
from dunghen.mail.media_types import HTML
from dunghen.mail.render import render
from dunghen.records import Attachment

TEMPLATES = __package__ or ""

INTERNAL = "kế hoạch lưu hành nội bộ, không đưa tin"


def draft_release(app: App, owed: Sequence[Owed], now: datetime) -> str:
    """Queue the draft of the release to the lead; a one-line summary."""
    return queue_letters(app, owed, now, _draft)


def _draft(app: App, one: Owed, party: Party, now: datetime) -> Letter:
    context = context_of(app, one, party, now)
    return Letter(render("event-draft", context, TEMPLATES), (_kit(app, context), appointment(app, one.action)))


def release_letter(app: App, one: Owed, party: Party, now: datetime) -> Letter | str:
    """What leaves the house about an event: the release, or the notice of a change to those who had the release."""
    if one.action.plan.internal:
        return INTERNAL
    context = context_of(app, one, party, now)
    if one.action.step.name != RELEASE:
        if why := why_no_notice(app, one):
            return why
        event = event_of(one.action)
        if letters_about(app, one.action.plan.id, event, one.recipient).went:
            return Letter(render("event-change-release", {**context, **change_words(event)}, TEMPLATES))
        # The first release was stopped by the move before it went: this is the first that the outlet hears.
    if isinstance(party, Channel):
        return Letter(render("event-release", context, TEMPLATES))
    return Letter(render("event-release", context, TEMPLATES), (_kit(app, context), appointment(app, one.action)))


def _kit(app: App, context: Mapping[str, object]) -> Attachment:
    """The facts of the event on one page, for the press."""
    page = render("event-kit", context, TEMPLATES)
    title = escape(page.subject)
    document = (
        f'<!doctype html>\n<html lang="vi"><meta charset="utf-8"><title>{title}</title>\n<h1>{title}</h1>\n'
        f"{page.html}</html>\n"
    )
    return Attachment("tai-lieu-bao-chi.html", HTML, app.files.put(document.encode()))
