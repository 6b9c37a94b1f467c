"""The public holidays of Vietnam."""

from __future__ import annotations

from datetime import date

import holidays
import pytest

from dunghen.calendar.public_holidays import country_calendar, public_holidays


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
