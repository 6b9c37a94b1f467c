"""The unit head's link: what it opens, until when, and how a new one is sent to the address on file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from dunghen.agenda.action import Action
from dunghen.app import App
from dunghen.cycles.request import request_of
from dunghen.directory.unit import Unit
from dunghen.exceptions import EntryError
from dunghen.keys import ActionKey, CycleKey
from dunghen.links.signed import FeedLink, FeedOf, Links, UnitLink
from dunghen.mail.render import render
from dunghen.records import Draft
from dunghen.wording.dates import HANOI, local_day

TEMPLATES = __package__ or ""

PAGE = "/dunghen/nop"
FEED = "/dunghen/lich"
_LINK_MAIL_HOLDS = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link opens: the asking of one cycle, towards one unit."""

    action: Action
    unit: Unit
    until: date
    """The last day on which the link opens."""

    @property
    def cycle(self) -> CycleKey:
        """The cycle."""
        return self.action.cycle_key


def upload_url(app: App, cycle: CycleKey, unit: str) -> str | None:
    """The address of the unit's page; None where mails carry no link, or units hand in nothing in such a cycle."""
    if app.base_url is None:
        return None
    link = UnitLink(cycle, unit, generation(app, UnitLink(cycle, unit)))
    return f"{app.base_url}{PAGE}/{_links(app).sign(link)}"


def feed_url(app: App, unit: str) -> str | None:
    """The address of the unit's calendar; None where no address of the pages is set."""
    return _feed_url(app, FeedLink(FeedOf.UNIT, unit))


def plan_feed_url(app: App, plan: str) -> str | None:
    """The address of the plan's calendar; None where no address of the pages is set."""
    return _feed_url(app, FeedLink(FeedOf.PLAN, plan))


def _feed_url(app: App, link: FeedLink) -> str | None:
    if app.base_url is None:
        return None
    signed = _links(app).sign_feed(replace(link, generation=generation(app, link)))
    return f"{app.base_url}{FEED}/{signed}.ics"


def open_feed(app: App, text: str) -> FeedLink | None:
    """Whose calendar the link opens; None where it is not genuine or revoked."""
    link = _links(app).read_feed(text)
    return link if link and link.generation == generation(app, link) else None


def open_link(app: App, text: str, now: datetime) -> Opened | None:
    """What the link opens at this instant; None where it is not genuine, revoked, or out of time (nobody is told which)."""
    link = _links(app).read(text)
    if link is None or link.generation != generation(app, link):
        return None
    return opening(app, link.cycle, link.unit, local_day(now))


def opening(app: App, cycle: CycleKey, unit: str, day: date) -> Opened | None:
    """What a link to this cycle and unit opens on this day; None where none does."""
    action = request_of(app, cycle)
    if action is None or action.plan.is_draft or unit not in action.step.recipients or action.cycle.lock is None:
        return None
    until = action.cycle.lock + timedelta(days=app.office.settings.link_days)
    found = app.office.directory.answering(unit, action.step.due)
    return Opened(action, found, until) if found and day <= until else None


def asked_opening(app: App, cycle: CycleKey, unit: str, day: date) -> Opened:
    """What a link to this cycle and unit opens on this day, where the unit has been asked by then.

    Raises:
        EntryError: it opens nothing, or the unit is asked later.
    """
    opened = opening(app, cycle, unit, day)
    if opened is None or opened.action.step.due > day:
        raise EntryError("Kỳ này chưa mở hoặc đã đóng, nên không có đường dẫn nào mở được.")
    return opened


def generation(app: App, link: UnitLink | FeedLink) -> int:
    """The generation in force of such a link."""
    return int(app.ledger.switch(link.switch) or 0)


def revoke(app: App, cycle: CycleKey, unit: str, *, by: str, now: datetime) -> None:
    """No link to this page that was given out so far opens it any more; the next mail carries one that does."""
    link = UnitLink(cycle, unit)
    app.ledger.set_switch(link.switch, str(generation(app, link) + 1), by=by, now=now)


