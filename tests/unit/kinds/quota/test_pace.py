"""The pace of a yearly minimum: even over the quarters, rounded down; the minimum and the upper end kept apart."""

from __future__ import annotations

from datetime import date

import pytest

from dunghen.kinds.quota.count import Counted
from dunghen.kinds.quota.pace import Checkpoint, Pace

Q1 = Checkpoint("check-q1", "hết quý I", date(2025, 3, 31), 1, 4)
Q2 = Checkpoint("check-q2", "hết quý II", date(2025, 6, 30), 2, 4)
Q3 = Checkpoint("check-q3", "hết quý III", date(2025, 9, 30), 3, 4)
YEAR = Checkpoint("check-year", "cả năm", date(2025, 12, 31), 4, 4)


def a_pace(checkpoint: Checkpoint, number: int, minimum: int, upper: int | None = None) -> Pace:
    counted = tuple(Counted(f"muc-{one}", "", date(2025, 1, 2)) for one in range(number))
    return Pace(checkpoint, counted, minimum, upper)


@pytest.mark.parametrize(
    ("minimum", "expected"), [(20, [5, 10, 15, 20]), (2, [0, 1, 1, 2]), (1, [0, 0, 0, 1]), (3, [0, 1, 2, 3])]
)
def test_a_steady_pace_is_rounded_down(minimum: int, expected: list[int]) -> None:
    assert [one.expected(minimum) for one in (Q1, Q2, Q3, YEAR)] == expected


@pytest.mark.parametrize(
    ("checkpoint", "number", "minimum", "upper", "verdict", "alerts"),
    [
        (Q1, 4, 20, None, "chậm so với tiến độ", True),
        (Q1, 5, 20, None, "kịp tiến độ", False),
        (Q3, 14, 20, None, "chậm so với tiến độ", True),
        (Q3, 20, 20, None, "đạt mức tối thiểu", False),
        (YEAR, 19, 20, None, "chưa đạt mức tối thiểu", True),
        (YEAR, 20, 20, None, "đạt mức tối thiểu", False),
        (YEAR, 25, 20, None, "đạt mức tối thiểu", False),
        (Q1, 0, 1, 3, "kịp tiến độ", False),
        (Q2, 0, 2, 3, "chậm so với tiến độ", True),
        (YEAR, 0, 1, 3, "chưa đạt mức tối thiểu", True),
        (YEAR, 1, 1, 3, "đạt mức tối thiểu", False),
        (YEAR, 2, 1, 3, "đạt mức tối thiểu", False),
        (YEAR, 3, 1, 3, "đạt mức trên", False),
        (Q1, 4, 1, 3, "đạt mức trên", False),
    ],
)
def test_passing_is_reaching_the_minimum_and_the_upper_end_is_more(
    checkpoint: Checkpoint, number: int, minimum: int, upper: int | None, verdict: str, alerts: bool
) -> None:
    pace = a_pace(checkpoint, number, minimum, upper)
    assert (pace.verdict, pace.verdict.alerts) == (verdict, alerts)


def test_what_is_lacking_is_counted_against_the_pace() -> None:
    assert a_pace(Q2, 7, 20).lacking == 3
    assert a_pace(Q2, 12, 20).lacking == 0
