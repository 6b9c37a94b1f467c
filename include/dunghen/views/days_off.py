"""A year of days off as a picture: twelve months, and every day that is not what its weekday says, in words."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dunghen.calendar.working_days import WorkCalendar

_SATURDAY = 5


class DayKind(StrEnum):
    """What a day is."""

    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    """Off by the library: a public holiday."""
    OFF = "off"
    """Off by an official document, or by the library's own knowledge of moved days."""
    MADE_UP = "made-up"
    """A day of the weekend that is worked."""


@dataclass(frozen=True, slots=True)
class DayOff:
    """One day.

    Attributes:
        day: which.
        kind: what holds.
        name: of the public holiday; None on any other day.
        document: by which it was decided; None where the library alone says so.
        is_office: whether that decision was made on the page, and not in the signed file.
        otherwise: what the library alone would say, where that is something else.
    """

    day: date
    kind: DayKind
    name: str | None = None
    document: str | None = None
    is_office: bool = False
    otherwise: str | None = None

    @property
    def is_plain(self) -> bool:
        """Whether the day is what its weekday says."""
        return self.kind in (DayKind.WORKING, DayKind.WEEKEND) and self.document is None


Month = tuple[date, tuple[tuple[DayOff | None, ...], ...]]
"""The first day, and its weeks from Monday on; None outside the month."""


def year_of_days(
    year: int, calendar: WorkCalendar, documents: Mapping[date, str], of_the_office: frozenset[date]
) -> tuple[Month, ...]:
    """The twelve months.

    Args:
        year: from 1900 on.
        calendar: in force.
        documents: of each override, by what document.
        of_the_office: the overrides that were entered on the page.
    """
    alone = WorkCalendar()
    made: list[Month] = []
    for month in range(1, 13):
        weeks = tuple(
            tuple(_day(day, calendar, alone, documents, of_the_office) if day.month == month else None for day in week)
            for week in Calendar().monthdatescalendar(year, month)
        )
        made.append((date(year, month, 1), weeks))
    return tuple(made)


def _day(
    day: date,
    calendar: WorkCalendar,
    alone: WorkCalendar,
    documents: Mapping[date, str],
    of_the_office: frozenset[date],
) -> DayOff:
    works, would_work = calendar.is_working(day), alone.is_working(day)
    name = calendar.holiday_name(day)
    weekend = day.weekday() >= _SATURDAY
    if works:
        kind = DayKind.MADE_UP if weekend else DayKind.WORKING
    else:
        kind = DayKind.HOLIDAY if name and not would_work else DayKind.WEEKEND if weekend else DayKind.OFF
    otherwise = None if works == would_work else "đi làm" if would_work else f"nghỉ{f' ({name})' if name else ''}"
    return DayOff(day, kind, name, documents.get(day), day in of_the_office, otherwise)


def notable(months: tuple[Month, ...]) -> tuple[DayOff, ...]:
    """The days that are not what their weekday says, in order."""
    days = (one for _, weeks in months for week in weeks for one in week if one)
    return tuple(one for one in days if not one.is_plain)
