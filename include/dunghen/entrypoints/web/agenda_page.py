"""*Lịch việc*: what happens next, in all plans, day by day or month by month; each with the clause it rests on."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from dunghen.agenda.action import Action
from dunghen.agenda.build import agenda_of
from dunghen.entrypoints.web.installation import config_in_force
from dunghen.entrypoints.web.page import TODAY, page
from dunghen.loading.config import Config
from dunghen.views.agenda import SHOWN, Asked, days_asked, month_asked, month_table, unknown_plan
from dunghen.views.bar_chart import bar_chart, stretches
from dunghen.views.decisions import decisions

router = APIRouter()


@router.get("/lich-viec")
def agenda_page(
    *,
    since: Annotated[str, Query(alias="tu")] = "",
    until: Annotated[str, Query(alias="den")] = "",
    month: Annotated[str, Query(alias="thang")] = "",
    plan: Annotated[str, Query(alias="ke-hoach")] = "",
    unit: Annotated[str, Query(alias="don-vi")] = "",
    kind: Annotated[str, Query(alias="loai")] = "",
    today: date = TODAY,
) -> HTMLResponse:
    """The agenda of some days (three months from today, unless asked otherwise) or of a month, filtered or whole."""
    config = config_in_force()
    try:
        first, last = month_asked(month) if month else days_asked(since, until, today)
    except ValueError as error:
        return _filled(config, Asked(today, today + SHOWN, plan, unit, kind), today, wrong=str(error))
    return _filled(config, Asked(first, last, plan, unit, kind), today, as_month=bool(month))


def _filled(config: Config, asked: Asked, today: date, *, as_month: bool = False, wrong: str = "") -> HTMLResponse:
    unknown = unknown_plan(asked.plan, config)
    plans = {plan.id: plan for plan in config.sound_plans}
    fault = wrong or unknown
    actions = [] if fault else _actions(config, asked, asked.first, asked.last)
    calendar, directory = config.office.calendar, config.office.directory
    return page(
        "agenda.html",
        status=400 if wrong else 404 if unknown else 200,
        here="lich-viec",
        asked=asked,
        wrong=wrong,
        unknown=unknown,
        count=len(actions),
        days=[(day, list(of_day)) for day, of_day in groupby(actions, key=lambda one: one.step.due)],
        chart=bar_chart(stretches(asked.first, asked.last), actions),
        weeks=month_table(asked.first, actions, calendar) if as_month else [],
        provisional=as_month and calendar.is_provisional(asked.first),
        before=asked.first - timedelta(days=1),
        after=asked.last + timedelta(days=1),
        today=today,
        choice=asked.choice(plans, directory),
        **_instead(config, asked, today, is_wanted=not (fault or actions)),
        plans=list(plans.values()),
        directory=directory,
    )


def _actions(config: Config, asked: Asked, first: date, last: date) -> list[Action]:
    chosen = [one for one in config.sound_plans if asked.plan in ("", one.id)]
    return [one for one in agenda_of(chosen, config.office, first, last) if asked.keeps(one)]


def _instead(config: Config, asked: Asked, today: date, *, is_wanted: bool) -> dict[str, object]:
    """What is offered where nothing was found and nothing was wrong."""
    if not is_wanted:
        return {"next_day": None, "waits": False}
    return {"next_day": _next_day(config, asked), "waits": _waits(config, asked, today)}


def _next_day(config: Config, asked: Asked) -> date | None:
    """The first day after those asked for on which something of the choice falls due."""
    after = asked.last + timedelta(days=1)
    return next((one.step.due for one in _actions(config, asked, after, date.max)), None)


def _waits(config: Config, asked: Asked, today: date) -> bool:
    """Whether what was asked for may be missing because something of it is still to be decided."""
    return any(asked.plan in ("", one.plan.id) for one in decisions(config, today).plans)
