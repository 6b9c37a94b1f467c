"""*Cần cấu hình*: the open decisions, plan by plan and duty by duty, each with the file and the key to enter it in."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from dunghen.plans.open_decisions import open_decisions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from dunghen.plans.config import Config
    from dunghen.plans.duty import Duty
    from dunghen.plans.open_decisions import OpenDecision
    from dunghen.plans.plan import Plan


@dataclass(frozen=True, slots=True)
class ToEnter:
    """One thing to decide, and where to enter it.

    ``file`` lies below ``config/``; ``keys`` are keys of the entry (of the duty, of the unit), empty where the decision
    has no key of its own and belongs into the duty's ``note``.
    """

    what: str
    file: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What one duty waits for, with the words that leave it open."""

    duty: Duty
    seed: str | None
    lines: str | None
    entries: tuple[ToEnter, ...]


@dataclass(frozen=True, slots=True)
class PlanDecisions:
    """What one plan waits for."""

    plan: Plan
    waiting: tuple[Waiting, ...]

    @property
    def count(self) -> int:
        """How many single decisions."""
        return sum(len(one.entries) for one in self.waiting)


@dataclass(frozen=True, slots=True)
class Decisions:
    """All that is open: of the office as a whole, and of each plan."""

    office: tuple[ToEnter, ...]
    plans: tuple[PlanDecisions, ...]

    @property
    def count(self) -> int:
        """How many single decisions."""
        return len(self.office) + sum(one.count for one in self.plans)


def decisions(config: Config, today: date) -> Decisions:
    """The open decisions of the plans that have not ended, in the order of the plans and of their duties."""
    plans = {plan.id: plan for plan in config.sound_plans}
    office, by_plan = [], defaultdict(list)
    for one in open_decisions(config, today):
        plan_id = one.place.partition("/")[0]
        if plan_id in plans:
            by_plan[plan_id].append(one)
        else:
            office.append(_of_office(one))
    found = (PlanDecisions(plans[name], tuple(_by_duty(plans[name], of_plan))) for name, of_plan in by_plan.items())
    return Decisions(tuple(office), tuple(found))


def _by_duty(plan: Plan, of_plan: list[OpenDecision]) -> Iterator[Waiting]:
    duties = {duty.id: duty for duty in plan.duties}
    for place, of_duty in groupby(of_plan, key=lambda one: one.place):
        duty, found = duties[place.partition("/")[2]], list(of_duty)
        entries = tuple(_of_duty(plan, duty, one.what) for one in found)
        seed, lines = duty.source.seed or plan.document.seed, duty.source.lines
        yield Waiting(duty, seed, lines, entries)


_NAMED_FILE = re.compile(r" \((units|partners)\.yaml\)")
_NAMED_KEYS = re.compile(r"\(([a-z_]+(?:, [a-z_]+)*)\)")
_FILES: Mapping[str, tuple[str, ...]] = {"units": ("members",), "partners": ("email",)}
_WHO = re.compile(r"đơn vị (chủ trì|đầu mối|tổ chức)")
_DAY_KEYS: Mapping[str, tuple[str, ...]] = {
    "bulletin": ("every",),
    "budget": ("dates",),
    "deliverable": ("due",),
    "meeting": ("dates",),
    "report": ("every", "covers", "steps"),
    "review": ("on",),
}
"""Where a kind of duty keeps its days."""
_DAYS = re.compile(r"\b(ngày|hạn|kỳ|nhịp)\b")


def _of_duty(plan: Plan, duty: Duty, what: str) -> ToEnter:
    """The file and the keys that the words name, or those that the kind has for it."""
    if named := _NAMED_FILE.search(what):
        return ToEnter(_NAMED_FILE.sub("", what), f"{named[1]}.yaml", _FILES[named[1]])
    if duty.kind == "greeting":
        return ToEnter(what, "partners.yaml", ("partners",))
    in_plan = f"plans/{plan.id}.yaml"
    if named := _NAMED_KEYS.search(what):
        return ToEnter(_NAMED_KEYS.sub("", what).strip(), in_plan, tuple(named[1].split(", ")))
    if _WHO.match(what):
        return ToEnter(what, in_plan, ("lead",))
    if duty.kind == "event":
        return ToEnter(what, f"events/{plan.id}.yaml", ("events",))
    return ToEnter(what, in_plan, _DAY_KEYS.get(duty.kind, ()) if _DAYS.search(what) else ())


def _of_office(one: OpenDecision) -> ToEnter:
    """A group without members, a unit without an address, a year whose days off are not announced."""
    file, _, entry = one.place.partition("/")
    if file == "calendar.yaml":
        return ToEnter(one.what, file, ("announced", "overrides"))
    key = "members" if one.what.startswith("danh sách thành viên") else "email"
    return ToEnter(one.what, file, (f"{entry}: {key}" if entry else key,))
