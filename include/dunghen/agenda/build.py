"""The agenda: every action of a plan in a window of days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from dunghen.agenda.action import Action
from dunghen.plans.office import Office
from dunghen.plans.plan import Plan


def agenda(plan: Plan, office: Office, first: date = date.min, last: date = date.max) -> list[Action]:
    """All actions of the plan that fall due from ``first`` to ``last`` (both included), in order of time.

    Drafts have an agenda too: it shows what would happen; ``due`` lets nothing of it fire.
    """
    found = [action for action in _actions(plan, office) if first <= action.step.due <= last]
    return sorted(found, key=lambda action: (action.step.due, action.duty.id, action.cycle.name))


def agenda_of(plans: Iterable[Plan], office: Office, first: date, last: date) -> list[Action]:
    """The agenda of several plans together, in order of time."""
    found = [action for plan in plans for action in agenda(plan, office, first, last)]
    return sorted(found, key=lambda action: (action.due_at, action.plan.id, action.duty.id))


def _actions(plan: Plan, office: Office) -> Iterator[Action]:
    for duty in plan.duties:
        for cycle in duty.cycles(plan, office):
            for step in duty.steps(cycle, plan, office):
                yield Action(plan, duty, cycle, step, effective=step.due >= plan.effective_from)


def fire_days(plan: Plan, office: Office) -> tuple[date, ...]:
    """The days on which the plan has something to do or to send: what its timetable fires on. A draft has none."""
    if plan.is_draft:
        return ()
    steps = [action.step for action in _actions(plan, office) if action.effective]
    return tuple(sorted({step.due for step in steps} | {step.send_on for step in steps if step.send_on}))
