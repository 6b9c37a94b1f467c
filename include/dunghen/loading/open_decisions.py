"""*Cần cấu hình*: everything that the documents leave open and the office has not yet decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dunghen.directory.address import is_placeholder
from dunghen.loading.config import Config
from dunghen.plans.gap import Gap, Register
from dunghen.plans.plan import Duty, Plan


@dataclass(frozen=True, slots=True)
class OpenDecision:
    """One decision to take: what, where, and the lines of the document that leave it open.

    ``plan`` and ``duty`` have it open; None where it serves all plans.
    """

    gap: Gap
    place: str
    plan: Plan | None = None
    duty: Duty | None = None
    seed: str | None = None
    lines: str | None = None

    def __str__(self) -> str:
        resting = f" ({self.seed}, dòng {self.lines})" if self.lines else ""
        return f"{self.place}: {self.gap}{resting}"


def open_decisions(config: Config, today: date) -> list[OpenDecision]:
    """Waiting duties, groups without members, units without an address, years whose days off are not announced."""
    plans = [plan for plan in config.sound_plans if not plan.is_ended(today)]
    running = [(plan, duty) for plan in plans for duty in plan.duties if _runs(duty, plan)]
    return [
        *(decision for plan in plans for duty in plan.duties for decision in _of_duty(config, plan, duty)),
        *_of_groups(config, plans),
        *_of_addresses(config, running, today),
        *_of_years(config, running, today),
    ]


def _of_duty(config: Config, plan: Plan, duty: Duty) -> Iterator[OpenDecision]:
    place, source = f"{plan.id}/{duty.id}", duty.source
    for gap in duty.waits(plan):
        yield OpenDecision(duty.placed(gap, plan), place, plan, duty, source.seed or plan.document.seed, source.lines)
    if _runs(duty, plan):
        for gap in duty.lacks(plan, config.office):
            yield OpenDecision(duty.placed(gap, plan), place, plan, duty)


def _runs(duty: Duty, plan: Plan) -> bool:
    """Whether the duty fires, though the office may still have something to enter for it."""
    return duty.is_scheduled or (duty.runs and not duty.waits(plan))


def _of_groups(config: Config, plans: Sequence[Plan]) -> Iterator[OpenDecision]:
    named = {slug for plan in plans for slugs in (plan.units, *(row.leads for row in plan.task_rows)) for slug in slugs}
    for group in config.office.directory.groups:
        if group.members is None and group.slug in named:
            what, keys = f"danh sách thành viên của «{group.name}»", (f"{group.slug}: members",)
            yield OpenDecision(Gap(what, keys, Register.GROUPS, group.slug), f"units.yaml/{group.slug}")


def _of_addresses(config: Config, running: Sequence[tuple[Plan, Duty]], today: date) -> Iterator[OpenDecision]:
    """Only units that a running plan writes to; placeholders are told in one line, since a new installation has only those."""
    named = [slug for plan, duty in running for slug in (*(slug for _, slug in duty.named_slugs()), *plan.units)]
    units = config.office.directory.expand(named, today)
    for unit in units:
        if unit.email is None:
            what, keys = f"địa chỉ thư điện tử của {unit.name}", (f"{unit.slug}: email",)
            yield OpenDecision(Gap(what, keys, Register.UNITS, unit.slug), f"units.yaml/{unit.slug}")
    placeholders = sum(is_placeholder(unit.email) for unit in units if unit.email)
    if placeholders:
        what = (
            f"{placeholders} đơn vị còn địa chỉ giữ chỗ (.invalid): phải nhập địa chỉ thật trước khi «dunghen live on»"
        )
        yield OpenDecision(Gap(what, ("email",), Register.UNITS), "units.yaml")


def _of_years(config: Config, running: Sequence[tuple[Plan, Duty]], today: date) -> Iterator[OpenDecision]:
    calendar = config.office.calendar
    last = max((plan.period.until.year for plan, _ in running), default=today.year)
    provisional = [year for year in range(today.year, last + 1) if calendar.is_provisional(date(year, 1, 1))]
    if provisional:
        years = ", ".join(map(str, provisional))
        what = f"lịch nghỉ chính thức của {years} (chưa công bố: ngày trong các năm ấy là tạm tính)"
        keys = ("announced", "overrides")
        yield OpenDecision(Gap(what, keys, Register.DAYS_OFF, str(provisional[0])), "calendar.yaml")
