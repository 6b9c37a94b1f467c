"""Asking the same recipients for the same thing, again and again: each asking holds until the next one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from dunghen.calendar.offset import Offset
from dunghen.calendar.working_days import WorkCalendar
from dunghen.plans.cycle import Act, Step


class Mark(NamedTuple):
    """A day on which something is asked for."""

    due: date
    act: Act
    name: str


def marks(
    act: Act, offsets: Iterable[Offset], anchor: date, calendar: WorkCalendar, stem: str | None = None
) -> Iterator[Mark]:
    """One mark for each offset, named after it: ``remind-7``, ``overdue-30d``; ``stem``: in place of the act's name."""
    for offset in offsets:
        yield Mark(offset.from_day(anchor, calendar), act, f"{stem or act.value}-{offset.suffix()}")


def one_after_another(
    found: Iterable[Mark],
    until: date,
    recipients: tuple[str, ...],
    *,
    settled_by: str | None = None,
    thread: str = "",
    requires: str | None = None,
) -> Iterator[Step]:
    """The marks as steps: each void when the next is due, the last ``until``. Of several on one day the last holds."""
    kept = sorted({one.due: one for one in found if one.due < until}.values())
    for one, expires in zip(kept, [*(following.due for following in kept[1:]), until], strict=False):
        yield Step(
            one.name, one.act, one.due, expires, recipients, thread=thread, settled_by=settled_by, requires=requires
        )


def check_signs(before: Iterable[Offset], after: Iterable[Offset], what: str) -> None:
    """Hold that some offsets lie before their day and others after it, and that no two of a side have one name.

    Raises:
        ValueError: names the offsets that do not; ``what`` says which keys must be before and which after.
    """
    before, after = list(before), list(after)
    wrong = [str(one) for one in before if one.count >= 0] + [str(one) for one in after if one.count <= 0]
    if wrong:
        raise ValueError(f"{what}: {wrong}")
    names = [one.suffix() for one in before] + [f"+{one.suffix()}" for one in after]
    if len(set(names)) != len(names):
        raise ValueError("hai mốc nhắc trùng nhau")
