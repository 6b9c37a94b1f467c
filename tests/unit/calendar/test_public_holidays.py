"""The public holidays of Vietnam."""

from __future__ import annotations

import warnings
from datetime import date
from pathlib import Path

import holidays
import pytest
import yaml
from holidays.registry import COUNTRIES

from dunghen.calendar.public_holidays import (
    country_calendar,
    days_of_holiday,
    has_holiday,
    holiday_names,
    public_holidays,
)

CONFIG = Path(__file__).parents[3] / "config"
EVERY_COUNTRY = sorted({codes[1] for codes in COUNTRIES.values()})
OURS = sorted(
    one["iso"] for one in yaml.safe_load((CONFIG / "countries.yaml").read_text(encoding="utf-8"))["countries"]
)
REMARKS = ("estimated", "observed", "in lieu", "substitute day")


@pytest.mark.parametrize("year", [2020, 2025, 2026, 2027, 2030, 2055])
def test_they_are_those_of_the_librarys_front_door(year: int) -> None:
    days, worked_weekends = public_holidays(year)

    assert days == dict(holidays.country_holidays("VN", years=year, language="vi"))
    assert worked_weekends == holidays.country_holidays("VN", years=year, language="vi").weekend_workdays


def test_their_names_are_vietnamese_whatever_the_locale() -> None:
    days, _ = public_holidays(2026)

    assert days[date(2026, 9, 2)] == "Quốc khánh"


@pytest.mark.parametrize("code", ["KR", "CN", "LA", "KH", "JP"])
def test_another_countrys_are_those_of_the_librarys_front_door(code: str) -> None:
    assert dict(country_calendar(code)(years=2026, language="en_US")) == dict(
        holidays.country_holidays(code, years=2026, language="en_US")
    )


def test_an_unknown_country_is_refused() -> None:
    with pytest.raises(LookupError):
        country_calendar("XX")


@pytest.mark.parametrize(
    ("country", "years"),
    [(code, range(2020, 2051)) for code in OURS]
    + [(code, (2022, 2028, 2033, 2039, 2050)) for code in EVERY_COUNTRY if code not in OURS],
)
def test_each_holiday_has_a_first_day_in_each_year_in_which_the_library_names_it(country: str, years: range) -> None:
    for year in years:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            days = country_calendar(country)(years=year, language="en_US")
        for day, names in days.items():
            for name in names.split("; "):
                found = days_of_holiday(country, name, year)
                assert 1 <= len(found) <= 2, name
                assert all(one.day.year == year for one in found), name
                # No day of the name lies before the first: what does is the day off beside it.
                assert found[0].day <= day or any(remark in name for remark in REMARKS), name


@pytest.mark.parametrize("country", ["MY", "EG", "TH", "GG", "IN"])
def test_what_the_library_says_of_one_year_is_in_no_name(country: str) -> None:
    assert [name for name in holiday_names(country) if any(f"({remark}" in name for remark in REMARKS)] == []


@pytest.mark.parametrize(
    ("country", "name", "known"),
    [
        ("MY", "Eid al-Fitr", True),
        ("MY", "Eid al-Fitr (estimated)", True),
        ("IN", "Diwali", True),  # until 2035
        ("MY", "Hari Raya", False),
    ],
)
def test_a_name_of_any_year_is_known(country: str, name: str, *, known: bool) -> None:
    assert has_holiday(country, name) is known
