"""Working days of Vietnamese public offices.

The library ``holidays`` knows the public holidays and most moved days; the office's table of *official* swaps (date, off
or working, number of the document) overrides it, since each year's moved days are decided by a notice, at times a week
before (12729/VPCP-KGVX moved 02/01/2026). A year for which no notice is entered is *provisional*, and shown so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from dunghen.calendar.public_holidays import public_holidays

_DAY = timedelta(days=1)
_SATURDAY = 5


class DayOffPolicy(StrEnum):
    """Where a date goes that falls on a day off."""

    PREVIOUS_WORKING_DAY = "previous-working-day"
    NEXT_WORKING_DAY = "next-working-day"
    KEEP = "keep"


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are worked.

    Attributes:
        overrides: date → True where that day is worked, False where it is off; wins over everything else.
        announced: the years whose days off are officially announced; every other year is provisional.
    """

    overrides: Mapping[date, bool] = field(default_factory=dict)
    announced: frozenset[int] = frozenset()

    def is_working(self, day: date) -> bool:
        """Whether public offices work on this day."""
        if day in self.overrides:
            return self.overrides[day]
        off, worked_weekends = public_holidays(day.year)
        return day in worked_weekends or (day.weekday() < _SATURDAY and day not in off)

    def holiday_name(self, day: date) -> str | None:
        """The name of the public holiday on this day, in Vietnamese; None on any other day."""
        return public_holidays(day.year)[0].get(day)

    def is_provisional(self, day: date) -> bool:
        """Whether the days off of this day's year are still to be announced."""
        return day.year not in self.announced

    def previous(self, day: date) -> date:
        """The last working day on or before this day."""
        while not self.is_working(day):
            day -= _DAY
        return day

    def next(self, day: date) -> date:
        """The first working day on or after this day."""
        while not self.is_working(day):
            day += _DAY
        return day

    def settle(self, day: date, policy: DayOffPolicy) -> date:
        """This day, moved off a day off as the policy says."""
        match policy:
            case DayOffPolicy.PREVIOUS_WORKING_DAY:
                return self.previous(day)
            case DayOffPolicy.NEXT_WORKING_DAY:
                return self.next(day)
            case DayOffPolicy.KEEP:
                return day

    def shift(self, day: date, working_days: int) -> date:
        """The day that lies this many working days after ``day`` (before it, where negative).

        ``day`` itself is never counted; ``shift(day, 0)`` is ``day``.
        """
        step = _DAY if working_days > 0 else -_DAY
        left = abs(working_days)
        while left:
            day += step
            if self.is_working(day):
                left -= 1
        return day

    def days_left(self, today: date, deadline: date) -> int:
        """How many working days come after today up to the deadline, it included; 0 once it has passed."""
        count, day = 0, today
        while day < deadline:
            day = self.shift(day, 1)
            count += day <= deadline
        return count
