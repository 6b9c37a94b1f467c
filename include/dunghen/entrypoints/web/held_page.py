"""*Giữ thư*: what a ledger that is new, older or another one would send twice, and the button of who takes it as it is."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from dunghen.app import App
from dunghen.entrypoints.web.access import ACTS
from dunghen.entrypoints.web.csrf import TOKEN, By
from dunghen.entrypoints.web.installation import installation
from dunghen.entrypoints.web.page import NOW, page
from dunghen.marks import HOLDS
from dunghen.running.accept import accept, compare
from dunghen.running.mark import hold_of

router = APIRouter(prefix="/giu-thu")

HERE = "so-thu"
SHOWN = 200
"""Rows of each list; the command line tells all."""


@router.get("")
def held_page(token: str = TOKEN) -> HTMLResponse:
    """Why nothing goes, and what becomes of each mail once somebody accepts the ledger. Reads the whole mail store."""
    with installation() as (app, config):
        held = why_held(app)
        return page(
            "held.html",
            here=HERE,
            held=held,
            compared=compare(app.ledger, app.files) if held else None,
            shown=SHOWN,
            directory=config.office.directory,
            csrf=token,
        )


@router.post("", dependencies=[ACTS])
def accept_act(by: By, now: datetime = NOW) -> Response:
    """Accept the ledger under the person's name. Pressed again, it does nothing more."""
    with installation() as (app, _):
        if app.marks:
            accept(app.ledger, app.marks, app.files, by=by, now=now)
    return RedirectResponse("/dunghen/giu-thu", status_code=303)


def why_held(app: App) -> str:
    """Why the installation holds its live mail, as a clause; empty where it does not."""
    hold = hold_of(app.ledger, app.marks)
    return HOLDS[hold] if hold else ""
