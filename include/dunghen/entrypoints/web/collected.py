"""The duties that collect from units, with their cycles: what the pages about submissions find by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dunghen.keys import CycleKey
from dunghen.loading.config import Config
from dunghen.plans.collection import Collection
from dunghen.plans.cycle import Cycle
from dunghen.plans.plan import Duty, Plan
from dunghen.views.heat_map import cycles_to_show

HERE = "tinh-hinh-nop"
"""The page that all of them belong to."""
NO_CYCLE = "Không có kỳ nào mang tên này."


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

    def key(self, cycle: Cycle) -> CycleKey:
        """The name of one of its cycles."""
        return CycleKey(self.plan.id, self.duty.id, cycle.name)


def collected(config: Config) -> list[Collected]:
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


def cycle_named(config: Config, plan: str, duty: str, cycle: str) -> tuple[Collected, Cycle] | None:
    """The duty and its cycle: names are looked up among those that exist, and never used for anything else."""
    one = next((one for one in collected(config) if one.name == f"{plan}/{duty}"), None)
    its_cycle = next((each for each in one.cycles if each.name == cycle), None) if one else None
    return (one, its_cycle) if one and its_cycle else None
