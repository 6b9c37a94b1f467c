"""Working days of Vietnamese public offices: weekends, holidays, and the official swaps that win over both."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunghen.calendar.announced import AnnouncedYear, CalendarFile, Override
from dunghen.calendar.working_days import DayOffPolicy, WorkCalendar

NEW_YEAR_2026 = CalendarFile(
    announced=(AnnouncedYear(year=2026, document="12729/VPCP-KGVX"),),
    overrides=(
        Override(date=date(2026, 1, 2), day="off", document="12729/VPCP-KGVX"),
        Override(date=date(2026, 1, 10), day="working", document="12729/VPCP-KGVX"),
    ),
).calendar()
PLAIN = WorkCalendar()
DAYS = st.dates(date(2024, 1, 1), date(2035, 12, 31))


def day(text: str) -> date:
    """«Fri 2026-11-27», whose weekday must be right."""
    found = date.fromisoformat(text[4:])
    assert f"{found:%a}" == text[:3], f"{text} is a {found:%a}"
    return found


@pytest.mark.parametrize(
    ("text", "worked"),
    [
        ("Mon 2026-11-23", True),
        ("Tue 2026-11-24", False),  # Ngày Văn hóa Việt Nam, a day off from 2026
        ("Mon 2025-11-24", True),  # not yet in 2025
        ("Wed 2027-11-24", False),
        ("Sat 2026-11-28", False),
        ("Tue 2026-02-17", False),  # mùng 1 Tết
        ("Wed 2026-09-02", False),  # Quốc khánh
        ("Thu 2026-04-30", False),
        ("Fri 2026-05-01", False),
        ("Mon 2026-04-27", False),  # Giỗ Tổ on Sunday 26/4 is made up for on Monday
        ("Mon 2026-08-31", False),  # swapped
        ("Sat 2026-08-22", True),  # for 31/8
    ],
)
def test_public_holidays_are_off_and_other_weekdays_are_worked(text: str, worked: bool) -> None:
    assert PLAIN.is_working(day(text)) is worked


@pytest.mark.parametrize(("text", "worked"), [("Fri 2026-01-02", False), ("Sat 2026-01-10", True)])
def test_an_official_swap_wins_over_the_library(text: str, worked: bool) -> None:
    assert PLAIN.is_working(day(text)) is not worked
    assert NEW_YEAR_2026.is_working(day(text)) is worked


def test_a_year_without_an_official_notice_is_provisional() -> None:
    assert not NEW_YEAR_2026.is_provisional(date(2026, 11, 27))
    assert NEW_YEAR_2026.is_provisional(date(2027, 11, 29))


def test_a_day_entered_twice_in_the_table_is_refused() -> None:
    twice = Override(date=date(2026, 1, 2), day="off", document="12729/VPCP-KGVX")
    with pytest.raises(ValueError, match="2026-01-02"):
        CalendarFile(overrides=(twice, twice))


@pytest.mark.parametrize(
    ("start", "offset", "found"),
    [
        ("Fri 2026-11-27", -1, "Thu 2026-11-26"),
        ("Fri 2026-11-27", -3, "Mon 2026-11-23"),  # Tue 24/11 is off
        ("Fri 2026-11-27", -7, "Tue 2026-11-17"),
        ("Fri 2026-11-27", -14, "Fri 2026-11-06"),
        ("Fri 2026-11-27", 1, "Mon 2026-11-30"),
        ("Fri 2026-11-27", 5, "Fri 2026-12-04"),
        ("Sun 2026-11-29", 1, "Mon 2026-11-30"),
        ("Fri 2026-02-13", 1, "Mon 2026-02-23"),  # over Tết
        ("Wed 2026-12-30", 2, "Mon 2027-01-04"),  # over Tết Dương lịch and a weekend
    ],
)
def test_shifting_counts_only_working_days(start: str, offset: int, found: str) -> None:
    assert PLAIN.shift(day(start), offset) == day(found)


@pytest.mark.parametrize(
    ("policy", "found"),
    [
        (DayOffPolicy.PREVIOUS_WORKING_DAY, "Fri 2026-11-27"),
        (DayOffPolicy.NEXT_WORKING_DAY, "Mon 2026-11-30"),
        (DayOffPolicy.KEEP, "Sun 2026-11-29"),
    ],
)
def test_a_day_off_moves_as_the_policy_says(policy: DayOffPolicy, found: str) -> None:
    assert PLAIN.settle(day("Sun 2026-11-29"), policy) == day(found)


@given(DAYS, st.integers(1, 60))
def test_shifting_there_and_back_from_a_working_day_returns(start: date, count: int) -> None:
    worked = PLAIN.next(start)
    assert PLAIN.shift(PLAIN.shift(worked, count), -count) == worked


@given(DAYS, st.integers(-60, 60).filter(bool))
def test_a_shift_always_ends_on_a_working_day(start: date, count: int) -> None:
    assert PLAIN.is_working(PLAIN.shift(start, count))


@given(DAYS)
def test_previous_and_next_enclose_the_day_and_nothing_worked_lies_between(start: date) -> None:
    before, after = PLAIN.previous(start), PLAIN.next(start)
    assert before <= start <= after
    between = (before + timedelta(days=n) for n in range(1, (after - before).days))
    assert not any(PLAIN.is_working(one) for one in between)