def send_new_link(app: App, text: str, now: datetime) -> None:
    """Queue a mail with a link that opens, to the address on file of the unit that the given link was made for.

    At most one an hour. Where the link's own cycle is over, the link is to the cycle that is being asked for. Nothing
    tells the caller whether a mail was queued: whoever holds some text learns nothing about units.
    """
    link = _links(app).read(text)
    if link and (opened := _worth_sending(app, link, local_day(now))):
        _mail_link(app, opened, "upload-link", _hourly(now), now)


def send_link(app: App, cycle: CycleKey, unit: str, now: datetime) -> bool:
    """Queue a mail with a link that opens, to the unit's address on file; False where one went or waits this hour.

    Raises:
        EntryError: the cycle is not open to the unit, mails carry no link, or the unit has no address.
    """
    opened = asked_opening(app, cycle, unit, local_day(now))
    queued = _mail_link(app, opened, "upload-link", _hourly(now), now)
    if queued is None:
        raise EntryError("Không gửi được: thư chưa mang đường dẫn (DUNGHEN_BASE_URL), hoặc đơn vị chưa có địa chỉ thư.")
    return queued


def _hourly(now: datetime) -> str:
    return f"link-{now.astimezone(HANOI):%Y%m%d%H}"


def renew_link(app: App, opened: Opened, *, by: str, now: datetime) -> None:
    """Revoke what was given out, and queue a mail with the link that opens, to the address on file."""
    revoke(app, opened.cycle, opened.unit.slug, by=by, now=now)
    in_force = generation(app, UnitLink(opened.cycle, opened.unit.slug))
    _mail_link(app, opened, "link-renewed", f"link-renewed-{in_force}", now)


def address_on_file(app: App, unit: str, day: date) -> str | None:
    """Where the mail of whoever answers for the unit on this day goes."""
    answering = app.office.directory.answering(unit, day)
    return answering.address_on(day) if answering else None


def link_words(app: App, opened: Opened) -> dict[str, object]:
    """What every mail about a link says of it."""
    action = opened.action
    return {
        "plan_short": action.plan.short_title,
        "duty_title": action.duty.title,
        "cycle_name": action.cycle.name,
        "unit_name": opened.unit.name,
        "upload_url": upload_url(app, opened.cycle, opened.unit.slug),
        "until": opened.until,
        "operator": app.office.settings.operator,
    }


def _mail_link(app: App, opened: Opened, template: str, step: str, now: datetime) -> bool | None:
    """Whether the mail was newly queued; None where there is no link or no address."""
    unit = opened.unit.slug
    address, words = address_on_file(app, unit, local_day(now)), link_words(app, opened)
    if words["upload_url"] is None or address is None:
        return None
    return queue_mail(app, opened.cycle.action(step, unit), address, template, words, now, _LINK_MAIL_HOLDS)


def queue_mail(
    app: App,
    key: ActionKey,
    address: str,
    template: str,
    words: Mapping[str, object],
    now: datetime,
    holds: timedelta,
) -> bool:
    """Whether this mail of a link was newly queued; it goes at once, and is void after ``holds``."""
    letter = render(template, words, TEMPLATES)
    draft = Draft(key, address, letter.subject, letter.text, letter.html, now, now + holds)
    return bool(app.ledger.queue([draft], now=now))


def _worth_sending(app: App, link: UnitLink, day: date) -> Opened | None:
    """The link's own cycle while it is open; else the newest of the same duty that has been asked for."""
    own = request_of(app, link.cycle)
    if own is None:
        return None
    names = [cycle.name for cycle in own.duty.cycles(own.plan, app.office)]
    cycles = [link.cycle, *(CycleKey(own.plan.id, own.duty.id, name) for name in reversed(names))]
    found = (opening(app, cycle, link.unit, day) for cycle in cycles)
    return next((opened for opened in found if opened and opened.action.step.due <= day), None)


def _links(app: App) -> Links:
    return Links(app.secret, app.realm)
