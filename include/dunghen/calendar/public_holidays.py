"""Public holidays, of Việt Nam and of partners' countries, as the library ``holidays`` knows them.

The library writes what it knows of one year's day into the name: «Eid al-Fitr (estimated)» is «Eid al-Fitr».
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import holidays
from holidays.constants import HOLIDAY_NAME_DELIMITER
from holidays.registry import COUNTRIES

_MARK = re.compile(r" \((?=\w)(?P<moved>observed|in lieu|substitute day)?(?:, )?(?P<estimated>estimated)?\)$")
"""What the library says of one year's day, after the holiday's name."""
_DAY = timedelta(days=1)
_MOVED = timedelta(days=10)
"""A day off given for a holiday lies no further from it."""
_AGAIN = range(350, 360)
"""So many days after the first day of a holiday its next year begins, by a calendar of twelve moons."""
_RECENT = 2025
"""A year in which nearly every holiday that there is has its name."""


@lru_cache(maxsize=256)
def public_holidays(year: int) -> tuple[Mapping[date, str], frozenset[date]]:
    """Việt Nam's days off of a year with their names, and the weekend days worked in exchange for a moved day."""
    # The language is explicit: without it the names follow the locale of the environment.
    found = country_calendar("VN")(years=year, language="vi")
    return dict(found), frozenset(found.weekend_workdays)


@lru_cache
def country_calendar(code: str) -> Any:
    """The library's class for one country (ISO 3166-1 alpha-2), read from that country's own file.

    The library's front door imports all of its 250 countries: more than half of what reading a plan costs, in every
    process that reads one.

    Raises:
        LookupError: the library does not know the country.
    """
    found = next((one for one in COUNTRIES.items() if one[1][1] == code), None)
    if found is None:
        raise LookupError(code)
    file, (name, *_) = found
    path = Path(holidays.__file__).parent / "countries" / f"{file}.py"
    spec = spec_from_file_location(f"holidays.countries.{file}", path)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return getattr(module, name)


@dataclass(frozen=True, slots=True)
class HolidayDay:
    """One day of a country's holiday in one year.

    Attributes:
        day: the day.
        is_estimated: it is computed; the country announces it, by the moon that is seen or by its almanac, and may
            announce another.
        is_moved: it is the day off that is given for the holiday, which itself falls on another day.
    """

    day: date
    is_estimated: bool = False
    is_moved: bool = False


def days_of_holiday(code: str, name: str, year: int) -> tuple[HolidayDay, ...]:
    """When a country's holiday falls in a year: its first day; both first days where a lunar one comes round twice.

    Empty where the library has no such holiday in that year, or does not know the year.

    Args:
        code: the country, ISO 3166-1 alpha-2.
        name: the library's English name, with or without what it says of one year («(estimated)», «(observed)»).
        year: the solar year.

    Raises:
        LookupError: the library does not know the country.
    """
    plain = _MARK.sub("", name)
    found = _named_days(code, year).get(plain, ())
    kept = [holiday.day for holiday in found if not holiday.is_moved]
    # Some countries keep the day off only: then it is the holiday.
    days = [holiday for holiday in found if not (holiday.is_moved and _is_near(holiday.day, kept))]
    again = [holiday for holiday in days if (holiday.day - days[0].day).days in _AGAIN]
    if again and _goes_on(code, plain, days[0].day):
        return (again[0],)
    return (*days[:1], *again[:1])


def _is_near(day: date, kept: Iterable[date]) -> bool:
    return any(abs(day - other) <= _MOVED for other in kept)


def _goes_on(code: str, name: str, day: date) -> bool:
    """Whether the holiday began the year before: Eid al-Adha of Turkey on 31/12/2006."""
    eve = day - _DAY
    return eve.year < day.year and any(one.day == eve for one in _named_days(code, eve.year).get(name, ()))


def has_holiday(code: str, name: str) -> bool:
    """Whether the library uses this name for a holiday of the country in any year from 2000 to 2050.

    Raises:
        LookupError: the library does not know the country.
    """
    plain = _MARK.sub("", name)
    return any(plain in _named_days(code, year) for year in _years())


@lru_cache
def holiday_names(code: str) -> frozenset[str]:
    """All names that the library uses for holidays of the country. Slow, as it reads every year: to be asked last.

    Raises:
        LookupError: the library does not know the country.
    """
    return frozenset(name for year in _years() for name in _named_days(code, year))


def _years() -> list[int]:
    """The years of plans and some more, a recent one first."""
    return sorted(range(_RECENT - 25, _RECENT + 26), key=lambda year: abs(year - _RECENT))


@lru_cache(maxsize=1024)
def _named_days(code: str, year: int) -> Mapping[str, tuple[HolidayDay, ...]]:
    """The holidays of a country in a year by plain name, each in order of days."""
    # The language is explicit: without it the names follow the locale of the environment.
    known = country_calendar(code)(language="en_US")
    # Each calendar that goes by sight or by an almanac says which days it has estimated, if it is asked to before the
    # year is read. The Chinese is not asked: its days are astronomy, and where a country has others, it says so itself.
    for name in [one for one in vars(known) if one.endswith("_calendar_show_estimated") and "chinese" not in one]:
        setattr(known, name, True)
    with warnings.catch_warnings():
        # Of a year that it does not know well it warns; what it lacks in it is told as not known.
        warnings.simplefilter("ignore")
        known.get(date(year, 1, 1))
    found: dict[str, list[HolidayDay]] = {}
    for day, names in sorted(known.items()):
        for name in names.split(HOLIDAY_NAME_DELIMITER):
            mark = _MARK.search(name)
            one = HolidayDay(day, bool(mark and mark["estimated"]), bool(mark and mark["moved"]))
            found.setdefault(_MARK.sub("", name), []).append(one)
    return {name: tuple(days) for name, days in found.items()}
