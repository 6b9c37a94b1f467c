"""``inspection``: the unit is told before, and reminded until somebody records that it was inspected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from dunghen.calendar.offset import Offset
from dunghen.plans.cycle import Act, Cycle, Step
from dunghen.plans.gap import Gap
from dunghen.plans.plan import Duty
from dunghen.values.base import ConfigModel
from dunghen.values.input import Input, Side
from dunghen.values.source import Basis

if TYPE_CHECKING:
    from dunghen.keys import ActionKey
    from dunghen.plans.office import Office
    from dunghen.plans.plan import Plan
    from dunghen.records import Facts

INSPECTED = "inspected"
REMINDED_AFTER, LASTS = Offset(2, working=True), Offset(30, working=False)


class InspectionSteps(ConfigModel):
    """When is told of it."""

    inform: Annotated[Offset, Input("Báo trước khi kiểm tra", side=Side.BEFORE)] = Offset(-5, working=True)


class InspectionDuty(Duty):
    """One inspection, on one day."""

    runs: ClassVar[bool] = True
    INTERNAL_RECIPIENTS: ClassVar[frozenset[str]] = frozenset({"lead"})
    record_names: ClassVar[Mapping[str, str]] = {INSPECTED: "đã kiểm tra"}

    kind: Literal["inspection"]
    day: Annotated[date | None, Input("Ngày kiểm tra", "Chưa có thì bỏ trống.")] = None
    """The day of the inspection; the office enters it."""
    steps_: Annotated[InspectionSteps, Field(alias="steps")] = InspectionSteps()

    @property
    def is_scheduled(self) -> bool:
        return self.day is not None and self.lead is not None

    def waits(self, plan: Plan) -> tuple[Gap, ...]:
        return () if self.is_scheduled else self.left_open or (Gap.of("ngày kiểm tra (day)"),)

    def facts_of(self, key: ActionKey, plan: Plan, office: Office) -> Facts:
        return {"day": self.day.isoformat()} if self.day else {}

    def outdated(self, key: ActionKey, facts: Facts, plan: Plan, office: Office) -> str | None:
        return None if self.day and facts.get("day") == self.day.isoformat() else "ngày kiểm tra đã đổi"

    def cycles(self, plan: Plan, office: Office) -> Iterator[Cycle]:
        if self.day and self.is_scheduled:
            yield Cycle(f"{self.day.year}", self.day, (self.day, self.day), deadline=self.day)

    def steps(self, cycle: Cycle, plan: Plan, office: Office) -> Iterator[Step]:
        calendar, day, lead = office.calendar, cycle.anchor, (self.lead or plan.lead,)
        after, until = REMINDED_AFTER.from_day(day, calendar), LASTS.from_day(day, calendar)
        yield Step("inform", Act.INFORM, self.steps_.inform.from_day(day, calendar), day, lead, Basis.SETTING)
        yield Step("remind", Act.REMIND, after, until, lead, Basis.SETTING, settled_by=INSPECTED)
