"""Greetings: the draft to the unit that proposes it, the letter that leaves once approved, the hand-over to be recorded."""
# ruff: noqa: ARG001 - a writer is given the instant, whether it needs it or not

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import cast

from dunghen.agenda.action import Action
from dunghen.agenda.due import Owed
from dunghen.app import App
from dunghen.kinds.greeting.facts import TIERS, GreetedOccasion, GreetingFacts
from dunghen.kinds.greeting.last_year import Registered, last_greeting
from dunghen.kinds.greeting.letter import GreetingLetter
from dunghen.kinds.greeting.model import HANDED_OVER, GreetingDuty, greetings_of
from dunghen.kinds.greeting.occasions import Greeting, occasion_book
from dunghen.kinds.greeting.protocol import why_refused
from dunghen.letters.matter import plan_words
from dunghen.letters.performers import Performers
from dunghen.letters.writing import Letter, Party, queue_letters, why_barred
from dunghen.mail.media_types import DOCX
from dunghen.mail.render import Rendered, render
from dunghen.plans.cycle import Act
from dunghen.records import Attachment, CycleRecord, MessageState
from dunghen.terms import BASES
from dunghen.wording.dates import short_date

TEMPLATES = __package__ or ""

NEVER_APPROVED = "thư chưa được duyệt, không có gì để trao"


def draft(app: App, owed: Sequence[Owed], now: datetime) -> str:
    """Queue the draft letters to the unit that proposes them, last year's beside each; a one-line summary."""
    for action in {one.action.cycle_key: one.action for one in owed}.values():
        sha256 = app.plan_sha256.get(action.plan.id, "")
        app.ledger.open_cycle(CycleRecord(action.cycle_key, sha256, now, action.cycle.deadline, action.cycle.lock))
    return queue_letters(app, owed, now, _proposal)


def remind_to_record(app: App, owed: Sequence[Owed], now: datetime) -> str:
    """Queue a reminder to record the letters that were to be handed over; a one-line summary."""
    return queue_letters(app, owed, now, _unrecorded)


def greeting_letter(app: App, one: Owed, party: Party, now: datetime) -> Letter | str:
    """What leaves once approved: the letter to the partner; where it is handed over, the paper to the lead unit."""
    action = one.action
    greeting = _greeting(app, action)
    if why := _why_none(app, action, greeting):
        return why
    letter = _composed(app, action, greeting, last_greeting(app, action.plan, greeting))
    if greeting.partner.handed_over:
        context = _context(app, action, greeting, party)
        return Letter(render("greeting-hand-over", context, TEMPLATES), (_paper(app, action, letter),))
    # The paper has blanks for number, date and signature: it stays in the house.
    return Letter(Rendered(letter.subject, letter.text, letter.html))


def _proposal(app: App, one: Owed, party: Party, now: datetime) -> Letter | str:
    action = one.action
    greeting = _greeting(app, action)
    if why := _why_none(app, action, greeting):
        return why
    # Babel's tables of languages load here, not when a DAG is parsed.
    from dunghen.kinds.greeting.languages import LANGUAGES, VIETNAMESE

    last = last_greeting(app, action.plan, greeting)
    letter = _composed(app, action, greeting, last)
    context, language = _context(app, action, greeting, party), LANGUAGES[letter.language]
    context |= {
        "language": language.name_vi if language is VIETNAMESE else f"{language.name_vi}, kèm bản gốc tiếng Việt",
        "resting": [_resting(one) for one in greeting.occasions],
        "last": last.greeting if last else None,
        "draft": letter.vietnamese[1],
    }
    beside = last.papers if last else ()
    return Letter(render("greeting-draft", context, TEMPLATES), (_paper(app, action, letter), *beside))


def _unrecorded(app: App, one: Owed, party: Party, now: datetime) -> Letter | str:
    action = one.action
    approved = app.ledger.message(str(action.cycle_key.action("deliver-outward", one.recipient)))
    if approved is None or approved.state is not MessageState.SENT:
        return NEVER_APPROVED
    greeting = _greeting(app, action)
    return Letter(render("greeting-record", _context(app, action, greeting, party), TEMPLATES))


def _greeting(app: App, action: Action) -> Greeting:
    return greetings_of(action.plan, app.office)[action.cycle.name]


def _duty(action: Action) -> GreetingDuty:
    return cast("GreetingDuty", action.duty)


