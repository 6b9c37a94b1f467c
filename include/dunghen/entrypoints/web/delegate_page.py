"""*Chuyển cho người làm thay*: the unit head hands the link on, and takes it back. No login; see ``unit_page``."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import RedirectResponse

from dunghen.directory.delegate import LIMIT
from dunghen.entrypoints.web.link import Link, Visit, refusal, visit
from dunghen.entrypoints.web.page import NOW
from dunghen.entrypoints.web.sent_form import SENT, SentForm
from dunghen.exceptions import EntryError
from dunghen.links.delegate import delegates, hand_on, propose, take_back
from dunghen.links.unit_link import PAGE

router = APIRouter(prefix="/nop/{link}")

ADDRESS, POST, SURE = "dia-chi", "chuc-danh", "dong-y"
"""The fields of the form."""
_LONGEST_TYPED = 300


@router.get("/chuyen")
def delegate_page(
    link: Link, mark: Annotated[str, Query(alias="da-ghi", max_length=20)] = "", now: datetime = NOW
) -> Response:
    """Who has been given the link, and the form to hand it on. ``da-ghi``: the delegate just entered."""
    with visit(link, now) as visitor:
        return _form(visitor, mark=mark)


@router.post("/chuyen")
def hand_on_link(link: Link, sent: SentForm = SENT, now: datetime = NOW) -> Response:
    """Ask whether to hand the link on to this address; once that was said, do."""
    address, post = (sent.fields.get(name, "")[:_LONGEST_TYPED] for name in (ADDRESS, POST))
    with visit(link, now) as visitor:
        if trouble := refusal(sent, link):
            return _form(visitor, status=403, trouble=trouble)
        try:
            if not sent.fields.get(SURE):
                return _asked(visitor, propose(visitor.app, visitor.opened, address, post, now), post)
            made = hand_on(visitor.app, visitor.opened, address, post, now)
        except EntryError as error:
            return _form(visitor, status=422, trouble=str(error), typed=(address, post))
    return RedirectResponse(f"{PAGE}/{link}/chuyen?da-ghi={made.mark}", status_code=303)


@router.get("/thu-hoi")
def take_back_page(link: Link, now: datetime = NOW) -> Response:
    """Says what taking back does, before it is done."""
    with visit(link, now) as visitor:
        return _taking_back(visitor)


@router.post("/thu-hoi")
def take_link_back(link: Link, sent: SentForm = SENT, now: datetime = NOW) -> Response:
    """Void every link of the unit and cycle; a new one goes to the address on file."""
    with visit(link, now) as visitor:
        if trouble := refusal(sent, link):
            return _taking_back(visitor, status=403, trouble=trouble)
        try:
            take_back(visitor.app, visitor.opened, now)
        except EntryError as error:
            return _taking_back(visitor, status=422, trouble=str(error))
        # Not a way on to another page: this link opens none any more.
        return visitor.page("taken_back.html", operator=visitor.app.office.settings.operator)


def _form(
    visitor: Visit, *, status: int = 200, trouble: str = "", mark: str = "", typed: tuple[str, str] = ("", "")
) -> Response:
    known = delegates(visitor.app, visitor.opened)
    return visitor.page(
        "delegate.html",
        status=status,
        trouble=trouble,
        delegates=known,
        entered=next((one for one in known if one.mark == mark), None),
        left=LIMIT - len(known),
        most=LIMIT,
        typed=typed,
        operator=visitor.app.office.settings.operator,
    )


def _asked(visitor: Visit, delegate: object, post: str) -> Response:
    return visitor.page("delegate_sure.html", until=visitor.opened.until, delegate=delegate, post=post)


def _taking_back(visitor: Visit, *, status: int = 200, trouble: str = "") -> Response:
    holding = [delegate for delegate in delegates(visitor.app, visitor.opened) if delegate.holds]
    return visitor.page("take_back.html", status=status, trouble=trouble, delegates=holding)
