"""The asking that a submission answers: found by the name of its cycle."""

from __future__ import annotations

from dunghen.agenda.action import Action
from dunghen.app import App
from dunghen.keys import CycleKey
from dunghen.plans.cycle import Act


def request_of(app: App, key: CycleKey) -> Action | None:
    """The asking of a cycle in which units report; None where there is no such cycle."""
    plan = app.plans.get(key.plan)
    if plan is None:
        return None
    for duty in plan.duties:
        for cycle in duty.cycles(plan, app.office) if duty.id == key.duty and duty.collection else ():
            if cycle.name == key.cycle:
                step = next(step for step in duty.steps(cycle, plan, app.office) if step.act is Act.REQUEST)
                return Action(plan, duty, cycle, step, effective=True)
    return None


def cycle_before(app: App, action: Action) -> CycleKey | None:
    """The duty's cycle before the action's; None for the first."""
    names = [cycle.name for cycle in action.duty.cycles(action.plan, app.office)]
    place = names.index(action.cycle.name)
    return CycleKey(action.plan.id, action.duty.id, names[place - 1]) if place else None
