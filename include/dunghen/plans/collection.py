"""Collecting from units (thu báo cáo): whom is asked, when, and what becomes of the answers.

Steps: request · remind · overdue · escalate · compile · deliver · (approve) deliver outward.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import model_validator

from dunghen.calendar.offset import Offset
from dunghen.calendar.working_days import WorkCalendar
from dunghen.directory.directory import Directory
from dunghen.plans.cycle import SUBMISSION, Act, Cycle, Step
from dunghen.plans.marks import check_signs, marks, one_after_another
from dunghen.plans.office import Office
from dunghen.values.base import ConfigModel, Slug
from dunghen.values.input import Input, Side


class Reporters(ConfigModel):
    """Who reports: ``all`` units of the plan, or those named."""

    units: Literal["all"] | tuple[Slug, ...]


class Escalation(ConfigModel):
    """Telling a superior what has not been handed in."""

    at: Annotated[Offset, Input("Báo vào lúc", side=Side.AFTER)]
    to: Annotated[tuple[Slug, ...], Input("Báo cho")]

    def step(self, anchor: date, lock: date, calendar: WorkCalendar, settled_by: str | None = None) -> Step:
        """The act, so long after ``anchor``; it holds until the lock, which it may follow."""
        due = self.at.from_day(anchor, calendar)
        name = f"{Act.ESCALATE.value}-{self.at.suffix()}"
        return Step(name, Act.ESCALATE, due, max(lock, due), self.to, settled_by=settled_by)


class OutwardDelivery(ConfigModel):
    """Sending the compiled report out of the house, after a named person has approved it."""

    to: Annotated[tuple[Slug, ...], Input("Gửi tới")]
    approve: Literal["required"]
    at: Annotated[Offset | None, Input("Vào lúc", side=Side.AFTER)] = None
    expires: Annotated[Offset, Input("Chưa duyệt thì thôi gửi", side=Side.AFTER)] = Offset(60, working=False)


class Delivery(ConfigModel):
    """Handing in the compiled report inside the house, then outside."""

    to: Annotated[tuple[Slug, ...], Input("Trình báo cáo tổng hợp cho (trong cơ quan)")]
    at: Annotated[Offset | None, Input("Trình vào lúc", "Để trống thì trình ngay khi khóa sổ.", side=Side.AFTER)] = None
    then: Annotated[OutwardDelivery | None, Input("Sau đó gửi ra ngoài cơ quan (chỉ gửi khi có người duyệt)")] = None


class ReportSteps(ConfigModel):
    """When what happens, counted from the last working day that is on time. All of it is the office's setting."""

    request: Annotated[Offset, Input("Gửi đề nghị báo cáo", side=Side.BEFORE)]
    remind: Annotated[
        tuple[Offset, ...], Input("Nhắc trước hạn", "Để trống thì không có việc này.", side=Side.BEFORE)
    ] = ()
    overdue: Annotated[
        tuple[Offset, ...], Input("Nhắc khi quá hạn", "Để trống thì không có việc này.", side=Side.AFTER)
    ] = ()
    escalate: Annotated[Escalation | None, Input("Báo cấp trên khi còn thiếu", "Để trống cả hai thì không báo.")] = None
    compile: Annotated[Offset, Input("Khóa sổ và tổng hợp", side=Side.AFTER)]
    deliver: Delivery
    closing: Annotated[Offset, Input("Còn tổng hợp, trình bù được đến (sau ngày khóa sổ)", side=Side.AFTER)] = Offset(
        90, working=False
    )
    """How long compiling and handing in may still be made up for after the lock."""

    @model_validator(mode="after")
    def _before_the_lock(self) -> Self:
        what = "request, remind phải trước hạn (âm), overdue, compile phải sau hạn (dương)"
        check_signs([self.request], [self.compile], what)
        check_signs(self.remind, self.overdue, what)
        return self


@dataclass(frozen=True)
class Collection:
    """What a duty collects from units. A duty that collects nothing has none.

    Attributes:
        from_: who is asked.
        to: the slug of the unit that collects and compiles.
        steps: when.
    """

    from_: Reporters
    to: str
    steps: ReportSteps

    def named_slugs(self) -> Iterator[tuple[str, str]]:
        """Everybody it names, with the field of the plan file that names them."""
        yield "to", self.to
        if self.from_.units != "all":
            yield from (("from", slug) for slug in self.from_.units)
        deliver, escalate = self.steps.deliver, self.steps.escalate
        yield from (("steps.deliver.to", slug) for slug in deliver.to)
        yield from (("steps.deliver.then.to", slug) for slug in (deliver.then.to if deliver.then else ()))
        yield from (("steps.escalate.to", slug) for slug in (escalate.to if escalate else ()))

    def reporters(self, units: Sequence[str], directory: Directory, day: date) -> tuple[str, ...]:
        """Slugs of the units that owe an answer on this day; merged units answer once, under their successor.

        ``units``: whom «all» means in the plan.
        """
        slugs = units if self.from_.units == "all" else self.from_.units
        return tuple(unit.slug for unit in directory.expand(slugs, day))

    def steps_of(
        self, cycle: Cycle, units: Sequence[str], office: Office, not_before: date | None = None
    ) -> Iterator[Step]:
        """The steps of one cycle; ``units``: whom «all» means in the plan; ``not_before``: nothing is asked before this day (on which it was asked for)."""
        if cycle.lock is None:
            return
        yield from self._asking(cycle, cycle.lock, units, office, not_before)
        yield from self._closing(cycle, cycle.lock, office)

    def _asking(
        self, cycle: Cycle, lock: date, units: Sequence[str], office: Office, not_before: date | None
    ) -> Iterator[Step]:
        """Request, reminders, overdue notices: each holds until the next one; the request until the lock."""
        calendar = office.calendar
        asked = self.steps.request.from_day(cycle.anchor, calendar)
        if not_before:
            asked = max(asked, calendar.next(not_before))
        asked_units = self.reporters(units, office.directory, asked)
        yield Step("request", Act.REQUEST, asked, lock, asked_units, settled_by=SUBMISSION)
        dated = [
            *marks(Act.REMIND, self.steps.remind, cycle.anchor, calendar),
            *marks(Act.OVERDUE, self.steps.overdue, cycle.anchor, calendar),
        ]
        later = [one for one in dated if asked < one.due]
        yield from one_after_another(later, lock, asked_units, settled_by=SUBMISSION)

    def _closing(self, cycle: Cycle, lock: date, office: Office) -> Iterator[Step]:
        """Escalation, compilation, delivery inside and outside."""
        calendar, steps = office.calendar, self.steps
        if steps.escalate:
            yield steps.escalate.step(cycle.anchor, lock, calendar)
        made_up_until = steps.closing.from_day(lock, calendar)
        yield Step("compile", Act.COMPILE, lock, made_up_until, (self.to,))
        delivered = (steps.deliver.at or steps.compile).from_day(cycle.anchor, calendar)
        yield Step("deliver", Act.DELIVER, delivered, made_up_until, steps.deliver.to)
        if then := steps.deliver.then:
            due = then.at.from_day(cycle.anchor, calendar) if then.at else delivered
            expires = then.expires.from_day(due, calendar)
            yield Step("deliver-outward", Act.DELIVER_OUTWARD, due, expires, then.to)
