"""Action: a step of a plan's duty on its day, towards recipients."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dunghen.keys import ActionKey, CycleKey
from dunghen.plans.cycle import Cycle, Step
from dunghen.plans.plan import Duty, Plan
from dunghen.wording.dates import at_hour


@dataclass(frozen=True, slots=True)
class Action:
    """A step of a plan's duty, at its hour.

    ``effective`` is False for what fell due before the plan was first activated: it is shown, and never fires.
    """

    plan: Plan
    duty: Duty
    cycle: Cycle
    step: Step
    effective: bool

    @property
    def due_at(self) -> datetime:
        """The instant from which the action is due (Asia/Ho_Chi_Minh)."""
        return at_hour(self.step.due, self.plan.at)

    @property
    def send_at(self) -> datetime | None:
        """The instant before which its letters may not leave; None where they need not wait."""
        return at_hour(self.step.send_on, self.plan.at) if self.step.send_on else None

    @property
    def expires_at(self) -> datetime:
        """The instant from which the action is void."""
        return at_hour(self.step.expires, self.plan.at)

    @property
    def cycle_key(self) -> CycleKey:
        """The name of the cycle."""
        return CycleKey(self.plan.id, self.duty.id, self.cycle.name)

    def key(self, recipient: str) -> ActionKey:
        """The name of the action towards one recipient."""
        return self.cycle_key.action(self.step.name, recipient)

    def has_come(self, now: datetime) -> bool:
        """Whether its hour has come, though it may be over; that of a draft never does."""
        return self.effective and not self.plan.is_draft and now >= self.due_at

    def is_due(self, now: datetime) -> bool:
        """Due is a window: ``due_at <= now < expires_at`` (ADR 0005)."""
        return self.effective and self.due_at <= now < self.expires_at
