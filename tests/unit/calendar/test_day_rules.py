"""On which day of a year an occasion falls; every expected day is written by hand, with its weekday."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from dunghen.calendar.day_rules import DayRule, in_year
from dunghen.exceptions import DayRuleError

if TYPE_CHECKING:
    from dunghen.calendar.day_rules import LeapDay

RULE: TypeAdapter[Any] = TypeAdapter(DayRule)
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")

NETHERLANDS = {"rule": "not-on-sunday", "day": "04-27"}
UNITED_KINGDOM = {"rule": "nth-weekday", "nth": 2, "weekday": "saturday", "month": 6}
TET = {"rule": "lunar-vn", "day": "01-01"}
SPRING_FESTIVAL = {"rule": "public-holiday", "country": "CN", "name": "Chinese New Year (Spring Festival)"}
SEOLLAL = {"rule": "public-holiday", "country": "KR", "name": "Korean New Year"}
CHUSEOK = {"rule": "public-holiday", "country": "KR", "name": "Chuseok"}
BUN_PI_MAI = {"rule": "public-holiday", "country": "LA", "name": "Lao New Year's Day"}


@pytest.mark.parametrize(
    ("rule", "day", "weekday"),
    [
        ("09-02", "2025-09-02", "thứ Ba"),
        (NETHERLANDS, "2024-04-27", "thứ Bảy"),
        (NETHERLANDS, "2025-04-26", "thứ Bảy"),
        (NETHERLANDS, "2026-04-27", "thứ Hai"),
        (NETHERLANDS, "2031-04-26", "thứ Bảy"),
        (UNITED_KINGDOM, "2022-06-11", "thứ Bảy"),
        (UNITED_KINGDOM, "2024-06-08", "thứ Bảy"),
        (UNITED_KINGDOM, "2025-06-14", "thứ Bảy"),
        (UNITED_KINGDOM, "2026-06-13", "thứ Bảy"),
        (UNITED_KINGDOM, "2027-06-12", "thứ Bảy"),
        (UNITED_KINGDOM, "2028-06-10", "thứ Bảy"),
        (TET, "2025-01-29", "thứ Tư"),
        (SPRING_FESTIVAL, "2025-01-29", "thứ Tư"),
        (SEOLLAL, "2025-01-29", "thứ Tư"),
        (CHUSEOK, "2025-10-06", "thứ Hai"),
        (BUN_PI_MAI, "2025-04-14", "thứ Hai"),
        # The lunar new years that do not fall on one day in all three countries.
        (TET, "2027-02-06", "thứ Bảy"),
        (SPRING_FESTIVAL, "2027-02-06", "thứ Bảy"),
        (SEOLLAL, "2027-02-07", "Chủ nhật"),
        (TET, "2028-01-26", "thứ Tư"),
        (SEOLLAL, "2028-01-27", "thứ Năm"),
        (TET, "2030-02-02", "thứ Bảy"),
        (SPRING_FESTIVAL, "2030-02-03", "Chủ nhật"),
        (SEOLLAL, "2030-02-03", "Chủ nhật"),
        # Ông Công, ông Táo (23 tháng Chạp) of the lunar year before falls in this solar year.
        ({"rule": "lunar-vn", "day": "12-23"}, "2025-01-22", "thứ Tư"),
        ({"rule": "by-year", "days": [date(2026, 6, 13), date(2027, 6, 5)]}, "2027-06-05", "thứ Bảy"),
    ],
)
def test_each_day_falls_where_its_own_calendar_puts_it(rule: Any, day: str, weekday: str) -> None:
    expected = date.fromisoformat(day)
    assert WEEKDAYS[expected.weekday()] == weekday
    assert RULE.validate_python(rule).in_year(expected.year) == expected


@pytest.mark.parametrize(
    ("year", "leap_day", "day"),
    [
        (2024, "02-28", "2024-02-29"),
        (2024, "03-01", "2024-02-29"),
        (2025, "02-28", "2025-02-28"),
        (2025, "03-01", "2025-03-01"),
        (2100, "02-28", "2100-02-28"),
    ],
)
def test_the_29th_of_february_is_kept_every_year_on_the_day_the_office_chose(
    year: int, leap_day: LeapDay, day: str
) -> None:
    assert in_year(2, 29, year, leap_day) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("rule", "year", "what"),
    [
        (SEOLLAL, 1900, "năm 1900"),
        ({"rule": "public-holiday", "country": "KR", "name": "Lunar New Year"}, 2025, "không có «Lunar New Year»"),
        ({"rule": "public-holiday", "country": "XX", "name": "Chuseok"}, 2025, "nước XX"),
        ({"rule": "by-year", "days": [date(2026, 6, 13)]}, 2027, "năm 2027"),
        (TET, 2150, "2100"),
    ],
)
def test_a_year_whose_day_is_not_known_is_an_error_and_never_silence(rule: Any, year: int, what: str) -> None:
    with pytest.raises(DayRuleError, match=what):
        RULE.validate_python(rule).in_year(year)


@pytest.mark.parametrize("rule", ["31-12", "02-30", {"rule": "lunar-vn", "day": "01-31"}, {"rule": "third-moon"}])
def test_a_day_that_does_not_exist_is_refused(rule: Any) -> None:
    with pytest.raises(ValidationError):
        RULE.validate_python(rule)
