"""A plan of one duty, and what its agenda says in words that can be compared with a calendar on the wall."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dunghen.agenda.build import agenda
from dunghen.testing import a_plan, an_office

if TYPE_CHECKING:
    from datetime import date

    from dunghen.agenda.action import Action
    from dunghen.plans.cycle import Cycle
    from dunghen.plans.office import Office
    from dunghen.plans.plan import Plan

OFFICE = an_office()


def a_duty(kind: str, **keys: Any) -> dict[str, Any]:
    """A duty as a plan file writes it, led by a unit of the house; another ministry coordinates too."""
    return {
        "id": "viec-thu",
        "kind": kind,
        "title": "Việc thử",
        "facts": ["viec-thu"],
        "source": {"lines": 7, "quote": "việc thử", "basis": "stated"},
        "lead": "cuc-hop-tac-quoc-te",
        "with": ["cuc-dien-anh", "bo-ngoai-giao"],
        **keys,
    }


def plan_of(kind: str, plan: dict[str, Any] | None = None, **keys: Any) -> Plan:
    """The NQ 59 plan (2025-2030) with this duty alone."""
    return a_plan(**{"duties": [a_duty(kind, **keys)], **(plan or {})})


def spelled(day: date | None) -> str:
    """«Fri 2026-11-27»."""
    return f"{day:%a %Y-%m-%d}" if day else "-"


def actions(plan: Plan, cycle: str | None = None, office: Office = OFFICE) -> list[Action]:
    """The actions of the plan, or of one cycle."""
    return [one for one in agenda(plan, office) if cycle in (None, one.cycle.name)]


def days(plan: Plan, cycle: str, office: Office = OFFICE) -> dict[str, tuple[str, str]]:
    """The steps of a cycle: when each is due and from when it is void."""
    return {one.step.name: (spelled(one.step.due), spelled(one.step.expires)) for one in actions(plan, cycle, office)}


def cycles(plan: Plan, office: Office = OFFICE) -> dict[str, Cycle]:
    """The cycles of the plan's one duty, by name."""
    return {one.name: one for one in plan.duties[0].cycles(plan, office)}
