"""*Diễn tập*: choose a period, watch it being rehearsed, see every mail before it exists."""

from __future__ import annotations

from datetime import date, datetime
from itertools import groupby
from math import ceil
from typing import Annotated

from fastapi import APIRouter, Form, Query, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from dunghen.entrypoints.rehearsals.comparison import comparison, earlier_ones
from dunghen.entrypoints.rehearsals.shelf import KEPT, BusyError, Rehearsal, stop
from dunghen.entrypoints.rehearsals.status import State, Status
from dunghen.entrypoints.web.access import ACTS
from dunghen.entrypoints.web.csrf import TOKEN, By
from dunghen.entrypoints.web.download import download_file
from dunghen.entrypoints.web.installation import config_in_force
from dunghen.entrypoints.web.page import NOW, TODAY, absent, page
from dunghen.entrypoints.web.rehearsal.kept import HERE, NONE, finished, shelf
from dunghen.loading.config import Config
from dunghen.views.rehearsal import YEARS_AT_MOST, Mail, Rehearsed, RehearsedPlan, Wanted, bars, period_asked
from dunghen.views.rehearsal_changes import CHANGE_KINDS
from dunghen.wording.dates import local_day

router = APIRouter(prefix="/dien-tap")

SHOWN = 50
"""Mails on one page."""
REFRESH = 3
"""Seconds between two looks at a running rehearsal."""
STATES = {
    State.RUNNING: ("đang chạy", "pale"),
    State.DONE: ("xong", "good"),
    State.STOPPED: ("đã dừng", "open"),
    State.FAILED: ("hỏng", "bad"),
}
NO_PLAN = "Không có kế hoạch «{}», hoặc tệp của kế hoạch ấy đang có lỗi. Hãy chọn một kế hoạch trong danh sách."

Asked = Annotated[str, Form(max_length=100)]


@router.get("")
def rehearsals_page(
    since: Annotated[str, Query(alias="tu", max_length=100)] = "",
    until: Annotated[str, Query(alias="den", max_length=100)] = "",
    plan: Annotated[str, Query(alias="ke-hoach", max_length=100)] = "",
    token: str = TOKEN,
    today: date = TODAY,
) -> HTMLResponse:
    """The form, and the rehearsals that are kept."""
    first, last = period_asked("", "", today)
    asked = {"tu": since or first.isoformat(), "den": until or last.isoformat(), "ke-hoach": plan}
    return _form(config_in_force(), asked, token)


@router.post("", dependencies=[ACTS])
def start(
    by: By,
    since: Annotated[Asked, Form(alias="tu")] = "",
    until: Annotated[Asked, Form(alias="den")] = "",
    plan: Annotated[Asked, Form(alias="ke-hoach")] = "",
    token: str = TOKEN,
    now: datetime = NOW,
) -> Response:
    """Start a rehearsal of these days, in a process of its own."""
    config, asked = config_in_force(), {"tu": since, "den": until, "ke-hoach": plan}
    try:
        first, last = period_asked(since, until, local_day(now))
    except ValueError as error:
        return _form(config, asked, token, status=400, wrong=str(error))
    if plan and plan not in {one.id for one in config.sound_plans}:
        return _form(config, asked, token, status=400, wrong=NO_PLAN.format(plan))
    try:
        started = shelf().start(Status(first=first, last=last, plan=plan or None, by=by, started=now))
    except BusyError as busy:
        return _form(config, asked, token, status=409, busy=busy.running)
    return RedirectResponse(f"/dunghen/dien-tap/{started.name}", status_code=303)


@router.get("/{name}")
def rehearsal_page(
    name: str,
    plan: Annotated[str, Query(alias="ke-hoach")] = "",
    recipient: Annotated[str, Query(alias="don-vi")] = "",
    duty: Annotated[str, Query(alias="nhiem-vu")] = "",
    number: Annotated[int, Query(alias="trang", ge=1, le=1_000_000)] = 1,
    still: Annotated[bool, Query(alias="dung-tai")] = False,
    token: str = TOKEN,
) -> HTMLResponse:
    """How far it has come or how it ended; once it is done, its mails by day, fifty at a time."""
    one = shelf().find(name)
    if one is None:
        return absent(HERE, NONE)
    if not one.is_done:
        return _progress(one, token, still=still)
    try:
        return _mails(one, one.result, Wanted(plan, recipient, duty), number)
    except OSError:  # cleared away meanwhile
        return absent(HERE, NONE)


