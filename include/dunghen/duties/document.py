"""A document that a unit must finish by a day: who is reminded, when, and until when it is called overdue.

Steps: remind · overdue · (escalate). «done» settles them all: for the whole cycle, or for one unit where each of several
units owes a document of its own.
"""

from __future__ import annotations

from itertools import count, takewhile
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import Field, model_validator

from dunghen.calendar.offset import Offset
from dunghen.calendar.period import day_in_month, month_after
from dunghen.duties.asking import Mark, check_signs, marks, one_after_another
from dunghen.duties.collection import Escalation
from dunghen.plans.cycle import Act, Cycle, Step
from dunghen.values.base import ConfigModel
from dunghen.values.source import Basis

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from dunghen.calendar.working_days import WorkCalendar
    from dunghen.plans.office import Office
    from dunghen.plans.plan import Plan

DONE = "done"
"""The record that the document is finished and handed in."""


class DocumentSteps(ConfigModel):
    """When is reminded, counted from the last working day that is on time. All of it is the office's setting."""

    remind: tuple[Offset, ...] = (Offset(-30, working=False), Offset(-7, working=True), Offset(-1, working=True))
    overdue: tuple[Offset, ...] = (Offset(1, working=True), Offset(10, working=True))
    monthly: bool = True
    """After the last ``overdue``, once a month until the lock."""
    escalate: Escalation | None = None
    lock: Annotated[Offset, Field(description="Ngày thôi nhắc.")] = Offset(180, working=False)

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
            due = self.escalate.at.from_day(cycle.anchor, calendar)
            name = f"{Act.ESCALATE.value}-{self.escalate.at.suffix()}"
            until = max(cycle.lock, due)
            yield Step(name, Act.ESCALATE, due, until, self.escalate.to, Basis.SETTING, settled_by=DONE)


def _monthly(anchor: date, lock: date, calendar: WorkCalendar) -> Iterator[Mark]:
    """The same day of every following month, before the lock."""
    days = (calendar.next(day_in_month(month_after(anchor, number), anchor.day)) for number in count(1))
    for number, due in enumerate(takewhile(lambda day: day < lock, days), start=1):
        yield Mark(due, Act.OVERDUE, f"{Act.OVERDUE.value}-m{number}")


def inside(slugs: Iterable[str], plan: Plan, office: Office, day: date) -> tuple[str, ...]:
    """The units meant by these slugs that belong to the plan's house, each once: those that may be written to unasked.

    Partners and offices of another house are left out: what goes to them waits for an approval.
    """
    units = office.directory.expand(slugs, day)
    return tuple(unit.slug for unit in units if unit.house == plan.house)


def left_out(slugs: Iterable[str], plan: Plan, office: Office) -> Iterator[str]:
    """Who among these is not of the plan's house, and so gets none of the letters that go unasked (see ``inside``)."""
    directory, named = office.directory, dict.fromkeys(slugs)
    others = [unit.name for unit in directory.expand(named, plan.period.since) if unit.house != plan.house]
    others += [partner.name for partner in map(directory.partner, named) if partner]
    for name in others:
        yield f"«{name}» ở ngoài cơ quan nên không được gửi thư tự động: văn phòng tự liên hệ"


def unlisted(slugs: Iterable[str], office: Office) -> Iterator[str]:
    """The groups among these whose members nobody has listed: their units get no letter until somebody does."""
    for group in filter(None, map(office.directory.group, slugs)):
        if not group.members:
            yield f"danh sách thành viên của «{group.name}» (units.yaml): chưa có nên chưa gửi được cho các đơn vị ấy"
