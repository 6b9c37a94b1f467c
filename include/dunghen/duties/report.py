"""``report``: every unit reports each year; the reports are collected, compiled and delivered.

Steps: request · remind · overdue · escalate · compile · deliver · (approve) deliver outward.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from dunghen.agenda.action import SUBMISSION, Act, Cycle, Step
from dunghen.calendar.working_days import DayOffPolicy
from dunghen.plans.base import ConfigModel, Slug
from dunghen.plans.duty import Duty
from dunghen.plans.offset import Offset
from dunghen.plans.source import Basis

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunghen.plans.office import Office
    from dunghen.plans.plan import Plan

_MONTH_DAY = re.compile(r"(\d{2})-(\d{2})")
_LEAP_YEAR = 2024


def _month_day(text: str) -> str:
    match = _MONTH_DAY.fullmatch(text)
    if not match:
        raise ValueError("ngày trong năm phải có dạng tháng-ngày, ví dụ 11-30")
    date(_LEAP_YEAR, int(match[1]), int(match[2]))
    return text


MonthDay = Annotated[str, AfterValidator(_month_day)]
"""A day of the year, «11-30»."""


def day_of(year: int, month_day: str) -> date:
    """That day of that year; 29 February is the 28th in years that have none."""
    month, day = (int(part) for part in month_day.split("-"))
    if (month, day) == (2, 29):
        return date(year, 3, 1) - timedelta(days=1)
    return date(year, month, day)


class YearlyDeadline(ConfigModel):
    """A deadline that returns every year: strictly ``before`` a day, or ``on`` it at the latest."""

    before: MonthDay | None = None
    on: MonthDay | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.before is None) == (self.on is None):
            raise ValueError("hạn hằng năm cần đúng một trong hai: before (trước ngày) hoặc on (chậm nhất ngày)")
        return self

    def late_from(self, year: int) -> date:
        """The first day that is late in this year."""
        if self.before is not None:
            return day_of(year, self.before)
        assert self.on is not None
        return day_of(year, self.on) + timedelta(days=1)


class Every(ConfigModel):
    """How often the report is owed, and where a deadline on a day off goes."""

    year: YearlyDeadline
    on_day_off: DayOffPolicy = DayOffPolicy.PREVIOUS_WORKING_DAY

    @model_validator(mode="after")
    def _never_past_the_bound(self) -> Self:
        if self.year.before is not None and self.on_day_off is DayOffPolicy.NEXT_WORKING_DAY:
            raise ValueError("«trước ngày» (before) không thể dời sang ngày làm việc kế tiếp: sẽ quá hạn của văn bản")
        return self


class Covers(ConfigModel):
    """The period reported on: from a day of the year (of the year before, where it lies after ``to``) to a day."""

    since: Annotated[MonthDay, Field(alias="from")]
    until: Annotated[MonthDay, Field(alias="to")]

    def in_year(self, year: int) -> tuple[date, date]:
        """First and last day of the period that is reported on in this year."""
        last = day_of(year, self.until)
        first = day_of(year, self.since)
        return (first if first <= last else day_of(year - 1, self.since), last)


class Reporters(ConfigModel):
    """Who reports: ``all`` units of the plan, or those named."""

    units: Literal["all"] | tuple[Slug, ...]


class Escalation(ConfigModel):
    """Telling a superior who has not reported."""

    at: Offset
    to: tuple[Slug, ...]


class OutwardDelivery(ConfigModel):
    """Sending the compiled report out of the house, after a named person has approved it."""

    to: tuple[Slug, ...]
    approve: Literal["required"]
    at: Offset | None = None
    expires: Offset = Offset(60, working=False)


class Delivery(ConfigModel):
    """Handing in the compiled report inside the house, then outside."""

    to: tuple[Slug, ...]
    at: Offset | None = None
    then: OutwardDelivery | None = None


class ReportSteps(ConfigModel):
    """When what happens, counted from the last working day that is on time. All of it is the office's setting."""

    request: Offset
    remind: tuple[Offset, ...] = ()
    overdue: tuple[Offset, ...] = ()
    escalate: Escalation | None = None
    compile: Offset
    deliver: Delivery
    closing: Offset = Offset(90, working=False)
    """How long compiling and handing in may still be made up for after the lock."""

    @model_validator(mode="after")
    def _before_the_lock(self) -> Self:
        wrong_sign = [str(one) for one in (self.request, *self.remind) if one.count >= 0]
        wrong_sign += [str(one) for one in (*self.overdue, self.compile) if one.count <= 0]
        if wrong_sign:
            raise ValueError(
                f"request, remind phải trước hạn (âm), overdue, compile phải sau hạn (dương): {wrong_sign}"
            )
        names = [offset.suffix() for offset in self.remind] + [f"o{offset.suffix()}" for offset in self.overdue]
        if len(set(names)) != len(names):
            raise ValueError("hai mốc nhắc trùng nhau")
        return self


