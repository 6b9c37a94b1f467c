"""Periods (kỳ) of the calendar: year, half-year, quarter, month; and what a report of a period covers.

Two regimes stand side by side. *calendar*: from the first day of the period to its last. *decree-09*: the closing dates
of Nghị định 09/2019/NĐ-CP, article 12, from the 15th of the month before the period to the 14th of its last month (the
year 15/12–14/12, the half-years 15/12–14/6 and 15/6–14/12). The decree leaves the internal regime of an office to the
office (article 1, clause 2): which one holds is written with each duty.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from dunghen.values.base import ConfigModel

_MONTH_DAY = re.compile(r"(\d{2})-(\d{2})")
_LEAP_YEAR = 2024
_MONTHS = 12


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
    return day_in_month(date(year, month, 1), day)


def day_in_month(month: date, day: int) -> date:
    """That day of the month that ``month`` lies in; the month's last day where it is shorter."""
    return month.replace(day=min(day, calendar.monthrange(month.year, month.month)[1]))


def month_after(day: date, months: int) -> date:
    """The first day of the month so many months after (before, where negative) the month of ``day``."""
    count = day.year * _MONTHS + day.month - 1 + months
    return date(count // _MONTHS, count % _MONTHS + 1, 1)


class Frequency(StrEnum):
    """How long a period is."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"

    @property
    def months(self) -> int:
        """The number of months in the period."""
        return {Frequency.YEAR: 12, Frequency.HALF: 6, Frequency.QUARTER: 3, Frequency.MONTH: 1}[self]


@dataclass(frozen=True, slots=True)
class CalendarPeriod:
    """A period by the calendar: its name («2026», «2026-H1», «2026-Q3», «2026-07»), its first and last day."""

    name: str
    first: date
    last: date


def periods(frequency: Frequency, years: range) -> Iterator[CalendarPeriod]:
    """All periods of these years, oldest first."""
    for year in years:
        for number in range(1, _MONTHS // frequency.months + 1):
            first = date(year, (number - 1) * frequency.months + 1, 1)
            last = month_after(first, frequency.months) - timedelta(days=1)
            yield CalendarPeriod(_name(frequency, year, number), first, last)


def _name(frequency: Frequency, year: int, number: int) -> str:
    match frequency:
        case Frequency.YEAR:
            return f"{year}"
        case Frequency.HALF:
            return f"{year}-H{number}"
        case Frequency.QUARTER:
            return f"{year}-Q{number}"
        case Frequency.MONTH:
            return f"{year}-{number:02d}"


class Regime(StrEnum):
    """By which rule a report's period begins and ends."""

    CALENDAR = "calendar"
    """01/01–31/12 and its parts."""
    DECREE_09 = "decree-09"
    """15/12–14/12 and its parts (Nghị định 09/2019/NĐ-CP, article 12)."""

    def of(self, period: CalendarPeriod) -> tuple[date, date]:
        """First and last day that a report of this period covers."""
        if self is Regime.CALENDAR:
            return period.first, period.last
        return month_after(period.first, -1).replace(day=15), period.last.replace(day=14)


class Covers(ConfigModel):
    """The period reported on: by a named ``regime``; for a yearly report also from a day of the year to a day.

    ``from`` lies in the year before where it comes after ``to`` («12-01» to «11-30»).
    """

    since: Annotated[MonthDay | None, Field(alias="from")] = None
    until: Annotated[MonthDay | None, Field(alias="to")] = None
    regime: Regime | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.since is None) != (self.until is None) or (self.since is None) == (self.regime is None):
            raise ValueError("kỳ số liệu cần from và to, hoặc regime (calendar: theo năm dương lịch; decree-09: 15-14)")
        return self

    def of(self, period: CalendarPeriod) -> tuple[date, date]:
        """First and last day that the report of this period covers."""
        if self.regime:
            return self.regime.of(period)
        assert self.since
        assert self.until
        year = period.first.year
        first, last = day_of(year, self.since), day_of(year, self.until)
        return (first if first <= last else day_of(year - 1, self.since), last)
