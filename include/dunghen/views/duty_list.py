"""The plans and their duties as a list of doors: which run, which wait, and about which the office has decided."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from dunghen.loading.config import Config
from dunghen.plans.plan import Duty, Plan


@dataclass(frozen=True, slots=True)
class ListedDuty:
    """One duty; ``waits``: for how many decisions."""

    duty: Duty
    waits: int
    is_decided: bool
    """Whether the office has decided anything about it."""


@dataclass(frozen=True, slots=True)
class ListedPlan:
    """One plan with those of its duties that were looked for."""

    plan: Plan
    duties: tuple[ListedDuty, ...]
    is_ended: bool


def duty_list(
    config: Config, decided: Callable[[str], Collection[str]], today: date, sought: str = "", plan_id: str = ""
) -> tuple[ListedPlan, ...]:
    """The duties whose title, or whose plan's title, holds all words sought, whatever their capitals and marks.

    Args:
        config: the plans.
        decided: file → the ids of the duties that the office has decided about.
        today: tells which plans have ended.
        sought: words; empty for all.
        plan_id: of this plan alone; empty, or no such plan, for all.
    """
    words = plain(sought).split()
    plans = list(config.sound_plans)
    chosen = [one for one in plans if one.id == plan_id] or plans
    found = (_listed(plan, decided(f"plans/{plan.id}.yaml"), words, today) for plan in chosen)
    return tuple(one for one in found if one.duties)


def _listed(plan: Plan, decided: Collection[str], words: list[str], today: date) -> ListedPlan:
    duties = (
        ListedDuty(duty, len(duty.waits(plan)), duty.id in decided)
        for duty in plan.duties
        if all(word in plain(f"{duty.title} {plan.short_title}") for word in words)
    )
    return ListedPlan(plan, tuple(duties), plan.is_ended(today))


def plain(text: str) -> str:
    """Small letters without marks: people search «bao cao» for «Báo cáo»."""
    spread = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(one for one in spread if not unicodedata.combining(one))
