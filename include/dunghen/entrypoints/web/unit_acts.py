"""What an operator does about one unit in one cycle: extend, remind now, record a letter on paper, void or hand on its link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import RedirectResponse
from pydantic import AfterValidator, StringConstraints

from dunghen.app import App
from dunghen.desk.extend import extend, withdraw_extension
from dunghen.desk.hand_link import give_link, revoke_link, send_new
from dunghen.desk.paper import record_paper, take_back
from dunghen.desk.remind_now import remind_now
from dunghen.entrypoints.web.access import ACTS
from dunghen.entrypoints.web.csrf import TOKEN, By, checked_upload
from dunghen.entrypoints.web.installation import installation
from dunghen.entrypoints.web.page import NOW
from dunghen.entrypoints.web.sent_form import SENT, SentForm
from dunghen.entrypoints.web.versions_page import case_page
from dunghen.exceptions import EntryError, KeyFormatError, UnknownKeyError
from dunghen.keys import CycleKey
from dunghen.submissions.paper import Paper
from dunghen.wording.characters import sound

router = APIRouter(prefix="/tinh-hinh-nop/{plan}/{duty}/{cycle}/{unit}", dependencies=[ACTS])

Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500), AfterValidator(sound), Form()]
LONGEST = 200
"""Characters of the number and sign of a letter."""


@dataclass(frozen=True, slots=True)
class Place:
    """What the address names, and who asks."""

    plan: str
    duty: str
    cycle: str
    unit: str
    token: str
    now: datetime

    @property
    def key(self) -> CycleKey:
        """The name of the cycle."""
        return CycleKey(self.plan, self.duty, self.cycle)


def _place(plan: str, duty: str, cycle: str, unit: str, token: str = TOKEN, now: datetime = NOW) -> Place:
    return Place(plan, duty, cycle, unit, token, now)


Where = Annotated[Place, Depends(_place)]


@router.post("/gia-han")
def extend_act(where: Where, by: By, until: Text = "", reason: Text = "") -> Response:
    """Grant the unit more time, with a reason."""
    return _done(
        where,
        "gia-han",
        lambda app: extend(app, where.key, where.unit, _day(until, "Đến hết ngày"), reason, by=by, now=where.now),
    )


@router.post("/thoi-gia-han")
def withdraw_act(where: Where, by: By) -> Response:
    """Take the extension back."""
    return _done(
        where, "thoi-gia-han", lambda app: withdraw_extension(app, where.key, where.unit, by=by, now=where.now)
    )


@router.post("/nhac-ngay")
def remind_act(where: Where, by: By) -> Response:
    """Queue one reminder."""
    return _done(where, "nhac-ngay", lambda app: remind_now(app, where.key, where.unit, by=by, now=where.now))


@router.post("/ban-giay")
def paper_act(where: Where, by: Annotated[str, Depends(checked_upload)], sent: SentForm = SENT) -> Response:
    """Record a letter on paper, with the form filled in for the unit, without, or as a nil report."""
    fields = sent.fields

    def act(app: App) -> str:
        reference = " ".join(fields.get("reference", "").split())[:LONGEST]
        paper = Paper(_day(fields.get("day", ""), "Ngày nhận"), reference, by)
        form = None if sent.content is None else (sent.content, sent.name)
        nil = fields.get("nil") == "1"
        receipt = record_paper(app, where.key, where.unit, paper, now=where.now, form=form, nil=nil)
        if receipt.known:
            return "ban-giay-cu"
        return "ban-giay" if receipt.accepted else "ban-giay-loi"

    return _done(where, "", act)


@router.post("/rut-ban-giay")
def take_back_act(
    where: Where, by: By, owner: Text = "", version: Annotated[int, Form()] = 0, reason: Text = ""
) -> Response:
    """Take a wrongly recorded letter on paper back; ``owner`` is the unit under whose name it stands."""
    return _done(
        where,
        "rut-ban-giay",
        lambda app: take_back(app, where.key, owner or where.unit, version, reason, by=by, now=where.now),
    )


@router.post("/thu-hoi")
def revoke_act(where: Where, by: By) -> Response:
    """Void every link to the unit's page that was given out so far."""
    return _done(where, "thu-hoi", lambda app: revoke_link(app, where.key, where.unit, by=by, now=where.now))


@router.post("/gui-duong-dan")
def send_link_act(where: Where, by: By) -> Response:
    """Send a link that opens to the unit's address on file."""

    def act(app: App) -> str:
        return "gui-duong-dan" if send_new(app, where.key, where.unit, by=by, now=where.now) else "gui-duong-dan-cu"

    return _done(where, "", act)


@router.post("/giao")
def give_act(where: Where, by: By, address: Text = "", post: Text = "") -> Response:
    """Give the unit's link to a delegate."""
    return _done(where, "giao", lambda app: give_link(app, where.key, where.unit, address, post, by=by, now=where.now))


def _done(where: Place, word: str, act: Callable[[App], object]) -> Response:
    """Do it and lead on to the page, or show the page with the reason why it is not done.

    Args:
        where: what the address names.
        word: says on the page what was done (``versions_page.DONE``); where it is empty, what the act returns does.
        act: does it.
    """
    with installation() as (app, config):
        try:
            said = act(app)
        except (EntryError, UnknownKeyError, KeyFormatError) as error:
            place = (where.plan, where.duty, where.cycle, where.unit)
            return case_page(app, config, place, where.token, where.now, refused=str(error))
    key = where.key
    address = f"/dunghen/tinh-hinh-nop/{key.plan}/{key.duty}/{key.cycle}/{where.unit}?xong={word or said}"
    return RedirectResponse(address, status_code=303)


def _day(text: str, label: str) -> date:
    """A day as a browser sends it (ISO 8601), or as people write it (27/11/2026).

    Raises:
        EntryError: it is neither.
    """
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise EntryError(f"«{label}»: cần một ngày, ví dụ 02/12/2026.")
