"""On which day of a year an occasion falls: fixed days, and each movable day by a rule with a name.

A rule answers for a year or raises ``DayRuleError``; it never leaves a year out in silence.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from dunghen.calendar.lunar import solar_day
from dunghen.calendar.public_holidays import country_calendar
from dunghen.exceptions import DayRuleError
from dunghen.values.base import ConfigModel

_MONTH_DAY = re.compile(r"(\d{2})-(\d{2})")
_SUNDAY = 6
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = timedelta(days=1)


def _month_day(text: str) -> str:
    match = _MONTH_DAY.fullmatch(text)
    if not match:
        raise ValueError("ngày trong năm phải có dạng tháng-ngày, ví dụ 09-02")
    date(2024, int(match[1]), int(match[2]))
    return text


MonthDay = Annotated[str, AfterValidator(_month_day)]
"""A day of the solar year, «09-02»; 29 February among them."""

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


class FixedDay(ConfigModel):
    """The same day every year; written short as «09-02»."""

    rule: Literal["fixed"] = "fixed"
    day: MonthDay

    def in_year(self, year: int) -> date:
        """The day of this year."""
        return in_year(*_parts(self.day), year)


class NotOnSunday(ConfigModel):
    """A day that is kept the day before where it is a Sunday (Netherlands: 27/4, or 26/4)."""

    rule: Literal["not-on-sunday"]
    day: MonthDay

    def in_year(self, year: int) -> date:
        """The day of this year."""
        day = in_year(*_parts(self.day), year)
        return day - _DAY if day.weekday() == _SUNDAY else day


class NthWeekday(ConfigModel):
    """The so-many-eth weekday of a month (United Kingdom: the second Saturday of June)."""

    rule: Literal["nth-weekday"]
    month: Annotated[int, Field(ge=1, le=12)]
    weekday: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    nth: Annotated[int, Field(ge=1, le=4)]

    def in_year(self, year: int) -> date:
        """The day of this year."""
        first = date(year, self.month, 1)
        to_weekday = (_WEEKDAYS.index(self.weekday) - first.weekday()) % 7
        return first + timedelta(days=to_weekday + 7 * (self.nth - 1))


class VietnameseLunarDay(ConfigModel):
    """A day of Việt Nam's lunar year (mùng 1 tháng Giêng is «01-01»), which at times is not China's or Korea's."""

    rule: Literal["lunar-vn"]
    day: Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|30)$")]

    def in_year(self, year: int) -> date:
        """The day that falls in this solar year; the last lunar months belong to the lunar year before.

        Raises:
            DayRuleError: the lunar calendar does not reach so far, or the year has no such day.
        """
        month, day = _parts(self.day)
        for lunar_year in (year, year - 1):
            try:
                found = solar_day(lunar_year, month, day)
            except ValueError as error:
                raise DayRuleError(str(error)) from error
            if found.year == year:
                return found
        raise DayRuleError(f"năm {year} không có ngày âm lịch {day}/{month}")


class PublicHoliday(ConfigModel):
    """A country's own public holiday, by that country's calendar, from the library ``holidays``."""

    rule: Literal["public-holiday"]
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    name: str
    """The library's English name, exactly; of a holiday of several days the first counts."""

    def in_year(self, year: int) -> date:
        """The (first) day of the holiday in this year.

        Raises:
            DayRuleError: the library does not know the country, or the holiday in that year.
        """
        return _holiday(self.country, self.name, year)


@lru_cache(maxsize=1024)
def _holiday(country: str, name: str, year: int) -> date:
    try:
        calendar = country_calendar(country)
    except LookupError as error:
        raise DayRuleError(f"không có lịch nghỉ lễ của nước {country}") from error
    # The language is explicit: without it the names follow the locale of the environment.
    known = calendar(years=year, language="en_US")
    days = known.get_named(name, lookup="exact", split_multiple_names=True)
    if not days:
        raise DayRuleError(f"lịch nghỉ lễ của {country} không có «{name}» năm {year}")
    first: date = min(days)
    return first


class DaysByYear(ConfigModel):
    """Days that the office enters year by year, because no rule gives them."""

    rule: Literal["by-year"]
    days: tuple[date, ...]

    def in_year(self, year: int) -> date:
        """The day entered for this year.

        Raises:
            DayRuleError: none is entered for it.
        """
        found = [day for day in self.days if day.year == year]
        if len(found) != 1:
            raise DayRuleError(f"cần đúng một ngày của năm {year} trong «days», có {len(found)}")
        return found[0]


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
