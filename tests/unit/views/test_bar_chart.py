"""Bars of a drawing 340 wide and 90 high. ``a_plan`` in 2026: asked on thứ Tư 28/10, due on thứ Sáu 27/11."""

from __future__ import annotations

from datetime import date

import pytest

from dunghen.agenda.build import agenda
from dunghen.testing import a_plan, an_office
from dunghen.views.bar_chart import Block, bar_chart, months_of, stretches

ACTIONS = agenda(a_plan(), an_office(), date(2026, 10, 1), date(2026, 12, 31))


def test_a_few_days_are_shown_by_weeks_from_monday_to_sunday() -> None:
    found = stretches(date(2026, 11, 22), date(2026, 12, 1))

    assert [(one.first, one.last, one.short) for one in found] == [
        (date(2026, 11, 16), date(2026, 11, 22), "16/11"),
        (date(2026, 11, 23), date(2026, 11, 29), "23/11"),
        (date(2026, 11, 30), date(2026, 12, 6), "30/11"),
    ]
    assert found[1].name == "tuần 23/11/2026 – 29/11/2026"


@pytest.mark.parametrize(
    ("first", "last", "count", "newest"),
    [
        (date(2026, 11, 22), date(2027, 2, 22), 15, "22/02"),
        (date(2026, 11, 22), date(2027, 10, 3), 12, "10/27"),
        (date(2025, 1, 1), date(2026, 12, 31), 24, "12/26"),
        (date(2025, 1, 1), date(2027, 1, 1), 3, "2027"),
        (date(2026, 11, 27), date(2026, 11, 27), 1, "23/11"),
    ],
    ids=["three months", "ten months", "two years", "more than two years", "a day"],
)
def test_what_would_be_too_many_weeks_is_shown_by_months_and_then_by_years(
    first: date, last: date, count: int, newest: str
) -> None:
    found = stretches(first, last)

    assert (len(found), found[-1].short) == (count, newest)


def test_the_months_of_a_year_end_on_their_last_days() -> None:
    months = months_of(2028)

    assert len(months) == 12
    assert (months[1].first, months[1].last, months[1].name) == (date(2028, 2, 1), date(2028, 2, 29), "tháng 02/2028")


def test_the_fullest_stretch_is_as_high_as_the_drawing_and_the_others_in_proportion() -> None:
    chart = bar_chart(months_of(2026), ACTIONS)

    # 28/10 đề nghị; 06/11, 17/11, 23/11, 26/11 nhắc, 30/11 quá hạn; 02/12 quá hạn và báo cấp trên, 04/12 tổng hợp, trình, gửi.
    assert [bar.count for bar in chart.bars] == [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 5, 5]
    assert chart.bars[10].blocks == (Block("report", 283, 0, 22, 90),)
    assert chart.bars[9].blocks == (Block("report", 255, 72, 22, 18),)
    assert chart.bars[0].blocks == ()
    assert chart.kinds == ("report",)


def test_the_drawing_is_told_in_a_sentence() -> None:
    assert bar_chart(months_of(2026), ACTIONS).summary == "11 việc; nhiều nhất tháng 11/2026: 5 việc."
    assert bar_chart(months_of(2026), []).summary == "Không có việc nào."


def test_every_bar_of_a_few_is_named_and_every_second_of_many() -> None:
    weeks = stretches(date(2026, 11, 23), date(2027, 2, 22))

    assert [bar.label for bar in bar_chart(weeks[:3], []).bars] == ["23/11", "30/11", "07/12"]
    assert [bar.label for bar in bar_chart(weeks, []).bars][:4] == ["23/11", "", "07/12", ""]
    assert [bar.label for bar in bar_chart(months_of(2026), []).bars][:3] == ["1", "2", "3"]


def test_a_hundred_years_still_fit_the_drawing() -> None:
    chart = bar_chart(stretches(date(2000, 1, 1), date(2100, 12, 31)), ACTIONS)

    assert len(chart.bars) == 101
    assert chart.bars[26].blocks == (Block("report", 78, 0, 3, 90),)
    assert chart.bars[26].number == ""  # hai chữ số không vừa một cột rộng 3
    assert [bar.label for bar in chart.bars if bar.label] == [str(year) for year in range(2000, 2101, 10)]
