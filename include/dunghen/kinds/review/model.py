"""``review``: a review (sơ kết, tổng kết, đánh giá): on a day that the office names, or some years after a beginning.

Where units hand something in for it, it collects as a report does (``collect``); else the leading unit is reminded like
of any document: remind · overdue · (escalate).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from dunghen.calendar.period import day_in_month
from dunghen.due_documents.steps import DONE, DocumentSteps
from dunghen.plans.collection import Collection, Reporters, ReportSteps
from dunghen.plans.cycle import Cycle, Step
from dunghen.plans.gap import NO_LEAD, Gap
from dunghen.plans.office import Office
from dunghen.plans.plan import Duty, Plan
from dunghen.plans.recipients import inside, unreached
from dunghen.values.base import ConfigModel, Slug
from dunghen.values.input import Input


class Collecting(ConfigModel):
    """Who hands in what the review is made of, and when: as with a report."""

    from_: Annotated[Reporters, Field(alias="from")]
    to: Slug
    steps: ReportSteps


def _one_or_more(value: object) -> object:
    return (value,) if isinstance(value, date | str) else value


class ReviewDuty(Duty):
    """A review, once or at the end."""

    runs: ClassVar[bool] = True
    INTERNAL_RECIPIENTS: ClassVar[frozenset[str]] = frozenset(
        {"lead", "steps.escalate.to", *(f"collect.{name}" for name in ("to", "from", "steps.deliver.to"))}
        | {"collect.steps.escalate.to"}
    )
    record_names: ClassVar[Mapping[str, str]] = {DONE: "đã đánh giá, sơ kết hoặc tổng kết"}

    kind: Literal["review"]
    after_years: Annotated[int, Field(gt=0)] | None = None
    """«Sau 01 năm triển khai thực hiện»: once, so many years after the beginning that the office fixes."""
    start: Annotated[date | None, Input("Ngày bắt đầu tính")] = None
    """The beginning that ``after_years`` counts from, as the office decides."""
    on: Annotated[tuple[date, ...], BeforeValidator(_one_or_more), Input("Ngày sơ kết, tổng kết")] = ()
    """The day of the review, or the days of several (sơ kết, then tổng kết), in the order in which they were set."""
    steps_: Annotated[DocumentSteps, Field(alias="steps")] = DocumentSteps()
    collect: Collecting | None = None

    @model_validator(mode="after")
    def _one_day(self) -> Self:
        if self.on and self.start:
            raise ValueError("on (ngày) và start (ngày tính từ đó) không đi cùng nhau")
        if self.start and self.after_years is None:
            raise ValueError("start cần after_years")
        return self

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which it is due: ``on``, or so many years after ``start``; none until one is entered."""
        if self.start and self.after_years:
            month = date(self.start.year + self.after_years, self.start.month, 1)
            return (day_in_month(month, self.start.day),)
        return self.on

    @property
    def is_scheduled(self) -> bool:
        """Whether the office has entered a day, and somebody is there to be asked."""
        return bool(self.days) and (self.lead is not None or self.collect is not None)

    def waits(self, plan: Plan) -> tuple[Gap, ...]:
        if self.is_scheduled:
            return ()
        if self.days:
            return (NO_LEAD,)
        start = Gap(f"ngày bắt đầu tính {self.after_years or 0:02d} năm", ("start",))
        return self.left_open or (start if self.after_years else Gap("ngày", ("on",)),)

    @property
    def collection(self) -> Collection | None:
        return Collection(self.collect.from_, self.collect.to, self.collect.steps) if self.collect else None

    def named_slugs(self) -> Iterator[tuple[str, str]]:
        yield from super().named_slugs()
        yield from self.steps_.named_slugs()
        if self.collection:
            yield from ((f"collect.{field}", slug) for field, slug in self.collection.named_slugs())

    def lacks(self, plan: Plan, office: Office) -> Iterator[Gap]:
        if self.is_scheduled:
            yield from unreached((self.lead, *self.with_), plan, office)

    def cycles(self, plan: Plan, office: Office) -> Iterator[Cycle]:
        if self.is_scheduled:
            # Named after the plan's period and its place in the list, whatever day it moves to.
            span = f"{plan.period.since.year}-{plan.period.until.year}"
            for number, day in enumerate(self.days, start=1):
                yield self._cycle(span if number == 1 else f"{span}-{number}", day, plan, office)

    def _cycle(self, name: str, day: date, plan: Plan, office: Office) -> Cycle:
        calendar = office.calendar
        anchor = calendar.previous(day)
        lock = self.collect.steps.compile if self.collect else self.steps_.lock
        return Cycle(
            name,
            anchor,
            covers=(self.start or plan.period.since, day),
            deadline=anchor,
            late_from=day + timedelta(days=1),
            lock=lock.from_day(anchor, calendar),
            provisional=calendar.is_provisional(anchor),
        )

    def steps(self, cycle: Cycle, plan: Plan, office: Office) -> Iterator[Step]:
        if self.collection:
            yield from self.collection.steps_of(cycle, plan.units, office)
        elif self.lead:
            recipients = inside((self.lead, *self.with_), plan, office, cycle.anchor)
            yield from self.steps_.of(cycle, recipients, office.calendar)
