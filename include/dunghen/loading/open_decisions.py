"""*Cần cấu hình*: everything that the documents leave open and the office has not yet decided."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dunghen.directory.address import is_placeholder
from dunghen.loading.config import Config
from dunghen.plans.plan import Duty, Plan

_NAMED_KEYS = re.compile(r"\s*\((?:units|partners)\.yaml\)|\s*\([a-z_]+(?:, [a-z_]+)*\)")


@dataclass(frozen=True, slots=True)
class OpenDecision:
    """One decision to take: where, what, and the lines of the document that leave it open."""

    place: str
    what: str
    seed: str | None = None
    lines: str | None = None

    def __str__(self) -> str:
        resting = f" ({self.seed}, dòng {self.lines})" if self.lines else ""
        return f"{self.place}: {self.what}{resting}"


def without_keys(what: str) -> str:
    """The words without the files and keys that they name for whoever writes YAML: «hạn hoàn thành (due)»."""
    return _NAMED_KEYS.sub("", what)


def open_decisions(config: Config, today: date) -> list[OpenDecision]:
    """Waiting duties, groups without members, units without an address, years whose days off are not announced."""
    plans = [plan for plan in config.sound_plans if not plan.is_ended(today)]
    return [
        *(one for plan in plans for one in _of_duties(config, plan)),
        *_of_groups(config, plans),
        *_of_addresses(config, plans, today),
        *_of_years(config, plans, today),
    ]


def _of_duties(config: Config, plan: Plan) -> Iterator[OpenDecision]:
    for duty in plan.duties:
        for what in duty.waits(plan):
            yield OpenDecision(f"{plan.id}/{duty.id}", what, duty.source.seed or plan.document.seed, duty.source.lines)
        if _runs(duty, plan):
            yield from (OpenDecision(f"{plan.id}/{duty.id}", what) for what in duty.lacks(plan, config.office))


def _runs(duty: Duty, plan: Plan) -> bool:
    """Whether the duty fires, though the office may still have something to enter for it."""
    return duty.is_scheduled or (duty.runs and not duty.waits(plan))


def _of_groups(config: Config, plans: list[Plan]) -> Iterator[OpenDecision]:
    named = {slug for plan in plans for row in plan.task_rows for slug in (*row.leads,)} | {
        slug for plan in plans for slug in plan.units
    }
    for group in config.office.directory.groups:
        if group.members is None and group.slug in named:
            yield OpenDecision(f"units.yaml/{group.slug}", f"danh sách thành viên của «{group.name}»")


def _of_addresses(config: Config, plans: list[Plan], today: date) -> Iterator[OpenDecision]:
    """Only units that a running plan writes to; placeholders are told in one line, since a new installation has only those."""
    directory = config.office.directory
    writing = [plan for plan in plans if any(_runs(duty, plan) for duty in plan.duties)]
    slugs = {slug for plan in writing for duty in plan.duties if _runs(duty, plan) for _, slug in duty.named_slugs()}
    units = directory.expand([*slugs, *(slug for plan in writing for slug in plan.units)], today)
    for unit in units:
        if unit.email is None:
            yield OpenDecision(f"units.yaml/{unit.slug}", f"địa chỉ thư điện tử của {unit.name}")
    placeholders = sum(1 for unit in units if unit.email and is_placeholder(unit.email))
    if placeholders:
        yield OpenDecision(
            "units.yaml",
            f"{placeholders} đơn vị còn địa chỉ giữ chỗ (.invalid): phải nhập địa chỉ thật trước khi «dunghen live on»",
        )


def _of_years(config: Config, plans: list[Plan], today: date) -> Iterator[OpenDecision]:
    calendar = config.office.calendar
    last = max(
        (plan.period.until.year for plan in plans if any(_runs(duty, plan) for duty in plan.duties)), default=today.year
    )
    open_years = [year for year in range(today.year, last + 1) if calendar.is_provisional(date(year, 1, 1))]
    if open_years:
        years = ", ".join(map(str, open_years))
        yield OpenDecision(
            "calendar.yaml", f"lịch nghỉ chính thức của {years} (chưa công bố: ngày trong các năm ấy là tạm tính)"
        )
