"""*Tình hình nộp*: who has handed in what, and when: the heat-map of a duty, and the versions of one unit in one cycle."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse

from dunghen.consolidation.versions import versions_by_unit
from dunghen.entrypoints.clock import now_in_hanoi
from dunghen.entrypoints.web.columns import columns
from dunghen.entrypoints.web.download import download
from dunghen.entrypoints.web.installation import installation, settings_in_force
from dunghen.entrypoints.web.page import page
from dunghen.keys import CycleKey
from dunghen.views.heat_map import (
    EVERYTHING,
    SHOWN,
    CellState,
    answered_for,
    column,
    cycles_to_show,
    newest_asked,
    rows,
    units,
)
from dunghen.wording.dates import local_day
from dunghen.wording.terms import CHANNELS, SEVERITIES, VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunghen.agenda.action import Cycle
    from dunghen.duties.collection import Collection
    from dunghen.execution.app import App
    from dunghen.plans.config import Config
    from dunghen.plans.duty import Duty
    from dunghen.plans.plan import Plan
    from dunghen.records import Submission
    from dunghen.views.heat_map import Column

router = APIRouter(prefix="/tinh-hinh-nop")

HERE = "tinh-hinh-nop"
UNITS_SHOWN = 50
"""Units on one page: what a phone can still hold; the rates above them are those of all units."""


@dataclass(frozen=True)
class Collected:
    """A duty that collects, with its cycles, oldest first."""

    plan: Plan
    duty: Duty
    collecting: Collection
    cycles: list[Cycle]

    @property
    def name(self) -> str:
        """What the address calls it."""
        return f"{self.plan.id}/{self.duty.id}"


@router.get("")
def heat_map_page(
    chosen: Annotated[str, Query(alias="nhiem-vu")] = "",
    until: Annotated[str, Query(alias="den-ky")] = "",
    name: Annotated[str, Query(alias="ten", max_length=200)] = "",
    state: Annotated[str, Query(alias="trang-thai")] = "",
    number: Annotated[int, Query(alias="trang", ge=1)] = 1,
) -> HTMLResponse:
    """The heat-map of one duty: the newest cycles unless others are asked for, fifty units at a time."""
    with installation() as (app, config):
        collected = _collected(config)
        one = next((one for one in collected if one.name == chosen), None if chosen else next(iter(collected), None))
        if one is None:
            return _absent("Không có nhiệm vụ thu báo cáo nào mang tên này, hoặc nhiệm vụ chưa có kỳ nào.")
        today = now_in_hanoi().date()
        names = [cycle.name for cycle in one.cycles]
        last = names.index(until) if until in names else newest_asked(one.cycles, one.collecting, config.office, today)
        first = max(0, last + 1 - SHOWN)
        shown = _columns(app, config, one, one.cycles[first : last + 1])
    wanted = CellState(state) if state in list(CellState) else None
    found = list(units(shown, today, name=name, state=wanted).items())
    pages = max(1, ceil(len(found) / UNITS_SHOWN))
    number = min(number, pages)
    return page(
        "heat_map.html",
        here=HERE,
        collected=collected,
        one=one,
        columns=shown[::-1],
        rows=rows(shown[::-1], found[(number - 1) * UNITS_SHOWN : number * UNITS_SHOWN], today),
        states=list(CellState),
        asked={"nhiem-vu": one.name, "den-ky": names[last], "ten": name, "trang-thai": wanted or "", "trang": number},
        earlier=names[first - 1] if first else None,
        later=names[min(last + SHOWN, len(names) - 1)] if last + 1 < len(names) else None,
        found=len(found),
        pages=pages,
    )


@router.get("/{plan}/{duty}/{cycle}/{unit}")
def versions_page(plan: str, duty: str, cycle: str, unit: str) -> HTMLResponse:
    """Every version that the unit has handed in for the cycle, the newest first, with what was wrong with it."""
    with installation() as (app, config):
        found = _cycle(config, plan, duty, cycle)
        if found is None:
            return _absent("Không có kỳ nào mang tên này.")
        one, its_cycle = found
        versions = _versions(app, config, one, its_cycle, unit)
    standing = column(its_cycle, one.collecting, one.plan, config.office, versions)
    line = standing.lines.get(unit)
    if line is None and not versions:
        return _absent("Đơn vị này không phải nộp trong kỳ này.")
    return page(
        "versions.html",
        here=HERE,
        one=one,
        cycle=its_cycle,
        unit=unit,
        unit_name=config.office.directory.name(unit, its_cycle.anchor),
        directory=config.office.directory,
        state=standing.state(unit, now_in_hanoi().date()),
        versions=versions[::-1],
        is_late={one.sha256: _is_late(one, its_cycle) for one in versions},
        verdicts=VERDICTS,
        severities=SEVERITIES,
        channels=CHANNELS,
    )


@router.get("/{plan}/{duty}/{cycle}/{unit}/tep/{sha256}")
def version_file(plan: str, duty: str, cycle: str, unit: str, sha256: str) -> Response:
    """One version as it came in. Only what this unit handed in for this cycle is found under this address."""
    with installation() as (app, config):
        found = _cycle(config, plan, duty, cycle)
        versions = _versions(app, config, *found, unit) if found else []
        version = next((one for one in versions if one.sha256 == sha256), None)
        if version is None:
            return _absent("Không có tệp nào như vậy.")
        try:
            return download(app.files.get(version.sha256), version.original_name)
        except LookupError:
            return _absent("Lần nộp này không có tệp trong kho.")


def _collected(config: Config) -> list[Collected]:
    """Every duty that collects, computed once for each configuration."""
    global _known  # noqa: PLW0603 - a configuration is no key of a cache: it holds mappings
    known = _known
    if known is None or known[0] is not config:
        known = _known = (config, list(_collecting(config)))
    return known[1]


_known: tuple[Config, list[Collected]] | None = None


def _collecting(config: Config) -> Iterator[Collected]:
    for plan in config.sound_plans:
        for duty in plan.duties:
            if duty.collection and (cycles := cycles_to_show(duty.cycles(plan, config.office), plan)):
                yield Collected(plan, duty, duty.collection, cycles)


def _cycle(config: Config, plan: str, duty: str, cycle: str) -> tuple[Collected, Cycle] | None:
    """The duty and its cycle: names are looked up among those that exist, and never used for anything else."""
    one = next((one for one in _collected(config) if one.name == f"{plan}/{duty}"), None)
    its_cycle = next((each for each in one.cycles if each.name == cycle), None) if one else None
    return (one, its_cycle) if one and its_cycle else None


def _columns(app: App, config: Config, one: Collected, cycles: list[Cycle]) -> list[Column]:
    return columns(app, config, settings_in_force().ledger, one.plan, one.duty, cycles)


def _versions(app: App, config: Config, one: Collected, cycle: Cycle, unit: str) -> list[Submission]:
    directory = config.office.directory
    key = CycleKey(one.plan.id, one.duty.id, cycle.name)
    submissions = app.ledger.submissions(key, answered_for(unit, directory, cycle.anchor))
    versions = versions_by_unit(submissions, directory, cycle.anchor, EVERYTHING).get(unit, [])
    return sorted(versions, key=lambda one: (one.received_at, one.version))


def _is_late(version: Submission, cycle: Cycle) -> bool:
    return cycle.late_from is not None and local_day(version.received_at) >= cycle.late_from


def _absent(what: str) -> HTMLResponse:
    return page("absent.html", status=404, here=HERE, what=what)
