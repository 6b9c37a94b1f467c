"""*Chuyển cho người làm thay*: the unit head hands the link on, and takes it back. No login; see ``unit_page``."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import RedirectResponse

from dunghen.app import App
from dunghen.directory.delegate import LIMIT
from dunghen.entrypoints.web import csrf
from dunghen.entrypoints.web.installation import installation
from dunghen.entrypoints.web.link import Link, closed, refusal
from dunghen.entrypoints.web.page import NOW, page
from dunghen.entrypoints.web.sent_form import SENT, SentForm
from dunghen.exceptions import EntryError
from dunghen.links.delegate import delegates, hand_on, propose, take_back
from dunghen.links.unit_link import PAGE, Opened, open_link

router = APIRouter(prefix="/nop/{link}")

ADDRESS, POST, SURE = "dia-chi", "chuc-danh", "dong-y"
"""The fields of the form."""
_LONGEST_TYPED = 300


@router.get("/chuyen")
def delegate_page(
    link: Link, mark: Annotated[str, Query(alias="da-ghi", max_length=20)] = "", now: datetime = NOW
) -> Response:
    """Who has been given the link, and the form to hand it on. ``da-ghi``: the delegate just entered."""
    with installation() as (app, _):
        found = open_link(app, link, now)
        return _shown(app, found, link, mark=mark) if found else closed(link)


@router.post("/chuyen")
def hand_on_link(link: Link, sent: SentForm = SENT, now: datetime = NOW) -> Response:
    """Ask whether to hand the link on to this address; once that was said, do."""
    address, post = (sent.fields.get(name, "")[:_LONGEST_TYPED] for name in (ADDRESS, POST))
    with installation() as (app, _):
        found = open_link(app, link, now)
        if found is None:
            return closed(link)
        if trouble := refusal(sent, link):
            return _shown(app, found, link, status=403, trouble=trouble)
        try:
            if not sent.fields.get(SURE):
                return _asked(found, link, propose(app, found, address, post, now), post)
            made = hand_on(app, found, address, post, now)
        except EntryError as error:
            return _shown(app, found, link, status=422, trouble=str(error), typed=(address, post))
    return RedirectResponse(f"{PAGE}/{link}/chuyen?da-ghi={made.mark}", status_code=303)


@router.get("/thu-hoi")
def take_back_page(link: Link, now: datetime = NOW) -> Response:
    """Says what taking back does, before it is done."""
    with installation() as (app, _):
        found = open_link(app, link, now)
        return _taking_back(app, found, link) if found else closed(link)


@router.post("/thu-hoi")
def take_link_back(link: Link, sent: SentForm = SENT, now: datetime = NOW) -> Response:
    """Void every link of the unit and cycle; a new one goes to the address on file."""
    with installation() as (app, _):
        found = open_link(app, link, now)
        if found is None:
            return closed(link)
        if trouble := refusal(sent, link):
            return _taking_back(app, found, link, status=403, trouble=trouble)
        try:
            take_back(app, found, now)
        except EntryError as error:
            return _taking_back(app, found, link, status=422, trouble=str(error))
        # Not a way on to another page: this link opens none any more.
        return page("taken_back.html", unit=found.unit, operator=app.office.settings.operator)


def _shown(
    app: App,
    found: Opened,
    link: str,
    *,
    status: int = 200,
    trouble: str = "",
    mark: str = "",
    typed: tuple[str, str] = ("", ""),
) -> Response:
    known = delegates(app, found)
    return page(
        "delegate.html",
        status=status,
        link=link,
        csrf=csrf.token(link),
        trouble=trouble,
        unit=found.unit,
        action=found.action,
        delegates=known,
        entered=next((one for one in known if one.mark == mark), None),
        left=LIMIT - len(known),
        most=LIMIT,
        typed=typed,
        operator=app.office.settings.operator,
    )


def _asked(found: Opened, link: str, delegate: object, post: str) -> Response:
    return page(
        "delegate_sure.html",
        link=link,
        csrf=csrf.token(link),
        unit=found.unit,
        action=found.action,
        until=found.until,
        delegate=delegate,
        post=post,
    )


def _taking_back(app: App, found: Opened, link: str, *, status: int = 200, trouble: str = "") -> Response:
    return page(
        "take_back.html",
        status=status,
        link=link,
        csrf=csrf.token(link),
        trouble=trouble,
        unit=found.unit,
        action=found.action,
        delegates=[one for one in delegates(app, found) if one.holds],
    )
