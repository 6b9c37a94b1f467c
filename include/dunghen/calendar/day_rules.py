"""On which day of a year an occasion falls: fixed days, and each movable day by a rule with a name.

A rule answers for a year or raises ``DayRuleError``; it never leaves a year out in silence. A movable day may come
round twice in a solar year.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator

from dunghen.calendar.lunar import KNOWN_YEARS, solar_day
from dunghen.calendar.period import MonthDay
from dunghen.calendar.public_holidays import days_of_holiday
from dunghen.exceptions import DayRuleError
from dunghen.values.base import ConfigModel

_SUNDAY = 6
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = timedelta(days=1)
_LUNAR_YEAR = timedelta(days=350)
"""No year is shorter, by the sun or the moon."""


LeapDay = Literal["02-28", "03-01"]
"""When 29 February is kept in a year that has none."""


def in_year(month: int, day: int, year: int, leap_day: LeapDay = "02-28") -> date:
    """This day of this year; 29 February falls on ``leap_day`` in a year that has none.

    A yearly recurrence that knows no better (RFC 5545) would skip three years of four.
    """
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, *_parts(leap_day))


def _parts(month_day: str) -> tuple[int, int]:
    month, day = month_day.split("-")
    return int(month), int(day)


@dataclass(frozen=True, slots=True)
class YearDay:
    """The day of an occasion in one year.

    Attributes:
        day: the day.
        provisional: it is estimated; whoever keeps it has not announced it, and may announce another.
    """

    day: date
    provisional: bool = False


class FixedDay(ConfigModel):
    """The same day every year; written short as «09-02»."""

    rule: Literal["fixed"] = "fixed"
    day: MonthDay

    def in_year(self, year: int) -> tuple[YearDay, ...]:
        """The day of this year."""
        return (YearDay(in_year(*_parts(self.day), year)),)


class NotOnSunday(ConfigModel):
    """A day that is kept the day before where it is a Sunday (Netherlands: 27/4, or 26/4)."""

    rule: Literal["not-on-sunday"]
    day: MonthDay

    def in_year(self, year: int) -> tuple[YearDay, ...]:
        """The day of this year."""
        day = in_year(*_parts(self.day), year)
        return (YearDay(day - _DAY if day.weekday() == _SUNDAY else day),)


class NthWeekday(ConfigModel):
    """The so-many-eth weekday of a month (United Kingdom: the second Saturday of June)."""

    rule: Literal["nth-weekday"]
    month: Annotated[int, Field(ge=1, le=12)]
    weekday: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    nth: Annotated[int, Field(ge=1, le=4)]

    def in_year(self, year: int) -> tuple[YearDay, ...]:
        """The day of this year."""
        first = date(year, self.month, 1)
        to_weekday = (_WEEKDAYS.index(self.weekday) - first.weekday()) % 7
        return (YearDay(first + timedelta(days=to_weekday + 7 * (self.nth - 1))),)


class VietnameseLunarDay(ConfigModel):
    """A day of Việt Nam's lunar year (mùng 1 tháng Giêng is «01-01»), which at times is not China's or Korea's."""

    rule: Literal["lunar-vn"]
    day: Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|30)$")]

    def in_year(self, year: int) -> tuple[YearDay, ...]:
        """The day that falls in this solar year; the last lunar months belong to the lunar year before.

        Two where both do: mùng 1 tháng Chạp falls on 04/01/2030 and on 25/12/2030.

        Raises:
            DayRuleError: the lunar calendar does not reach so far, or the year has no such day: a month may have 29 days.
        """
        if year not in KNOWN_YEARS:
            raise DayRuleError(f"lịch âm chỉ tính được các năm {KNOWN_YEARS[0]}-{KNOWN_YEARS[-1]}")
        month, day = _parts(self.day)
        found = [one for lunar_year in (year - 1, year) if (one := _lunar_day(lunar_year, month, day))]
        if days := tuple(YearDay(one) for one in found if one.year == year):
            return days
        raise DayRuleError(f"ngày {day}/{month} âm lịch không rơi vào ngày nào của năm")


def _lunar_day(lunar_year: int, month: int, day: int) -> date | None:
    try:
        return solar_day(lunar_year, month, day)
    except ValueError:
        return None


class PublicHoliday(ConfigModel):
    """A country's own public holiday, by that country's calendar, from the library ``holidays``."""

    rule: Literal["public-holiday"]
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    name: str
    """The library's English name; of a holiday of several days the first counts."""

    def in_year(self, year: int) -> tuple[YearDay, ...]:
        """The (first) day of the holiday in this year; two where a lunar one comes round twice.

        Raises:
            DayRuleError: the library does not know the country, or the holiday in that year.
        """
        try:
            found = days_of_holiday(self.country, self.name, year)
        except LookupError as error:
            raise DayRuleError(f"không có lịch nghỉ lễ của nước {self.country}") from error
        if not found:
            raise DayRuleError(f"lịch nghỉ lễ của {self.country} không có «{self.name}»")
        return tuple(YearDay(one.day, provisional=one.is_estimated) for one in found)


class DaysByYear(ConfigModel):
    """Days that the office enters year by year, because no rule gives them."""

    rule: Literal["by-year"]
    days: tuple[date, ...]

    @field_validator("days")
    @classmethod
    def _one_a_year(cls, days: tuple[date, ...]) -> tuple[date, ...]:
        for before, after in pairwise(sorted(days)):
            if after - before < _LUNAR_YEAR and after.year == before.year:
                raise ValueError(f"hai ngày của một năm: {before:%d/%m/%Y} và {after:%d/%m/%Y}")
        return days

    def in_year(self, year: int) -> tuple[YearDay, ...]:
        """The day entered for this year; both where a lunar occasion comes round twice.

        Raises:
            DayRuleError: none is entered for it.
        """
        if found := tuple(YearDay(day) for day in sorted(self.days) if day.year == year):
            return found
        raise DayRuleError("chưa nhập ngày của năm ấy trong «days»")


def _short(value: object) -> object:
    return {"rule": "fixed", "day": value} if isinstance(value, str) else value


DayRule = Annotated[
    Annotated[
        FixedDay | NotOnSunday | NthWeekday | VietnameseLunarDay | PublicHoliday | DaysByYear,
        Field(discriminator="rule"),
    ],
    BeforeValidator(_short),
]
"""How an occasion's day of a year is found."""
