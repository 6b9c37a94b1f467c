"""``quota``: a yearly minimum, counted at the end of each quarter and for good after the end of the year.

Steps: check (three times in the year) · check of the whole year. What counts is entered by people, each thing under a
name of its own, or stands in the plan's event calendar as held.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from dunghen.calendar.offset import Offset
from dunghen.kinds.quota.count import Counted, from_events
from dunghen.kinds.quota.pace import Checkpoint
from dunghen.plans.cycle import Act, Cycle, Step
from dunghen.plans.gap import Gap
from dunghen.plans.office import Office
from dunghen.plans.plan import Duty, Plan
from dunghen.plans.recipients import left_out
from dunghen.records import Record
from dunghen.values.base import ConfigModel, Slug
from dunghen.values.input import Input, Side
from dunghen.values.problem import Finding, UnknownName
from dunghen.wording.dates import short_date
from dunghen.wording.nearest import nearest
from dunghen.wording.periods import period_name

_QUARTERS = ("I", "II", "III", "IV")


class CountedFrom(StrEnum):
    """Where what counts is found."""

    RECORDS = "records"
    """What people enter (``dunghen record``)."""
    EVENTS = "events"
    """What the plan's event calendar shows as held."""


_COUNTS_FROM = Input(
    "Đếm từ",
    "Không chọn: chỉ đếm những gì được ghi nhận.",
    choices=(
        (CountedFrom.RECORDS, "những gì được ghi nhận"),
        (CountedFrom.EVENTS, "sự kiện đã tổ chức trong lịch sự kiện"),
    ),
)


class QuotaSteps(ConfigModel):
    """When is counted. All of it is the office's setting: the documents name no day."""

    quarter: Annotated[Offset, Input("Kiểm đếm sau khi hết quý", side=Side.AFTER)] = Offset(5, working=True)
    """After the last day of the first, second and third quarter."""
    year: Annotated[Offset, Input("Kiểm đếm cả năm sau khi hết năm", side=Side.AFTER)] = Offset(10, working=True)
    """After the last day of the year: closing work, which a plan that has ended still does."""
    closing: Annotated[Offset, Input("Còn kiểm đếm bù được đến", side=Side.AFTER)] = Offset(60, working=False)
    """How long the figure of the year may still be made up for."""

    @model_validator(mode="after")
    def _after_the_day(self) -> Self:
        early = [str(one) for one in (self.quarter, self.year, self.closing) if one.count <= 0]
        if early:
            raise ValueError(f"kiểm đếm phải sau ngày cuối của kỳ (dương): {early}")
        return self


