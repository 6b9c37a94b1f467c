"""``report``: units report every year, half-year, quarter or month, or when asked to; the reports are compiled.

A report «khi có yêu cầu» is a cycle of its own with its own deadline, entered under ``ad_hoc``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from dunghen.calendar.deadline import Every
from dunghen.calendar.period import Covers, Frequency
from dunghen.plans.collection import Collection, Reporters, ReportSteps
from dunghen.plans.cycle import Cycle, Step
from dunghen.plans.gap import Gap
from dunghen.plans.office import Office
from dunghen.plans.plan import Duty, Plan
from dunghen.values.base import ConfigModel, Slug
from dunghen.values.input import Input
from dunghen.values.problem import MisfitError
from dunghen.values.source import Basis


class Days(ConfigModel):
    """First and last day, both included."""

    since: Annotated[date, Field(alias="from"), Input("Kỳ số liệu từ ngày")]
    until: Annotated[date, Field(alias="to"), Input("Kỳ số liệu đến ngày")]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until < self.since:
            raise ValueError(f"kỳ số liệu kết thúc ({self.until}) trước khi bắt đầu ({self.since})")
        return self


_ID = Input("Mã của lần này (chữ thường không dấu, bắt đầu bằng chữ; ví dụ yc-2026-08)")


class AdHocReport(ConfigModel):
    """One report that somebody asked for («khi có yêu cầu»)."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"), _ID]
    """Names the cycle. It begins with a letter, so it is never taken for a year or a month: «yc-2026-08»."""
    deadline: Annotated[date, Input("Hạn nộp")]
    """The last day that is on time."""
    asked_by: Annotated[str, Field(min_length=3), Input("Ai yêu cầu, theo văn bản nào")]
    """Who asked, and by which letter: printed in the request."""
    asked_on: Annotated[date | None, Input("Ngày yêu cầu")] = None
    """No unit is asked before this day."""
    covers: Days

    @model_validator(mode="after")
    def _asked_before_it_is_due(self) -> Self:
        if self.asked_on and self.asked_on >= self.deadline:
            raise ValueError(f"ngày yêu cầu ({self.asked_on}) phải trước hạn nộp ({self.deadline})")
        return self


class ReportDuty(Duty):
    """A report that all units, or some, hand in again and again, or when asked to."""

    runs: ClassVar[bool] = True
    INTERNAL_RECIPIENTS: ClassVar[frozenset[str]] = frozenset({"to", "from", "steps.deliver.to", "steps.escalate.to"})

    kind: Literal["report"]
    every: Every | None = None
    covers: Covers | None = None
    ad_hoc: Annotated[tuple[AdHocReport, ...], Input("Các lần được yêu cầu")] = ()
    from_: Annotated[Reporters, Field(alias="from")]
    to: Slug
    steps_: Annotated[ReportSteps | None, Field(alias="steps")] = None
    subject: str | None = None
    """A subject of the office's own for the asking mails (Jinja)."""
    introduction: str | None = None
    """A first paragraph of the office's own for the request (Jinja)."""

    @model_validator(mode="after")
    def _has_a_date_or_waits(self) -> Self:
        if not self.waiting_for and not self.is_scheduled:
            raise ValueError("báo cáo cần every, covers và steps; chưa có thì ghi waiting_for để chờ văn phòng quyết")
        if self.ad_hoc and not self.steps_:
            raise ValueError("báo cáo theo yêu cầu (ad_hoc) cần steps")
        return self

    @model_validator(mode="after")
    def _days_fit(self) -> Self:
        if self.every and self.covers and self.covers.since and self.every.frequency is not Frequency.YEAR:
            raise MisfitError("from/to chỉ dùng cho báo cáo năm; kỳ ngắn hơn dùng regime", "covers")
        names = [asked.id for asked in self.ad_hoc]
        if len(set(names)) != len(names):
            raise ValueError("hai yêu cầu báo cáo (ad_hoc) trùng id")
        return self

    @property
    def is_scheduled(self) -> bool:
        """Whether the office has entered a day on which it is due."""
        return self.steps_ is not None and bool((self.every and self.covers) or self.ad_hoc)

    def waits(self, plan: Plan) -> tuple[Gap, ...]:
        return () if self.is_scheduled else self.left_open

    @property
    def collection(self) -> Collection | None:
        return Collection(self.from_, self.to, self.steps_) if self.steps_ else None

    def named_slugs(self) -> Iterator[tuple[str, str]]:
        yield from super().named_slugs()
        if self.collection:
            yield from self.collection.named_slugs()
            return
        yield "to", self.to
        if self.from_.units != "all":
            yield from (("from", slug) for slug in self.from_.units)

    def templates(self) -> Iterator[tuple[str, str]]:
        yield from (("subject", self.subject),) if self.subject else ()
        yield from (("introduction", self.introduction),) if self.introduction else ()

    def cycles(self, plan: Plan, office: Office) -> Iterator[Cycle]:
        if not self.steps_:
            return
        asked_for = (self._asked_for(one, office, self.steps_) for one in self.ad_hoc)
        yield from sorted([*self._regular(plan, office, self.steps_), *asked_for], key=lambda cycle: cycle.anchor)

    def _regular(self, plan: Plan, office: Office, steps: ReportSteps) -> Iterator[Cycle]:
        if not (self.every and self.covers):
            return
        calendar = office.calendar
        for one in self.every.deadlines(plan.period.years, calendar):
            covers = self.covers.of(one.period)
            # The last report of a plan may be due soon after its end: closing work, not a new cycle.
            if not plan.period.contains(min(one.last_on_time, covers[1])):
                continue
            lock = steps.compile.from_day(one.last_on_time, calendar)
            yield Cycle(
                name=one.period.name,
                anchor=one.last_on_time,
                covers=covers,
                deadline=one.last_on_time,
                deadline_text=self.source.quote if self.every.basis is Basis.STATED else None,
                late_from=one.late_from,
                lock=lock,
                provisional=calendar.is_provisional(one.last_on_time) or calendar.is_provisional(lock),
            )

    def _asked_for(self, one: AdHocReport, office: Office, steps: ReportSteps) -> Cycle:
        anchor = office.calendar.previous(one.deadline)
        lock = steps.compile.from_day(anchor, office.calendar)
        return Cycle(
            name=one.id,
            anchor=anchor,
            covers=(one.covers.since, one.covers.until),
            deadline=anchor,
            late_from=one.deadline + timedelta(days=1),
            lock=lock,
            asked_by=one.asked_by,
            provisional=office.calendar.is_provisional(anchor) or office.calendar.is_provisional(lock),
        )

    def steps(self, cycle: Cycle, plan: Plan, office: Office) -> Iterator[Step]:
        if self.collection:
            asked = self._asked(cycle.name)
            yield from self.collection.steps_of(cycle, plan.units, office, asked.asked_on if asked else None)

    def _asked(self, cycle: str) -> AdHocReport | None:
        return next((one for one in self.ad_hoc if one.id == cycle), None)
