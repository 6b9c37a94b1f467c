"""The form of letters to partners."""

from __future__ import annotations

from dunghen.fields.desk import Desk
from dunghen.fields.field import Section
from dunghen.fields.of_model import inputs_of
from dunghen.kinds.greeting.model import GreetingDuty, GreetingSteps

DESK = Desk(
    lambda _: inputs_of(GreetingSteps, at=("steps",)),
    lambda _: (Section("Thư", inputs_of(GreetingDuty, "together", "city", "signer")),),
)