class QuotaDuty(Duty):
    """A yearly minimum, which the document may state as a range («ít nhất 01 - 03»): both ends are kept apart."""

    runs: ClassVar[bool] = True
    INTERNAL_RECIPIENTS: ClassVar[frozenset[str]] = frozenset({"lead"})
    record_names: ClassVar[Mapping[str, str]] = {
        "programme": "chương trình, sự kiện, hoạt động đã tổ chức",
        "partner": "đối tác nước ngoài mới",
        "press-crew": "đoàn phóng viên, báo chí nước ngoài",
    }

    kind: Literal["quota"]
    per: Literal["year"]
    counts: str
    """What is counted: «chương trình, sự kiện, hoạt động»."""
    record: Slug = "programme"
    """The name under which people enter what counts."""
    counts_from: Annotated[tuple[CountedFrom, ...], Field(min_length=1), _COUNTS_FROM] = (CountedFrom.RECORDS,)
    """Whether held events of the event calendar count by themselves is the office's decision."""
    events_of: Annotated[
        tuple[Slug, ...], Input("Đếm sự kiện của những nhiệm vụ", "Không chọn: sự kiện của mọi nhiệm vụ.")
    ] = ()
    """The duties of the plan whose held events count; all of them where none is named."""
    minimum: Annotated[int, Field(gt=0)]
    """The least that passes."""
    upper: int | None = None
    """The upper end of the range, where the document states one; reaching it is more than passing."""
    expected_total: int | None = None
    """An expectation over the whole plan («dự kiến 40»), which is no minimum."""
    steps_: Annotated[QuotaSteps, Field(alias="steps")] = QuotaSteps()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.upper is not None and self.upper <= self.minimum:
            raise ValueError(f"mức trên ({self.upper}) phải lớn hơn mức tối thiểu ({self.minimum})")
        if self.events_of and CountedFrom.EVENTS not in self.counts_from:
            raise ValueError("events_of chỉ có nghĩa khi counts_from có events")
        return self

    @property
    def is_scheduled(self) -> bool:
        """Always: the minimum and what counts are given. What the plan file still waits for does not stop the count."""
        return True

    def waits(self, plan: Plan) -> tuple[Gap, ...]:
        return ()

    def lacks(self, plan: Plan, office: Office) -> Iterator[Gap]:
        yield from self.left_open
        yield from left_out((self.lead or plan.lead,), plan, office)

    def findings(self, plan: Plan, office: Office) -> Iterator[tuple[str, Finding]]:
        known = [duty.id for duty in plan.duties]
        for slug in self.events_of:
            if slug not in known:
                yield "events_of", UnknownName("kế hoạch không có nhiệm vụ này", slug, nearest(slug, known))

    def held(self, plan: Plan) -> list[Counted]:
        """The held events of the plan's calendar that count."""
        return from_events(plan.events, self.events_of) if CountedFrom.EVENTS in self.counts_from else []

    def enterable(self) -> Mapping[str, str]:
        return {self.record: self.record_names.get(self.record, self.counts)}

    def doubts(self, record: Record, cycle: Cycle) -> Iterator[str]:
        first, last = cycle.covers
        if not first <= record.day <= last:
            yield (
                f"ngày {short_date(record.day)} nằm ngoài kỳ {period_name(cycle.name)} "
                f"({short_date(first)} - {short_date(last)}) nên không được đếm"
            )
        if not record.subject:
            yield "chưa có tên riêng: mỗi mục cần một tên để không bị đếm hai lần hay ghi đè lên nhau"

    def cycles(self, plan: Plan, office: Office) -> Iterator[Cycle]:
        for year in range(plan.period.since.year, plan.period.until.year + 1):
            first, last = max(date(year, 1, 1), plan.period.since), min(date(year, 12, 31), plan.period.until)
            closed = self.steps_.year.from_day(last, office.calendar)
            provisional = office.calendar.is_provisional(last) or office.calendar.is_provisional(closed)
            yield Cycle(name=str(year), anchor=last, covers=(first, last), provisional=provisional)

    def checkpoints(self, cycle: Cycle) -> tuple[Checkpoint, ...]:
        """The ends of the quarters within the cycle, and its last day."""
        first, last = cycle.covers
        ends = [(number, _quarter_end(first.year, number)) for number in (1, 2, 3)]
        within = [(number, end) for number, end in ends if first <= end < last]
        places = len(within) + 1
        return (
            *(
                Checkpoint(f"check-q{number}", f"hết quý {_QUARTERS[number - 1]}", end, place, places)
                for place, (number, end) in enumerate(within, start=1)
            ),
            Checkpoint("check-year", "cả năm", last, places, places),
        )

    def steps(self, cycle: Cycle, plan: Plan, office: Office) -> Iterator[Step]:
        """Each check holds until the next one; that of the year as long as closing work may be made up for."""
        recipients = (self.lead or plan.lead,)
        checks = self.checkpoints(cycle)
        offsets = [self.steps_.year if one.is_final else self.steps_.quarter for one in checks]
        days = [offset.from_day(one.through, office.calendar) for one, offset in zip(checks, offsets, strict=True)]
        ends = [*days[1:], self.steps_.closing.from_day(days[-1], office.calendar)]
        for one, due, expires in zip(checks, days, ends, strict=True):
            yield Step(one.name, Act.CHECK, due, expires, recipients)


def _quarter_end(year: int, number: int) -> date:
    return date(year, 3 * number + 1, 1) - timedelta(days=1)
