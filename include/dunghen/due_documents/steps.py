"""A document that a unit must finish by a day: who is reminded, when, and until when it is called overdue.

Steps: remind · overdue · (escalate). «done» settles them all: for the whole cycle, or for one unit where each of several
units owes a document of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count, takewhile
from typing import Annotated, Self

from pydantic import Field, model_validator

from dunghen.calendar.offset import Offset
from dunghen.calendar.period import day_in_month, month_after
from dunghen.calendar.working_days import WorkCalendar
from dunghen.plans.collection import Escalation
from dunghen.plans.cycle import Act, Cycle, Step
from dunghen.plans.marks import Mark, check_signs, marks, one_after_another
from dunghen.values.base import ConfigModel
from dunghen.values.input import Input, Side

DONE = "done"
"""The record that the document is finished and handed in."""


class DocumentSteps(ConfigModel):
    """When is reminded, counted from the last working day that is on time. All of it is the office's setting."""

    remind: Annotated[tuple[Offset, ...], Input("Nhắc trước hạn", side=Side.BEFORE)] = (
        Offset(-30, working=False),
        Offset(-7, working=True),
        Offset(-1, working=True),
    )
    overdue: Annotated[tuple[Offset, ...], Input("Nhắc khi quá hạn", side=Side.AFTER)] = (
        Offset(1, working=True),
        Offset(10, working=True),
    )
    monthly: Annotated[bool, Input("Sau đó mỗi tháng nhắc một lần")] = True
    """After the last ``overdue``, once a month until the lock."""
    escalate: Annotated[Escalation | None, Input("Báo cấp trên khi còn thiếu", "Để trống cả hai thì không báo.")] = None
    lock: Annotated[Offset, Field(description="Ngày thôi nhắc."), Input("Thôi nhắc", side=Side.AFTER)] = Offset(
        180, working=False
    )

    @model_validator(mode="after")
    def _around_the_day(self) -> Self:
        check_signs(self.remind, self.overdue, "remind phải trước hạn (âm), overdue phải sau hạn (dương)")
        check_signs([], [self.lock], "lock phải sau hạn (dương)")
        return self

    def named_slugs(self) -> Iterator[tuple[str, str]]:
        """Everybody the steps name, with the field that names them."""
        yield from (("steps.escalate.to", slug) for slug in (self.escalate.to if self.escalate else ()))

    def of(self, cycle: Cycle, recipients: tuple[str, ...], calendar: WorkCalendar) -> Iterator[Step]:
        """The steps of one cycle, towards the units that are reminded."""
        if cycle.lock is None:
            return
        overdue = [*marks(Act.OVERDUE, self.overdue, cycle.anchor, calendar)]
        last = max([cycle.anchor, *(one.due for one in overdue)])
        found = [*marks(Act.REMIND, self.remind, cycle.anchor, calendar), *overdue]
        if self.monthly:
            found += (one for one in _monthly(cycle.anchor, cycle.lock, calendar) if one.due > last)
        yield from one_after_another(found, cycle.lock, recipients, settled_by=DONE)
        if self.escalate:
            yield self.escalate.step(cycle.anchor, cycle.lock, calendar, DONE)


def _monthly(anchor: date, lock: date, calendar: WorkCalendar) -> Iterator[Mark]:
    """The same day of every following month, before the lock."""
    days = (calendar.next(day_in_month(month_after(anchor, number), anchor.day)) for number in count(1))
    for number, due in enumerate(takewhile(lambda day: day < lock, days), start=1):
        yield Mark(due, Act.OVERDUE, f"{Act.OVERDUE.value}-m{number}")
