"""Handing a unit's link on to somebody who reports in place of its head, and taking it back."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from unicodedata import normalize

from dunghen.app import App
from dunghen.cycles.extensions import action_of
from dunghen.directory.address import is_address, is_placeholder
from dunghen.directory.delegate import DELEGATE, LIMIT, UNNAMED, Way, is_post, mark_of, way_to
from dunghen.exceptions import EntryError, TransitionError
from dunghen.keys import OPERATOR, ActionKey
from dunghen.links.signed import UnitLink
from dunghen.links.unit_link import Opened, address_on_file, generation, link_words, queue_mail, renew_link
from dunghen.records import MessageState, Realm, Record
from dunghen.wording.dates import local_day
from dunghen.wording.look_alikes import without_unseen

BY = "qua đường dẫn của đơn vị"
"""Who did it, as far as anybody knows: links stand for a login."""
_STEP = "delegate-"
_HOLDS = timedelta(days=3)

NO_ADDRESS = "Đơn vị chưa có địa chỉ thư đã đăng ký, nên chưa chuyển được. Xin liên hệ văn phòng."
NOT_POSSIBLE = "Không chuyển được tới địa chỉ này. Xin liên hệ văn phòng."
OWN = "Đó là địa chỉ đã đăng ký của đơn vị: thư có đường dẫn đã tới đó rồi."
BAD_POST = "Chức danh chỉ gồm chữ, số, dấu phẩy, gạch nối, ngoặc đơn, không quá 80 ký tự."
TOO_MANY = f"Mỗi kỳ chỉ chuyển được cho nhiều nhất {LIMIT} người. Cần thêm người, xin liên hệ văn phòng."
SENT_TODAY = "Hôm nay đã có một thư tới địa chỉ này; mỗi ngày nhiều nhất một thư."
WAITS = "Văn phòng đã nhận đề nghị chuyển tới địa chỉ này, và sẽ trả lời đơn vị."


@dataclass(frozen=True, slots=True)
class Delegate:
    """Somebody who was given the link, or for whom it was asked.

    Attributes:
        mark: what stands for the address in keys and page addresses.
        post: how the person is addressed.
        given: the day in Hà Nội.
        way: by mail; or the office was asked.
        holds: the link that was given still opens.
    """

    mark: str
    address: str
    post: str
    given: date
    way: Way
    holds: bool


def delegates(app: App, found: Opened) -> tuple[Delegate, ...]:
    """All of the unit's delegates in the cycle, those of links taken back included."""
    now_in_force = generation(app, UnitLink(found.cycle, found.unit.slug))
    records = app.ledger.records(found.cycle.plan, what=DELEGATE, cycle=found.cycle)
    mine = [one for one in records if one.subject.startswith(f"{found.unit.slug}/")]
    return tuple(
        Delegate(
            mark=one.subject.partition("/")[2],
            address=str(one.values["address"]),
            post=str(one.values["post"]),
            given=one.day,
            way=Way(str(one.values["way"])),
            holds=one.values["generation"] == now_in_force,
        )
        for one in mine
    )


def propose(app: App, found: Opened, address: str, post: str, now: datetime, *, by_office: bool = False) -> Delegate:
    """What handing the link on to this address would do; nothing is written.

    ``by_office``: a named person of the office decides, so that the address may be of another house.

    Raises:
        EntryError: it cannot be done, and why.
    """
    day, settings = local_day(now), app.office.settings
    address, post = without_unseen(address).strip(), " ".join(normalize("NFC", post).split())
    own = address_on_file(app, found.unit.slug, day)
    if own is None:
        raise EntryError(NO_ADDRESS)
    if not is_address(address):
        raise EntryError(f"«{address[:100]}» không phải địa chỉ thư điện tử. Địa chỉ có dạng ten@ten-mien.")
    if not is_post(post):
        raise EntryError(BAD_POST)
    if address.casefold() == own.casefold():
        raise EntryError(OWN)
    if _is_barred(app, address):
        raise EntryError(NOT_POSSIBLE)
    way = Way.MAIL if by_office else way_to(address, (own, settings.sender.email))
    made = Delegate(mark_of(address), address, post or UNNAMED, day, way, holds=True)
    if trouble := _limits(app, found, made):
        raise EntryError(trouble)
    return made


def hand_on(app: App, found: Opened, address: str, post: str, now: datetime, *, by: str | None = None) -> Delegate:
    """Give the link to the delegate, or ask the office to; the address on file gets a copy. Recorded with who and when.

    ``by``: the operator who decides it; None where it is done by the unit's own link.

    Raises:
        EntryError: it cannot be done, and why; nothing was written.
    """
    made = propose(app, found, address, post, now, by_office=by is not None)
    own = action_of(app, found.action, found.unit.slug).cycle
    context = {
        **link_words(app, found),
        "deadline": own.last_day,
        "delegate": made,
        "at": now,
        "asked_only": made.way is Way.OFFICE,
        "by_office": by is not None,
    }
    _copy(app, found, made, context, now)
    app.ledger.add_record(_record(app, found, made, by or BY, now))
    if made.way is Way.MAIL:
        queue_mail(app, _key(found, made.mark, made.given), made.address, "delegate", context, now, _HOLDS)
    else:
        _ask_office(app, found, made, now)
    return made


