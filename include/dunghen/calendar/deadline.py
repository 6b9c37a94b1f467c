"""Deadlines that return with every period: strictly ``before`` a day, or ``on`` it at the latest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from dunghen.calendar.period import CalendarPeriod, Frequency, MonthDay, day_in_month, day_of, month_after, periods
from dunghen.calendar.working_days import DayOffPolicy, WorkCalendar
from dunghen.values.base import ConfigModel
from dunghen.values.source import Basis

_DAY = timedelta(days=1)
_ONE_BOUND = "hạn cần đúng một trong hai: before (trước ngày) hoặc on (chậm nhất ngày)"


class YearlyDeadline(ConfigModel):
    """A deadline that returns every year: ``{before: 11-30}``, ``{on: 01-15, of_year: next}``."""

    before: MonthDay | None = None
    on: MonthDay | None = None
    of_year: Literal["previous", "same", "next"] = "same"
    """The year of that day, seen from the year that the cycle is named after: a report may be due in the next."""

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.before is None) == (self.on is None):
            raise ValueError(_ONE_BOUND)
        return self

    def late_from(self, period: CalendarPeriod) -> date:
        """The first day that is late for this period."""
        year = period.first.year + {"previous": -1, "same": 0, "next": 1}[self.of_year]
        if self.before is not None:
            return day_of(year, self.before)
        assert self.on is not None
        return day_of(year, self.on) + _DAY


class PeriodDeadline(ConfigModel):
    """A deadline that returns every half-year, quarter or month: ``{before: 20, of_month: last}``.

    A day that the month does not have is its last day.
    """

    before: Annotated[int, Field(ge=1, le=31)] | None = None
    on: Annotated[int, Field(ge=1, le=31)] | None = None
    of_month: Literal["previous", "first", "last", "next"] = "last"
    """Of which month: the one before the period, its first, its last, or the one after the period."""

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.before is None) == (self.on is None):
            raise ValueError(_ONE_BOUND)
        return self

    def late_from(self, period: CalendarPeriod) -> date:
        """The first day that is late for this period."""
        month = {
            "previous": month_after(period.first, -1),
            "first": period.first,
            "last": period.last,
            "next": month_after(period.last, 1),
        }[self.of_month]
        if self.before is not None:
            return day_in_month(month, self.before)
        assert self.on is not None
        return day_in_month(month, self.on) + _DAY


@dataclass(frozen=True, slots=True)
class Deadline:
    """The deadline of one period.

    Attributes:
        period: the period by the calendar.
        last_on_time: the last day that is on time, moved off a day off.
        late_from: the first day that is late.
    """

    period: CalendarPeriod
    last_on_time: date
    late_from: date


class Every(ConfigModel):
    """How often something is owed, by when in each period, and where a deadline on a day off goes.

    Exactly one of ``year``, ``half``, ``quarter``, ``month``.
    """

    year: YearlyDeadline | None = None
    half: PeriodDeadline | None = None
    quarter: PeriodDeadline | None = None
    month: PeriodDeadline | None = None
    on_day_off: DayOffPolicy = DayOffPolicy.PREVIOUS_WORKING_DAY
    basis: Basis = Basis.STATED
    """``stated``: the quote of the duty's source holds the deadline. ``setting``: the office set it."""

    @model_validator(mode="after")
    def _one_frequency(self) -> Self:
        given = [one.value for one in Frequency if getattr(self, one.value) is not None]
        if len(given) != 1:
            raise ValueError("cần đúng một trong: year, half, quarter, month")
        if self._bound.before is not None and self.on_day_off is DayOffPolicy.NEXT_WORKING_DAY:
            raise ValueError("«trước ngày» (before) không thể dời sang ngày làm việc kế tiếp: sẽ quá hạn của văn bản")
        return self

    @property
    def frequency(self) -> Frequency:
        """How long a period is."""
        return next(one for one in Frequency if getattr(self, one.value) is not None)

    @property
    def _bound(self) -> YearlyDeadline | PeriodDeadline:
        bound: YearlyDeadline | PeriodDeadline = getattr(self, self.frequency.value)
        return bound

    def deadlines(self, years: range, calendar: WorkCalendar) -> Iterator[Deadline]:
        """The deadlines of all periods of these years, and of the year before and after; the caller chooses."""
        for period in periods(self.frequency, range(years.start - 1, years.stop + 1)):
            late_from = self._bound.late_from(period)
            settled = calendar.settle(late_from - _DAY, self.on_day_off)
            # A deadline moved forward off a day off («chậm nhất ngày» on a Sunday) is not late on the Monday.
            yield Deadline(period, settled, max(late_from, settled + _DAY))
