"""The page of one plan: what comes next, what is being collected, how its letters stand, how its years are filled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dunghen.agenda.action import Action
from dunghen.consolidation.consolidated import Figures
from dunghen.directory.directory import Directory
from dunghen.kinds.registry import kind_names
from dunghen.plans.cycle import Cycle
from dunghen.plans.plan import Duty, Plan
from dunghen.records import Approval, MessageState
from dunghen.views.bar_chart import BarChart, bar_chart, months_of
from dunghen.wording.dates import local_day

NEXT = 5
"""So many of the next actions are shown."""
NAMED = 2
"""So many recipients are named; more of them are counted."""


@dataclass(frozen=True, slots=True)
class Collecting:
    """A cycle for which reports are coming in."""

    duty: Duty
    cycle: Cycle
    expected: int
    received: int
    days_left: int | None
    """Until the last day on time, which counts as 0; below 0 where it has passed, None where none is set."""

    @property
    def percent(self) -> int:
        """How much has come in, in hundredths, rounded down: 100 only when all has."""
        return 100 * self.received // self.expected if self.expected else 0

    @property
    def left_text(self) -> str:
        """«còn 5 ngày», «hôm nay là hạn cuối», «quá hạn 2 ngày»."""
        match self.days_left:
            case None:
                return "chưa định hạn"
            case 0:
                return "hôm nay là hạn cuối"
            case days:
                return f"còn {days} ngày" if days > 0 else f"quá hạn {-days} ngày"


@dataclass(frozen=True, slots=True)
class PlanOverview:
    """What the page shows of one plan on a day."""

    plan: Plan
    coming: tuple[Action, ...]
    """The next ones, the soonest first; of a draft, what would come."""
    more: int
    """How many come after those."""
    collecting: tuple[Collecting, ...]
    messages: Mapping[MessageState, int]
    approvals: tuple[Approval, ...]
    """Those that wait for an answer and may still get one."""
    decisions: int
    years: tuple[tuple[int, BarChart], ...]
    """This year and the next, by month."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that occur in these years, in the order of the registry."""
        return tuple(kind for kind in kind_names() if any(kind in chart.kinds for _, chart in self.years))


def overview(
    plan: Plan,
    actions: Sequence[Action],
    collecting: Iterable[Collecting],
    messages: Mapping[MessageState, int],
    approvals: Iterable[Approval],
    *,
    decisions: int,
    now: datetime,
) -> PlanOverview:
    """Put the page together.

    Args:
        plan: the plan.
        actions: its whole agenda, in order of time.
        collecting: the cycles that are open today.
        messages: how many of the plan's are in each state.
        approvals: all that wait, of whichever plan.
        decisions: how many are open in the plan.
        now: the instant; what waits for an answer no longer than until then is not shown.
    """
    today = local_day(now)
    holding = [one for one in actions if one.effective]
    coming = [one for one in holding if one.step.due >= today]
    return PlanOverview(
        plan,
        tuple(coming[:NEXT]),
        len(coming[NEXT:]),
        tuple(sorted(collecting, key=lambda one: (one.cycle.anchor, one.duty.id))),
        messages,
        tuple(one for one in approvals if one.key.startswith(f"{plan.id}/") and one.expires_at > now),
        decisions,
        tuple((year, bar_chart(months_of(year), holding)) for year in (today.year, today.year + 1)),
    )


def open_cycles(actions: Iterable[Action], today: date) -> dict[str, tuple[Duty, list[Cycle]]]:
    """By duty, the cycles whose asking has begun and that are not locked yet. A draft asks for nothing."""
    found: dict[str, tuple[Duty, list[Cycle]]] = {}
    for action in actions:
        duty, cycle = action.duty, action.cycle
        begun = action.effective and not action.plan.is_draft and action.step.act.asks and action.step.due <= today
        if begun and duty.collection and cycle.lock and today <= cycle.lock:
            cycles = found.setdefault(duty.id, (duty, []))[1]
            cycles += [cycle] if cycle not in cycles else []
    return found


def collecting(duty: Duty, cycle: Cycle, figures: Figures, today: date) -> Collecting:
    """One open cycle, from the figures of what has come in."""
    left = (cycle.deadline - today).days if cycle.deadline else None
    return Collecting(duty, cycle, figures.expected, figures.received, left)


def addressees(action: Action, directory: Directory) -> str:
    """To whom: the names of one or two, else how many."""
    slugs = action.step.recipients
    if len(slugs) > NAMED:
        return f"{len(slugs)} đơn vị"
    return ", ".join(directory.name(slug, action.step.due) for slug in slugs)