def _why_none(app: App, action: Action, greeting: Greeting) -> str | None:
    """Why this letter is not written at all: a top leader would have to sign, or the partner may not be written to."""
    signer = _duty(action).signing_post(app.office, action.cycle.anchor)
    return why_refused(greeting.partner, signer) or why_barred(greeting.partner, leaves_on(app, greeting))


def leaves_on(app: App, greeting: Greeting) -> date:
    """The day on which the letter goes: its occasion's, or the last working day before."""
    return app.office.calendar.previous(greeting.first.day)


def facts_of(app: App, action: Action, greeting: Greeting, last: Registered | None = None) -> GreetingFacts:
    """Everything that the letter says."""
    duty, book, partner = _duty(action), app.office.derived(occasion_book), greeting.partner
    country = book.country(partner)
    sender = app.office.directory.unit(duty.sender, greeting.first.day)
    # The full name where there is one: «Ủy ban nhân dân thành phố Hải Phòng», not «Ủy ban nhân dân thành phố».
    full_name = sender.aliases[0] if sender and sender.aliases else None
    return GreetingFacts(
        partner_slug=partner.slug,
        partner_name=partner.name,
        partner_names=partner.names,
        addressee=partner.addressee,
        country=partner.country,
        country_vi=country.name if country else None,
        country_en=country.name_en if country else None,
        language=book.language(partner),
        partner_class=partner.partner_class,
        occasions=greeting.occasions,
        sender_name=full_name or app.office.directory.name(duty.sender, greeting.first.day),
        sender_post=duty.signing_post(app.office, greeting.first.day),
        city=duty.city or app.office.settings.place,
        dated=leaves_on(app, greeting),
        plan=action.plan.short_title,
        last_year=last.greeting if last else None,
        protocol_level=partner.protocol_level.value if partner.protocol_level else None,
    )


def _composed(app: App, action: Action, greeting: Greeting, last: Registered | None) -> GreetingLetter:
    # The writer of paper letters loads here, not when a DAG is parsed.
    from dunghen.kinds.greeting.letter import compose_greeting

    return compose_greeting(facts_of(app, action, greeting, last))


def _paper(app: App, action: Action, letter: GreetingLetter) -> Attachment:
    return Attachment(f"thu-chuc-mung-{action.cycle.name}.docx", DOCX, app.files.put(letter.docx))


def _context(app: App, action: Action, greeting: Greeting, party: Party) -> dict[str, object]:
    duty, calendar, source = _duty(action), app.office.calendar, action.duty.source
    return {
        **plan_words(action.plan),
        "duty_title": duty.title,
        "unit_name": party.name,
        "partner": greeting.partner.name,
        "occasions": [_told(one) for one in greeting.occasions],
        "first_day": greeting.first.day,
        "sender_name": app.office.directory.name(duty.sender, greeting.first.day),
        "approve_on": duty.steps_.approve.from_day(greeting.first.day, calendar),
        "leaves_on": leaves_on(app, greeting),
        "handed_over": greeting.partner.handed_over,
        "record": f"dunghen record {HANDED_OVER} --plan {action.plan.id} --duty {duty.id} --cycle {action.cycle.name}",
        "clause": source.clause,
        "lines": source.lines,
        "operator": app.office.settings.operator,
    }


def _told(one: GreetedOccasion) -> str:
    """«Quốc khánh, 26/04/2025»; «kỷ niệm lần thứ 50 ngày thiết lập quan hệ ngoại giao (năm tròn), 15/04/2025»."""
    day = f"{short_date(one.day)}{' (tạm tính, chưa công bố)' if one.provisional else ''}"
    if one.ordinal and one.tier:
        return f"kỷ niệm lần thứ {one.ordinal} {one.name_vi} ({TIERS[one.tier]}), {day}"
    return f"{one.name_vi}, {day}"


def _resting(one: GreetedOccasion) -> str:
    """«Tết Seollal: cơ quan đặt»; «ngày thiết lập quan hệ kết nghĩa: theo thông lệ (Hải Phòng, dòng 1157)»."""
    return f"{one.name_vi}: {BASES[one.basis]}" + (f" ({one.source})" if one.source else "")


PERFORMERS = Performers(acts={Act.DRAFT: draft, Act.REMIND: remind_to_record}, outward=greeting_letter, whole=True)
