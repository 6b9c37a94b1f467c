"""*Nhắc mọi đơn vị chưa nộp*: the names first, then one click."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from dunghen.app import App
from dunghen.desk.remind_now import AT_ONCE, Reminding, remind_all, reminding
from dunghen.entrypoints.web.access import ACTS
from dunghen.entrypoints.web.collected import HERE, NO_CYCLE, cycle_named
from dunghen.entrypoints.web.csrf import TOKEN, By
from dunghen.entrypoints.web.installation import installation
from dunghen.entrypoints.web.page import NOW, absent, page
from dunghen.exceptions import EntryError
from dunghen.letters.needed import HAS_REPORTED
from dunghen.loading.config import Config

router = APIRouter(prefix="/nhac-nop/{plan}/{duty}/{cycle}")


@router.get("")
def remind_page(
    plan: str,
    duty: str,
    cycle: str,
    queued: Annotated[int | None, Query(alias="da-xep", ge=0)] = None,
    token: str = TOKEN,
    now: datetime = NOW,
) -> HTMLResponse:
    """Who would be reminded, and who would not and why."""
    with installation() as (app, config):
        return _names_page(app, config, (plan, duty, cycle), token, now, queued=queued)


@router.post("", dependencies=[ACTS])
def remind_act(plan: str, duty: str, cycle: str, by: By, token: str = TOKEN, now: datetime = NOW) -> Response:
    """Queue the reminders."""
    with installation() as (app, config):
        found = cycle_named(config, plan, duty, cycle)
        if found is None:
            return absent(HERE, NO_CYCLE)
        one, its_cycle = found
        try:
            queued, _ = remind_all(app, one.key(its_cycle), by=by, now=now)
        except EntryError:
            return _names_page(app, config, (plan, duty, cycle), token, now, status=409)
    address = f"/dunghen/nhac-nop/{one.name}/{its_cycle.name}?da-xep={queued}"
    return RedirectResponse(address, status_code=303)


def _names_page(
    app: App,
    config: Config,
    place: tuple[str, str, str],
    token: str,
    now: datetime,
    *,
    queued: int | None = None,
    status: int = 200,
) -> HTMLResponse:
    found = cycle_named(config, *place)
    if found is None:
        return absent(HERE, NO_CYCLE)
    (one, cycle), directory, refused = found, config.office.directory, ""
    try:
        who = reminding(app, one.key(cycle), now)
    except EntryError as error:
        who, refused = Reminding((), {}), str(error)
    return page(
        "remind.html",
        status=status,
        here=HERE,
        one=one,
        cycle=cycle,
        ready=[directory.name(slug, cycle.anchor) for slug in who.ready],
        barred=[(directory.name(slug, cycle.anchor), why) for slug, why in who.barred.items() if why != HAS_REPORTED],
        refused=refused,
        queued=queued,
        at_once=AT_ONCE,
        csrf=token,
    )
