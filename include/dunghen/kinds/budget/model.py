"""``budget``: the money of a year or of its programmes, from the estimate to the settlement.

Steps, for each stage whose day the office has entered: remind · overdue (to who does the stage) · check (the table of
amounts, to the lead). A document may describe two routes (to the finance department first, or straight to the approver):
they are one chain of stages, and the source cites the lines of both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from dunghen.calendar.offset import Offset
from dunghen.plans.cycle import Act, Cycle, Step
from dunghen.plans.gap import Gap
from dunghen.plans.marks import check_signs, marks, one_after_another
from dunghen.plans.office import Office
from dunghen.plans.plan import Duty, Plan
from dunghen.records import AMOUNT, Record
from dunghen.values.base import ConfigModel, Slug
from dunghen.values.input import Input, Side
from dunghen.wording.amounts import dong, million_dong


class BudgetAct(StrEnum):
    """What happens to the money, in the order in which it happens."""

    ESTIMATE = "estimate"
    """Lập, tổng hợp dự toán."""
    APPRAISAL = "appraisal"
    """Thẩm định."""
    APPROVAL = "approval"
    """Phê duyệt, bố trí nguồn."""
    ALLOCATION = "allocation"
    """Cấp kinh phí."""
    SETTLEMENT = "settlement"
    """Quyết toán."""


LABELS: Mapping[BudgetAct, str] = {
    BudgetAct.ESTIMATE: "Lập dự toán",
    BudgetAct.APPRAISAL: "Thẩm định dự toán",
    BudgetAct.APPROVAL: "Phê duyệt kinh phí",
    BudgetAct.ALLOCATION: "Cấp kinh phí",
    BudgetAct.SETTLEMENT: "Quyết toán",
}
"""What people call the stages."""


class BudgetStage(ConfigModel):
    """One act and who does it."""

    act: BudgetAct
    by: Slug


class ExpectedAmount(ConfigModel):
    """An expected amount («dự kiến»), in đồng: an amount outside it is pointed out, never refused."""

    least_vnd: Annotated[int, Field(gt=0)]
    most_vnd: Annotated[int, Field(gt=0)]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.most_vnd < self.least_vnd:
            raise ValueError(f"mức trên ({self.most_vnd} đồng) nhỏ hơn mức dưới ({self.least_vnd} đồng)")
        return self

    def __str__(self) -> str:
        return f"{million_dong(self.least_vnd).removesuffix(' triệu đồng')} - {million_dong(self.most_vnd)}"

    def doubt(self, amount: int) -> str | None:
        """What is odd about the amount of one programme; None where it is as expected."""
        if self.least_vnd <= amount <= self.most_vnd:
            return None
        return f"{dong(amount)} nằm {'dưới' if amount < self.least_vnd else 'trên'} mức dự kiến {self}"


class BudgetSteps(ConfigModel):
    """When who does a stage is asked, counted from the stage's day; all of it is the office's setting."""

    remind: Annotated[tuple[Offset, ...], Input("Nhắc trước hạn của bước", side=Side.BEFORE)] = (
        Offset(-10, working=True),
        Offset(-2, working=True),
    )
    overdue: Annotated[tuple[Offset, ...], Input("Nhắc khi quá hạn", side=Side.AFTER)] = (
        Offset(1, working=True),
        Offset(5, working=True),
    )
    check: Annotated[Offset, Input("Gửi bảng số tiền cho đơn vị chủ trì", side=Side.AFTER)] = Offset(6, working=True)
    """The table of amounts, to the lead."""
    closing: Annotated[Offset, Input("Còn làm bù được đến (sau ngày gửi bảng)", side=Side.AFTER)] = Offset(
        30, working=False
    )
    """How long the last reminder and the table may still be made up for, after the check."""

    @model_validator(mode="after")
    def _on_their_side(self) -> Self:
        signs = "remind phải trước ngày của bước (âm), overdue, check, closing phải sau ngày ấy (dương)"
        check_signs(self.remind, self.overdue, signs)
        check_signs((), (self.check,), signs)
        check_signs((), (self.closing,), signs)
        return self


def _misfits(days: Mapping[BudgetAct, date], acts: Sequence[BudgetAct], year: int) -> Iterator[str]:
    """What is wrong with the days of one year."""
    unknown = [act.value for act in days if act not in acts]
    if unknown:
        yield f"dates {year}: nhiệm vụ này không có bước {', '.join(unknown)}"
    for before, after in pairwise(act for act in acts if act in days):
        if days[after] < days[before]:
            yield f"dates {year}: {after.value} ({days[after]}) trước {before.value} ({days[before]})"


class BudgetDuty(Duty):
    """The money of a year or of its programmes, from the estimate to the settlement."""

    runs: ClassVar[bool] = True
    INTERNAL_RECIPIENTS: ClassVar[frozenset[str]] = frozenset({"lead", "stages.by"})
    record_names: ClassVar[Mapping[str, str]] = {act.value: label.lower() for act, label in LABELS.items()}
    free_subjects: ClassVar[bool] = True

    kind: Literal["budget"]
    per: Literal["year", "programme"]
    stages: Annotated[tuple[BudgetStage, ...], Field(min_length=1)]
    expected: ExpectedAmount | None = None
    """What one programme is expected to cost."""
    dates: Annotated[dict[int, dict[BudgetAct, date]], Field(default_factory=dict)]
    """By budget year, the day by which each stage is to be done, as the office decides. A settlement may lie after the
    plan's end: that is closing work."""
    steps_: Annotated[BudgetSteps, Field(alias="steps")] = BudgetSteps()

    @model_validator(mode="after")
    def _stages_in_order(self) -> Self:
        acts = [stage.act for stage in self.stages]
        if len(set(acts)) < len(acts):
            raise ValueError("một bước kinh phí được ghi hai lần")
        problem = next((problem for year, days in self.dates.items() for problem in _misfits(days, acts, year)), None)
        if problem:
            raise ValueError(problem)
        return self

    @property
    def is_scheduled(self) -> bool:
        return bool(self.dates)

    def waits(self, plan: Plan) -> tuple[Gap, ...]:
        """Without any day, what the plan file says; else each stage of the years entered that has no day yet."""
        if not self.dates:
            return self.left_open or (Gap.of("hạn từng bước của từng năm (dates)"),)
        return tuple(
            Gap(f"hạn bước «{LABELS[stage.act].lower()}» năm {year}", ("dates",))
            for year, days in sorted(self.dates.items())
            for stage in self.stages
            if stage.act not in days
        )

    def named_slugs(self) -> Iterator[tuple[str, str]]:
        yield from super().named_slugs()
        yield from (("stages.by", stage.by) for stage in self.stages)

    def enterable(self) -> Mapping[str, str]:
        return {stage.act.value: self.record_names[stage.act.value] for stage in self.stages}

    def doubts(self, record: Record, cycle: Cycle) -> Iterator[str]:
        amount = record.values.get(AMOUNT)
        if isinstance(amount, int):
            if amount <= 0:
                yield f"số tiền {dong(amount)} không phải số dương"
            elif record.subject and self.expected and (doubt := self.expected.doubt(amount)):
                yield doubt
        elif record.subject and self.per == "programme":
            yield f"chưa có số tiền (--value {AMOUNT}=…) nên không vào bảng tổng hợp"

    def cycles(self, plan: Plan, office: Office) -> Iterator[Cycle]:
        for year, days in sorted(self.dates.items()):
            first, last = max(date(year, 1, 1), plan.period.since), min(date(year, 12, 31), plan.period.until)
            if first > last or not days:
                continue
            provisional = any(office.calendar.is_provisional(day) for day in days.values())
            yield Cycle(name=str(year), anchor=last, covers=(first, last), provisional=provisional)

    def day_of(self, cycle: Cycle, act: str) -> date:
        """The day by which a stage is to be done in a cycle."""
        return self.dates[int(cycle.name)][BudgetAct(act)]

    def steps(self, cycle: Cycle, plan: Plan, office: Office) -> Iterator[Step]:
        days = self.dates[int(cycle.name)]
        for stage in self.stages:
            if stage.act in days:
                yield from self._of_stage(stage, days[stage.act], plan, office)

    def _of_stage(self, stage: BudgetStage, day: date, plan: Plan, office: Office) -> Iterator[Step]:
        """Reminders and overdue notices, each until the next one; then the table, for the lead."""
        calendar, act = office.calendar, stage.act.value
        checked = self.steps_.check.from_day(day, calendar)
        closed = self.steps_.closing.from_day(checked, calendar)
        found = [
            *marks(Act.REMIND, self.steps_.remind, day, calendar, f"{act}-remind"),
            *marks(Act.OVERDUE, self.steps_.overdue, day, calendar, f"{act}-overdue"),
        ]
        asked = tuple(unit.slug for unit in office.directory.expand((stage.by,), day))
        yield from one_after_another(found, closed, asked, settled_by=act, thread=act)
        recipients = (self.lead or plan.lead,)
        yield Step(f"{act}-check", Act.CHECK, checked, closed, recipients, thread=act)
