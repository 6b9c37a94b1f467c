"""*Cần cấu hình*: the open decisions, plan by plan and duty by duty, each with the form, and the file and key, to enter it in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from dunghen.fields.of_model import inputs_of
from dunghen.loading.config import Config
from dunghen.loading.open_decisions import OpenDecision, open_decisions
from dunghen.plans.gap import Gap, Register
from dunghen.plans.plan import Duty, Plan


@dataclass(frozen=True, slots=True)
class ToEnter:
    """One thing to decide, and where to enter it.

    ``form`` is the address of the form in which to enter it. ``file`` lies below ``config/``; ``keys`` are keys of the
    entry (of the duty, of the unit), empty where the decision has no key of its own and is ticked off with a note.
    """

    what: str
    form: str
    file: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What one duty waits for, with the words that leave it open."""

    duty: Duty
    form: str
    """The address of the duty's own form."""
    seed: str | None
    lines: str | None
    entries: tuple[ToEnter, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the decisions that the signed files leave open have been taken."""

    decided: int
    of: int


@dataclass(frozen=True, slots=True)
class PlanDecisions:
    """What one plan waits for, or waited for."""

    plan: Plan
    waiting: tuple[Waiting, ...]
    progress: Progress

    @property
    def count(self) -> int:
        """How many single decisions."""
        return sum(len(waiting.entries) for waiting in self.waiting)


@dataclass(frozen=True, slots=True)
class Decisions:
    """All that is open: of the office as a whole, and of each plan."""

    office: tuple[ToEnter, ...]
    plans: tuple[PlanDecisions, ...]
    progress: Progress

    @property
    def count(self) -> int:
        """How many single decisions."""
        return len(self.office) + sum(of_plan.count for of_plan in self.plans)


def decisions(config: Config, today: date, signed: Config | None = None) -> Decisions:
    """The open decisions of the plans that have not ended, in the order of the plans and of their duties.

    Args:
        config: as it holds.
        today: tells which plans have ended, and the years to come.
        signed: the same without anything that the office decided, from which progress is counted.
    """
    now = open_decisions(config, today)
    before = open_decisions(signed, today) if signed else now
    office = tuple(_to_enter(decision.gap) for decision in now if decision.plan is None)
    plans = tuple(_of_plan(plan, _of(plan, now), _of(plan, before)) for plan in config.sound_plans)
    return Decisions(office, tuple(found for found in plans if found.progress.of), _progress(now, before))


def _of(plan: Plan, found: Sequence[OpenDecision]) -> list[OpenDecision]:
    return [decision for decision in found if decision.plan and decision.plan.id == plan.id]


def _of_plan(plan: Plan, now: Sequence[OpenDecision], before: Sequence[OpenDecision]) -> PlanDecisions:
    return PlanDecisions(plan, tuple(_by_duty(plan, now)), _progress(now, before))


def _progress(now: Sequence[OpenDecision], before: Sequence[OpenDecision]) -> Progress:
    """Those that are open no more, of those and all that are still open or came up since."""
    left = set(map(_matter, now))
    taken = sum(1 for decision in before if _matter(decision) not in left)
    return Progress(taken, taken + len(now))


def _matter(decision: OpenDecision) -> tuple[str, str]:
    """What makes it the same decision: of those that count units or years, that there are any."""
    return decision.place, str(decision.gap) if "/" in decision.place else ""


def _by_duty(plan: Plan, found: Sequence[OpenDecision]) -> Iterator[Waiting]:
    for duty_id, of_duty in groupby(found, key=lambda decision: decision.duty.id if decision.duty else ""):
        duty = plan.duty(duty_id)
        entries = tuple(_to_enter(decision.gap, plan, duty) for decision in of_duty)
        seed, lines = duty.source.seed or plan.document.seed, duty.source.lines
        yield Waiting(duty, _DUTY.format(plan=plan.id, duty=duty.id), seed, lines, entries)


FORMS = "/dunghen/sua"
_DUTY, _EVENTS = f"{FORMS}/nhiem-vu?ke-hoach={{plan}}&nhiem-vu={{duty}}", f"{FORMS}/su-kien"
_PLACES: Mapping[Register, tuple[str, str, str]] = {
    Register.DUTIES: ("plans/{plan}.yaml", _DUTY, f"{_DUTY}#{{entry}}"),
    Register.EVENTS: (
        "events/{plan}.yaml",
        f"{_EVENTS}?ke-hoach={{plan}}",
        f"{_EVENTS}/moi?ke-hoach={{plan}}&nhiem-vu={{entry}}",
    ),
    Register.GROUPS: ("units.yaml", f"{FORMS}/nhom", f"{FORMS}/nhom?ma={{entry}}"),
    Register.UNITS: ("units.yaml", f"{FORMS}/don-vi", f"{FORMS}/don-vi?ma={{entry}}"),
    Register.PARTNERS: ("partners.yaml", f"{FORMS}/doi-tac", f"{FORMS}/doi-tac?ma={{entry}}"),
    Register.DAYS_OFF: ("calendar.yaml", f"{FORMS}/ngay-nghi", f"{FORMS}/ngay-nghi?nam={{entry}}"),
}
"""Of each register its file below ``config/``, and the addresses of its form: of all of it, of one entry."""


def _to_enter(gap: Gap, plan: Plan | None = None, duty: Duty | None = None) -> ToEnter:
    file, whole, single = _PLACES[gap.register]
    entry = _input(gap, duty) if duty and gap.register is Register.DUTIES else gap.entry
    names = {"plan": plan.id if plan else "", "duty": duty.id if duty else "", "entry": entry}
    return ToEnter(gap.what, (single if entry else whole).format_map(names), file.format_map(names), gap.keys)


def _input(gap: Gap, duty: Duty) -> str:
    """The input of the duty's form that asks for what is open; the steps are several, of which the first."""
    if gap.field or not gap.keys:
        return gap.field or "waiting_for"
    key = gap.keys[0]
    return next((field.name for field in inputs_of(type(duty)) if field.path[0] == key == "steps"), key)