def take_back(app: App, found: Opened, now: datetime) -> None:
    """No link of the unit and cycle that was given out opens any more; the address on file is mailed one that does.

    Raises:
        EntryError: the unit has no address on file: nobody would have a link.
    """
    if address_on_file(app, found.unit.slug, local_day(now)) is None:
        raise EntryError(NO_ADDRESS)
    for one in delegates(app, found):
        message = app.ledger.message(str(_key(found, one.mark, one.given)))
        if message and message.state is MessageState.QUEUED:
            # A sender may have taken it at this moment: what it carries opens nothing.
            with suppress(TransitionError):
                reason = "đơn vị đã thu hồi đường dẫn"
                app.ledger.change(str(message.key), MessageState.SUPPRESSED, now=now, by=BY, reason=reason)
    renew_link(app, found, by=BY, now=now)


def addressed(app: App, key: ActionKey) -> str | None:
    """How the mail of this key addresses a delegate; None where it is no mail to a delegate."""
    mark = key.step.removeprefix(_STEP).partition("-")[0]
    if not key.step.startswith(_STEP):
        return None
    subject = f"{key.recipient}/{mark}"
    known = app.ledger.records(key.plan, what=DELEGATE, cycle=key.cycle_key)
    post = next((str(one.values["post"]) for one in known if one.subject == subject), None)
    return f"{post}, {app.office.directory.name(key.recipient)}" if post else None


def _is_barred(app: App, address: str) -> bool:
    """Partners get mail with an approval, the office's own boxes not by a link, placeholders in rehearsal alone."""
    settings, partners = app.office.settings, app.office.directory.partners
    barred = [one.email for one in (settings.sender, settings.operator, settings.rehearsal)]
    barred += [settings.reply_to.email] if settings.reply_to else []
    barred += [one.email for one in partners if one.email]
    is_one = address.casefold() in {one.casefold() for one in barred}
    return is_one or (app.realm is Realm.LIVE and is_placeholder(address))


def _limits(app: App, found: Opened, made: Delegate) -> str:
    """Why no more can be handed on now; empty where it can."""
    known = {one.mark: one for one in delegates(app, found)}
    before = known.get(made.mark)
    if before is None:
        return TOO_MANY if len(known) >= LIMIT else ""
    if made.way is Way.OFFICE:
        return WAITS if before.holds else ""
    return SENT_TODAY if app.ledger.message(str(_key(found, made.mark, made.given))) else ""


def _copy(app: App, found: Opened, made: Delegate, context: dict[str, object], now: datetime) -> None:
    """Queue the copy to the address on file.

    The copy's key is the delegate's place: of two that are entered at the same moment the ledger takes one.

    Raises:
        EntryError: all places of the cycle are taken, or this delegate's mail of today.
    """
    own = address_on_file(app, found.unit.slug, made.given) or ""
    again = any(one.mark == made.mark for one in delegates(app, found))
    day = f"{made.mark}-{made.given:%Y%m%d}"
    for place in [day] if again else range(1, LIMIT + 1):
        key = found.cycle.action(f"link-copy-{place}", found.unit.slug)
        if queue_mail(app, key, own, "delegate-copy", context, now, _HOLDS):
            return
    raise EntryError(SENT_TODAY if again else TOO_MANY)


def _record(app: App, found: Opened, made: Delegate, by: str, now: datetime) -> Record:
    in_force = generation(app, UnitLink(found.cycle, found.unit.slug))
    values: dict[str, str | int] = {"address": made.address, "post": made.post, "way": made.way.value}
    note = "đã gửi đường dẫn" if made.way is Way.MAIL else "đề nghị, chờ văn phòng"
    subject = f"{found.unit.slug}/{made.mark}"
    return Record(found.cycle, DELEGATE, subject, made.given, by, now, {**values, "generation": in_force}, note)


def _ask_office(app: App, found: Opened, made: Delegate, now: datetime) -> None:
    lines = [
        f"{found.unit.name} đề nghị chuyển đường dẫn nộp báo cáo cho {made.post}, địa chỉ {made.address}.",
        f"{found.action.duty.title}, kỳ {found.action.cycle.name}.",
        "Địa chỉ này khác tên miền của đơn vị và của văn phòng, nên chưa gửi gì tới đó.",
        "Đồng ý thì chuyển thư có đường dẫn cho người đó; không thì trả lời đơn vị.",
    ]
    context: dict[str, object] = {
        "title": "Đề nghị chuyển đường dẫn cho người làm thay",
        "plan_short": found.action.plan.short_title,
        "lines_of_notice": lines,
    }
    key = found.cycle.action(f"link-asked-{found.unit.slug}-{made.mark}", OPERATOR)
    queue_mail(app, key, app.office.settings.operator.email, "operator-notice", context, now, _HOLDS)


def _key(found: Opened, mark: str, day: date) -> ActionKey:
    return found.cycle.action(f"{_STEP}{mark}-{day:%Y%m%d}", found.unit.slug)
