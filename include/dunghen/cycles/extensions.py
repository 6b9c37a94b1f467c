"""What has been granted to whom, read from the ledger, and an action as it holds for one unit."""

from __future__ import annotations

from dataclasses import replace

from dunghen.agenda.action import Action
from dunghen.agenda.extension import EXTENSION, Extensions, extended
from dunghen.app import App
from dunghen.keys import CycleKey
from dunghen.plans.cycle import Cycle


def extensions(app: App, plan: str, cycle: CycleKey | None = None) -> Extensions:
    """The extensions of a plan, or of one cycle of it: one statement."""
    return Extensions.of(app.ledger.record_history(plan, what=EXTENSION, cycle=cycle), app.office.directory)


def cycle_of(app: App, key: CycleKey, cycle: Cycle, unit: str) -> Cycle:
    """The cycle as it holds for this unit."""
    return extended(cycle, extensions(app, key.plan, key).until(key, unit))


def action_of(app: App, action: Action, unit: str) -> Action:
    """The action, in the cycle as it holds for this unit."""
    return replace(action, cycle=cycle_of(app, action.cycle_key, action.cycle, unit))
