"""*Tình hình nộp*: who has handed in what, and when: the heat-map of a duty. The page of one unit is ``versions_page``."""

from __future__ import annotations

from datetime import date, datetime
from math import ceil
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from dunghen.app import App
from dunghen.entrypoints.web import collected as duties
from dunghen.entrypoints.web.collected import HERE, Collected
from dunghen.entrypoints.web.columns import columns
from dunghen.entrypoints.web.installation import installation, settings_in_force
from dunghen.entrypoints.web.page import NOW, absent, page
from dunghen.entrypoints.web.page_cache import cached
from dunghen.loading.config import Config
from dunghen.plans.cycle import Cycle
from dunghen.views.cycle_bars import LEGEND, WIDTH
from dunghen.views.heat_map import SHOWN, CellState, Column, newest_asked, rows, units
from dunghen.wording.dates import local_day

router = APIRouter(prefix="/tinh-hinh-nop")

UNITS_SHOWN = 50
"""Units on one page: what a phone can still hold; the rates above them are those of all units."""


@router.get("")
def heat_map_page(
    chosen: Annotated[str, Query(alias="nhiem-vu")] = "",
    until: Annotated[str, Query(alias="den-ky")] = "",
    name: Annotated[str, Query(alias="ten", max_length=200)] = "",
    state: Annotated[str, Query(alias="trang-thai")] = "",
    number: Annotated[int, Query(alias="trang", ge=1)] = 1,
    now: datetime = NOW,
) -> HTMLResponse:
    """The heat-map of one duty: the newest cycles unless others are asked for, fifty units at a time."""
    with installation() as (app, config):
        collected = duties.collected(config)
        one = next((one for one in collected if one.name == chosen), None if chosen else next(iter(collected), None))
        if one is None:
            return absent(HERE, "Không có nhiệm vụ thu báo cáo nào mang tên này, hoặc nhiệm vụ chưa có kỳ nào.")
        today = local_day(now)
        names = [cycle.name for cycle in one.cycles]
        last = names.index(until) if until in names else newest_asked(one.cycles, one.collecting, config.office, today)
        first = max(0, last + 1 - SHOWN)
        shown = _columns(app, config, one, one.cycles[first : last + 1])
    wanted = CellState(state) if state in list(CellState) else None
    asked = {"nhiem-vu": one.name, "den-ky": names[last], "ten": name, "trang-thai": wanted or "", "trang": number}

    def draw() -> HTMLResponse:
        found = list(units(shown, today, name=name, state=wanted).items())
        pages = max(1, ceil(len(found) / UNITS_SHOWN))
        here = min(number, pages)
        return page(
            "heat_map.html",
            here=HERE,
            collected=collected,
            one=one,
            columns=shown[::-1],
            rows=rows(shown[::-1], found[(here - 1) * UNITS_SHOWN : here * UNITS_SHOWN], today),
            states=list(CellState),
            asked=asked | {"trang": here},
            earlier=names[first - 1] if first else None,
            later=names[min(last + SHOWN, len(names) - 1)] if last + 1 < len(names) else None,
            found=len(found),
            pages=pages,
            today=today,
            legend=LEGEND,
            width=WIDTH,
            in_hand=[each.cycle.name for each in shown[::-1] if _is_in_hand(each.cycle, one, config, today)],
        )

    return cached((today, *asked.values()), config, shown, draw)


def _columns(app: App, config: Config, one: Collected, cycles: list[Cycle]) -> list[Column]:
    return columns(app, config, settings_in_force().ledger, one.plan, one.duty, cycles)


def _is_in_hand(cycle: Cycle, one: Collected, config: Config, today: date) -> bool:
    """Whether units can still be reminded of it: it has been asked for, and the books are open."""
    asked = one.collecting.steps.request.from_day(cycle.anchor, config.office.calendar)
    return not one.plan.is_draft and cycle.lock is not None and asked <= today < cycle.lock
