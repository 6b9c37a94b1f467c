"""Offsets: «-30d» in calendar days, «-7wd» in working days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunghen.calendar.offset import Offset
from dunghen.calendar.working_days import WorkCalendar


@pytest.mark.parametrize(
    ("text", "count", "working"), [("-30d", -30, False), ("-7wd", -7, True), ("+3wd", 3, True), ("0d", 0, False)]
)
def test_an_offset_is_read_as_written(text: str, count: int, working: bool) -> None:
    assert Offset.parse(text) == Offset(count, working)


@pytest.mark.parametrize("text", ["", "7", "-7w", "wd", "-7 wd", "7.5d", "+-3d", "-99999d"])
def test_anything_else_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="-30d"):
        Offset.parse(text)


@pytest.mark.parametrize(
    ("anchor", "offset", "found"),
    [
        (date(2026, 11, 27), "-30d", date(2026, 10, 28)),  # Fri → Wed
        (date(2026, 11, 27), "-5d", date(2026, 11, 20)),  # Sun 22/11 → back to Fri
        (date(2026, 11, 27), "+1d", date(2026, 11, 30)),  # Sat 28/11 → on to Mon
    ],
)
def test_calendar_days_that_land_on_a_day_off_move_away_from_the_anchor(anchor: date, offset: str, found: date) -> None:
    assert Offset.parse(offset).from_day(anchor, WorkCalendar()) == found


@given(st.integers(-9999, 9999), st.booleans())
def test_text_form_and_back(count: int, working: bool) -> None:
    offset = Offset(count, working)
    assert Offset.parse(str(offset)) == offset