class ReportDuty(Duty):
    """A report that all units, or some, hand in every year."""

    runs: ClassVar[bool] = True
    INTERNAL_RECIPIENTS: ClassVar[frozenset[str]] = frozenset({"to", "from", "steps.deliver.to", "steps.escalate.to"})

    kind: Literal["report"]
    every: Every | None = None
    covers: Covers | None = None
    from_: Annotated[Reporters, Field(alias="from")]
    to: Slug
    steps_: Annotated[ReportSteps | None, Field(alias="steps")] = None
    subject: str | None = None
    """A subject of the office's own for the asking mails (Jinja)."""
    introduction: str | None = None
    """A first paragraph of the office's own for the request (Jinja)."""

    @model_validator(mode="after")
    def _has_a_date_or_waits(self) -> Self:
        if not self.waiting_for and not (self.every and self.steps_ and self.covers):
            raise ValueError("báo cáo cần every, covers và steps; chưa có thì ghi waiting_for để chờ văn phòng quyết")
        return self

    def named_slugs(self) -> Iterator[tuple[str, str]]:
        yield from super().named_slugs()
        yield "to", self.to
        if self.from_.units != "all":
            yield from (("from", slug) for slug in self.from_.units)
        if self.steps_:
            deliver, escalate = self.steps_.deliver, self.steps_.escalate
            yield from (("steps.deliver.to", slug) for slug in deliver.to)
            yield from (("steps.deliver.then.to", slug) for slug in (deliver.then.to if deliver.then else ()))
            yield from (("steps.escalate.to", slug) for slug in (escalate.to if escalate else ()))

    def templates(self) -> Iterator[tuple[str, str]]:
        yield from (("subject", self.subject),) if self.subject else ()
        yield from (("introduction", self.introduction),) if self.introduction else ()

    def reporters(self, plan: Plan, office: Office, day: date) -> tuple[str, ...]:
        """Slugs of the units that owe this report on this day; merged units answer once, under their successor."""
        slugs = plan.units if self.from_.units == "all" else self.from_.units
        return tuple(unit.slug for unit in office.directory.expand(slugs, day))

    def cycles(self, plan: Plan, office: Office) -> Iterator[Cycle]:
        if not (self.is_scheduled and self.every and self.covers and self.steps_):
            return
        calendar = office.calendar
        for year in range(plan.period.since.year, plan.period.until.year + 1):
            late_from = self.every.year.late_from(year)
            anchor = calendar.settle(late_from - timedelta(days=1), self.every.on_day_off)
            if not plan.period.contains(anchor):
                continue
            lock = self.steps_.compile.from_day(anchor, calendar)
            yield Cycle(
                name=str(year),
                anchor=anchor,
                covers=self.covers.in_year(year),
                deadline=anchor,
                deadline_text=self.source.quote,
                # A deadline moved forward off a day off («chậm nhất ngày» on a Sunday) is not late on the Monday.
                late_from=max(late_from, anchor + timedelta(days=1)),
                lock=lock,
                provisional=calendar.is_provisional(anchor) or calendar.is_provisional(lock),
            )

    def steps(self, cycle: Cycle, plan: Plan, office: Office) -> Iterator[Step]:
        if not self.steps_ or cycle.lock is None:
            return
        yield from self._asking(cycle, plan, office)
        yield from self._closing(cycle, plan, office)

    def _asking(self, cycle: Cycle, plan: Plan, office: Office) -> Iterator[Step]:
        """Request, reminders, overdue notices: each holds until the next one; the request until the lock."""
        assert self.steps_
        assert cycle.lock
        dated = sorted(
            [
                *(
                    (offset.from_day(cycle.anchor, office.calendar), Act.REMIND, offset)
                    for offset in self.steps_.remind
                ),
                *(
                    (offset.from_day(cycle.anchor, office.calendar), Act.OVERDUE, offset)
                    for offset in self.steps_.overdue
                ),
            ],
            key=lambda one: one[0],
        )
        asked = self.steps_.request.from_day(cycle.anchor, office.calendar)
        reporters = self.reporters(plan, office, asked)
        yield Step("request", Act.REQUEST, asked, cycle.lock, reporters, Basis.SETTING, settled_by=SUBMISSION)
        # A step that would fall on or after the lock, or on the day of the one before it, is none.
        kept = [one for one in dated if asked < one[0] < cycle.lock]
        ends = [*(one[0] for one in kept[1:]), cycle.lock]
        for (due, act, offset), expires in zip(kept, ends[-len(kept) :] if kept else (), strict=True):
            name = f"{act.value}-{offset.suffix()}"
            yield Step(name, act, due, expires, reporters, Basis.SETTING, settled_by=SUBMISSION)

    def _closing(self, cycle: Cycle, plan: Plan, office: Office) -> Iterator[Step]:
        """Escalation, compilation, delivery inside and outside."""
        assert self.steps_
        assert cycle.lock
        calendar, steps = office.calendar, self.steps_
        if steps.escalate:
            due = steps.escalate.at.from_day(cycle.anchor, calendar)
            name = f"{Act.ESCALATE.value}-{steps.escalate.at.suffix()}"
            yield Step(name, Act.ESCALATE, due, max(cycle.lock, due), steps.escalate.to, Basis.SETTING)
        made_up_until = steps.closing.from_day(cycle.lock, calendar)
        yield Step("compile", Act.COMPILE, cycle.lock, made_up_until, (self.to,), Basis.SETTING)
        delivered = (steps.deliver.at or steps.compile).from_day(cycle.anchor, calendar)
        yield Step("deliver", Act.DELIVER, delivered, made_up_until, steps.deliver.to, Basis.SETTING)
        if then := steps.deliver.then:
            due = then.at.from_day(cycle.anchor, calendar) if then.at else delivered
            expires = then.expires.from_day(due, calendar)
            yield Step(
                "deliver-outward",
                Act.DELIVER_OUTWARD,
                due,
                expires,
                then.to,
                Basis.SETTING,
                outward=True,
                needs_approval=True,
            )
