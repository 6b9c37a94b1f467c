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


def holiday(country: str, name: str) -> dict[str, str]:
    """The rule of a country's public holiday."""
    return {"rule": "public-holiday", "country": country, "name": name}


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
        # 30 tháng Chạp, 30 tháng Mười một: of the lunar year before, though that of the same number has 29 days.
        ({"rule": "lunar-vn", "day": "12-30"}, "2024-02-09", "thứ Sáu"),
        ({"rule": "lunar-vn", "day": "12-30"}, "2038-02-03", "thứ Tư"),
        ({"rule": "lunar-vn", "day": "11-30"}, "2032-01-12", "thứ Hai"),
        # As announced: by the moon that was seen, by the almanac, by law.
        (holiday("MY", "Eid al-Fitr"), "2024-04-10", "thứ Tư"),
        (holiday("MY", "Eid al-Fitr"), "2025-03-31", "thứ Hai"),
        (holiday("ID", "Eid al-Fitr"), "2024-04-10", "thứ Tư"),
        (holiday("ID", "Eid al-Fitr"), "2025-03-31", "thứ Hai"),
        (holiday("TR", "Eid al-Fitr"), "2025-03-30", "Chủ nhật"),
        (holiday("TR", "Eid al-Adha"), "2025-06-06", "thứ Sáu"),
        (holiday("ID", "Vesak Day"), "2025-05-12", "thứ Hai"),
        (holiday("SG", "Diwali"), "2025-10-20", "thứ Hai"),
        (holiday("GR", "Easter Monday"), "2024-05-06", "thứ Hai"),
        (holiday("GR", "Easter Monday"), "2025-04-21", "thứ Hai"),
        (holiday("IL", "Rosh Hashanah"), "2025-09-23", "thứ Ba"),
        (holiday("KH", "Khmer New Year's Day"), "2024-04-13", "thứ Bảy"),
        (holiday("KH", "Khmer New Year's Day"), "2025-04-14", "thứ Hai"),
        (holiday("TH", "Songkran Festival"), "2025-04-13", "Chủ nhật"),
        (holiday("MN", "Lunar New Year"), "2025-03-01", "thứ Bảy"),
        # On one day with another holiday.
        (holiday("MY", "Prophet Muhammad's Birthday"), "2024-09-16", "thứ Hai"),
        # The day off that the library calls «(observed)»: beside the holiday it is not the holiday, alone it is.
        (holiday("MY", "National Day"), "2025-08-31", "Chủ nhật"),
        (holiday("IL", "Independence Day"), "2025-05-01", "thứ Năm"),
        # What the library says of one year does not belong to the name.
        (holiday("MY", "Eid al-Fitr (estimated)"), "2025-03-31", "thứ Hai"),
        # Bayram began on the last day of 2006; 01/01/2007 was its second day.
        (holiday("TR", "Eid al-Adha"), "2007-12-20", "thứ Năm"),
    ],
)
def test_each_day_falls_where_its_own_calendar_puts_it(rule: Any, day: str, weekday: str) -> None:
    expected = date.fromisoformat(day)
    assert WEEKDAYS[expected.weekday()] == weekday
    assert [one.day for one in RULE.validate_python(rule).in_year(expected.year)] == [expected]


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
        (SEOLLAL, 1900, "không có «Korean New Year»"),
        (holiday("JP", "Sports Day"), 2019, "không có «Sports Day»"),
        (holiday("IN", "Diwali"), 2040, "không có «Diwali»"),
        ({"rule": "lunar-vn", "day": "12-30"}, 2025, "30/12 âm lịch không rơi vào ngày nào"),
        ({"rule": "lunar-vn", "day": "12-01"}, 2031, "1/12 âm lịch không rơi vào ngày nào"),
        ({"rule": "public-holiday", "country": "KR", "name": "Lunar New Year"}, 2025, "không có «Lunar New Year»"),
        ({"rule": "public-holiday", "country": "XX", "name": "Chuseok"}, 2025, "nước XX"),
        ({"rule": "by-year", "days": [date(2026, 6, 13)]}, 2027, "chưa nhập ngày của năm ấy"),
        (TET, 2150, "2100"),
    ],
)
def test_a_year_whose_day_is_not_known_is_an_error_and_never_silence(rule: Any, year: int, what: str) -> None:
    with pytest.raises(DayRuleError, match=what):
        RULE.validate_python(rule).in_year(year)


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        (holiday("MY", "Eid al-Fitr"), ["2033-01-03", "2033-12-23"]),
        (holiday("TR", "Eid al-Fitr"), ["2033-01-02", "2033-12-23"]),
        ({"rule": "lunar-vn", "day": "12-01"}, ["2030-01-04", "2030-12-25"]),
        ({"rule": "by-year", "days": [date(2033, 12, 23), date(2033, 1, 2)]}, ["2033-01-02", "2033-12-23"]),
    ],
)
def test_a_lunar_day_may_come_round_twice_in_a_solar_year(rule: Any, days: list[str]) -> None:
    found = RULE.validate_python(rule).in_year(date.fromisoformat(days[0]).year)
    assert [one.day.isoformat() for one in found] == days


MUSLIM = ("AE", "BH", "BN", "DZ", "EG", "ID", "IQ", "JO", "KW", "LB", "MY", "OM", "PK", "SG", "TN", "TR", "UZ")


@pytest.mark.parametrize("country", MUSLIM)
def test_the_end_of_ramadan_comes_in_every_year_and_twice_only_in_2033(country: str) -> None:
    rule = RULE.validate_python(holiday(country, "Eid al-Fitr"))
    assert {year: len(rule.in_year(year)) for year in range(2020, 2051)} == dict.fromkeys(range(2020, 2051), 1) | {
        2033: 2
    }


@pytest.mark.parametrize(
    ("rule", "year", "provisional"),
    [
        (holiday("MY", "Eid al-Fitr"), 2025, False),
        (holiday("MY", "Eid al-Fitr"), 2040, True),
        (holiday("ID", "Islamic New Year"), 2040, True),
        (holiday("IN", "Diwali"), 2030, True),
        (holiday("MN", "Lunar New Year"), 2030, True),
        (holiday("BT", "Losar"), 2030, True),
        (holiday("SG", "Vesak Day"), 2040, True),
        (holiday("GR", "Easter Monday"), 2040, False),
        (holiday("IL", "Rosh Hashanah"), 2040, False),
        (SEOLLAL, 2040, False),
        (TET, 2040, False),
        ("09-02", 2040, False),
    ],
)
def test_a_day_that_is_announced_by_sight_or_almanac_is_provisional_until_it_is_and_one_that_is_computed_is_not(
    rule: Any, year: int, *, provisional: bool
) -> None:
    assert [one.provisional for one in RULE.validate_python(rule).in_year(year)] == [provisional]


def test_two_days_entered_for_one_occasion_of_a_year_are_refused() -> None:
    with pytest.raises(ValidationError, match="hai ngày của một năm: 05/06/2027 và 13/06/2027"):
        RULE.validate_python({"rule": "by-year", "days": [date(2027, 6, 13), date(2027, 6, 5)]})


@pytest.mark.parametrize("rule", ["31-12", "02-30", {"rule": "lunar-vn", "day": "01-31"}, {"rule": "third-moon"}])
def test_a_day_that_does_not_exist_is_refused(rule: Any) -> None:
    with pytest.raises(ValidationError):
        RULE.validate_python(rule)
