"""What went to a partner on the same occasion a year before, read from the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dunghen.app import App
from dunghen.keys import CycleKey
from dunghen.kinds.greeting.facts import LastGreeting
from dunghen.kinds.greeting.model import HANDED_OVER, GreetingDuty, greetings_of
from dunghen.kinds.greeting.occasions import Greeting
from dunghen.plans.plan import Plan
from dunghen.records import Attachment, Message, MessageState
from dunghen.wording.dates import local_day

LAST_YEAR = "nam-truoc-"
"""Before the name of a paper of the year before."""


@dataclass(frozen=True, slots=True)
class Registered:
    """Last year's message, and its paper under a name that tells it from this year's."""

    greeting: LastGreeting
    papers: tuple[Attachment, ...]


def last_greeting(app: App, plan: Plan, greeting: Greeting) -> Registered | None:
    """Last year's message to this partner on this occasion; None where the ledger has none, sent or not."""
    for earlier in year_before(greeting, greetings_of(plan, app.office).values()):
        owner = next(duty for duty in plan.duties if isinstance(duty, GreetingDuty) and duty.owns(earlier))
        cycle, lead = CycleKey(plan.id, owner.id, earlier.name), owner.lead or plan.lead
        for recipient in (greeting.partner.slug, lead):
            message = app.ledger.message(str(cycle.action("deliver-outward", recipient)))
            # What fell due before the office began to keep a ledger was never written: it tells nothing.
            if message and not (message.state is MessageState.EXPIRED and message.text is None):
                return Registered(_greeted(app, cycle, earlier, message), _papers(app, cycle, lead))
    return None


def year_before(greeting: Greeting, greetings: Iterable[Greeting]) -> Iterator[Greeting]:
    """The letters to this partner that carried the first occasion of ``greeting`` a year earlier, the latest first.

    Found by the occasion and not by the letter's name: last year another occasion may have named it.
    """
    slug, year = greeting.first.slug, greeting.first.day.year - 1
    for letter in sorted(greetings, key=lambda letter: letter.first.day, reverse=True):
        carried = {(occasion.slug, occasion.day.year) for occasion in letter.occasions}
        if letter.partner.slug == greeting.partner.slug and (slug, year) in carried:
            yield letter


def _greeted(app: App, cycle: CycleKey, earlier: Greeting, message: Message) -> LastGreeting:
    handed = app.ledger.records(cycle.plan, what=HANDED_OVER, cycle=cycle)
    sent = message.state is MessageState.SENT
    if handed:
        how, day = "đã trao tận tay", handed[-1].day
    elif sent and message.key.recipient == earlier.partner.slug:
        how, day = "đã gửi thư", local_day(message.sent_at or message.changed_at)
    elif sent:
        how, day = "đã duyệt để trao tận tay, chưa ghi nhận đã trao", local_day(message.sent_at or message.changed_at)
    else:
        how, day = f"không gửi: {message.reason or 'chưa được duyệt'}", local_day(message.changed_at)
    return LastGreeting(earlier.first.day.year, day, message.subject or "", message.text or "", how)


def _papers(app: App, cycle: CycleKey, lead: str) -> tuple[Attachment, ...]:
    """The paper of last year's draft; what lay beside that one is two years old, and left out."""
    drafted = app.ledger.message(str(cycle.action("draft", lead)))
    return tuple(
        Attachment(f"{LAST_YEAR}{one.name}", one.media_type, one.sha256)
        for one in (drafted.attachments if drafted else ())
        if not one.name.startswith(LAST_YEAR)
    )
