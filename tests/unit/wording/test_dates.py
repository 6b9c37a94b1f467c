"""Vietnamese dates as people and decrees write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dunghen.wording.dates import clock_time, local_day, long_date, official_date


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 11, 27), "thứ Sáu, 27/11/2026"),
        (date(2026, 11, 29), "Chủ nhật, 29/11/2026"),
        (date(2027, 2, 6), "thứ Bảy, 06/02/2027"),
    ],
)
def test_the_long_form_names_the_weekday(day: date, text: str) -> None:
    assert long_date(day) == text


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2027, 2, 5), "ngày 05 tháng 02 năm 2027"),
        (date(2020, 3, 5), "ngày 05 tháng 3 năm 2020"),
        (date(2026, 11, 27), "ngày 27 tháng 11 năm 2026"),
    ],
)
def test_official_dates_pad_days_below_ten_and_only_the_first_two_months(day: date, text: str) -> None:
    assert official_date(day) == text


def test_the_local_day_is_hanois_and_not_utcs() -> None:
    evening_in_utc = datetime(2026, 11, 29, 17, 0, tzinfo=UTC)
    assert local_day(evening_in_utc) == date(2026, 11, 30)
    assert clock_time(evening_in_utc) == "00:00, thứ Hai, 30/11/2026"