@router.post("/{name}/dung", dependencies=[ACTS])
def stop_rehearsal(name: str, by: By) -> Response:
    """Stop the rehearsal; one that has ended stays as it is."""
    one = shelf().find(name)
    if one is None:
        return absent(HERE, NONE)
    if one.is_running:
        stop(one, by)
    return RedirectResponse(f"/dunghen/dien-tap/{one.name}", status_code=303)


@router.get("/{name}/dien-tap.zip")
def archive(name: str) -> Response:
    """Every mail, ``messages.csv`` and an ``index.html`` that opens without a network."""
    one = finished(name)
    return download_file(one.archive, f"{one.status.title}.zip") if one and one.archive.exists() else absent(HERE, NONE)


def _form(
    config: Config,
    asked: dict[str, str],
    token: str,
    *,
    status: int = 200,
    wrong: str = "",
    busy: Rehearsal | None = None,
) -> HTMLResponse:
    return page(
        "rehearsals.html",
        status=status,
        here=HERE,
        asked=asked,
        wrong=wrong,
        busy=busy,
        rehearsals=shelf().all(),
        plans=list(config.sound_plans),
        titles=_titles(config),
        problems=config.problems,
        states=STATES,
        kept=KEPT,
        months=12 * YEARS_AT_MOST,
        csrf=token,
    )


def _progress(one: Rehearsal, token: str, *, still: bool) -> HTMLResponse:
    shown = page(
        "rehearsal_progress.html",
        here=HERE,
        one=one,
        titles=_titles(config_in_force()),
        states=STATES,
        still=still,
        csrf=token,
    )
    if one.is_running and not still:
        # A page that reloads takes the place away from who reads by ear or by keyboard; «dung-tai» lets it stand still.
        shown.headers["Refresh"] = str(REFRESH)
    return shown


def _mails(one: Rehearsal, result: Rehearsed, wanted: Wanted, number: int) -> HTMLResponse:
    found = [mail for mail in result.mails if wanted.keeps(mail)]
    pages = max(1, ceil(len(found) / SHOWN))
    number = min(number, pages)
    earlier = earlier_ones(shelf(), one)
    parts = [part for mail in result.mails for part in mail.parts]
    return page(
        "rehearsal.html",
        here=HERE,
        one=one,
        result=result,
        titles={plan.id: plan.short_title for plan in result.plans},
        rows=_by_plan(result),
        bars=bars(result.mails, one.status.first, one.status.last),
        found=len(found),
        days=_by_day(found[(number - 1) * SHOWN : number * SHOWN]),
        recipients=sorted({part.names.recipient: part.name for part in parts}.items(), key=lambda it: it[1]),
        duties={f"{part.names.plan}/{part.names.duty}": part.duty for part in parts},
        asked={"ke-hoach": wanted.plan, "don-vi": wanted.recipient, "nhiem-vu": wanted.duty},
        number=number,
        pages=pages,
        earlier=earlier,
        comparison=comparison(one, earlier),
        kinds=CHANGE_KINDS,
    )


def _by_day(mails: list[Mail]) -> list[tuple[date, list[Mail]]]:
    return [(day, list(of_day)) for day, of_day in groupby(mails, key=lambda one: one.day)]


def _by_plan(result: Rehearsed) -> list[tuple[RehearsedPlan, int, int]]:
    """Each plan with the number of its mails, and of those that leave the house."""
    rows = []
    for plan in result.plans:
        mails = [one for one in result.mails if one.plan == plan.id]
        rows.append((plan, len(mails), sum(one.outward for one in mails)))
    return rows


def _titles(config: Config) -> dict[str, str]:
    return {one.id: one.short_title for one in config.sound_plans}
