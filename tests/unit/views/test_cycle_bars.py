"""The bar of a cycle: its parts add up, in one order, and say what they show."""

from __future__ import annotations

import pytest

from dunghen.consolidation.consolidated import Standing, UnitLine
from dunghen.views.cycle_bars import bar

ON_TIME, LATE, NIL, RETURNED, MISSING = (
    Standing.ON_TIME,
    Standing.LATE,
    Standing.NIL,
    Standing.RETURNED,
    Standing.MISSING,
)


def of(*standings: Standing):
    return bar(UnitLine(f"u-{number}", f"Đơn vị {number}", one) for number, one in enumerate(standings))


@pytest.mark.parametrize(
    ("standings", "parts", "words"),
    [
        ((), [], "không đơn vị nào phải nộp"),
        ((ON_TIME,), [("good", 1, 0.0, 100.0)], "1 đúng hạn"),
        ((MISSING, ON_TIME), [("good", 1, 0.0, 50.0), ("bad", 1, 50.0, 50.0)], "1 đúng hạn, 1 chưa nộp, quá hạn"),
        (
            (MISSING, RETURNED, NIL, LATE),
            [("warn", 1, 0.0, 25.0), ("pale", 1, 25.0, 25.0), ("back", 1, 50.0, 25.0), ("bad", 1, 75.0, 25.0)],
            "1 muộn, 1 không phát sinh, 1 bị trả lại, 1 chưa nộp, quá hạn",
        ),
        (
            (ON_TIME, LATE, MISSING),
            [("good", 1, 0.0, 33.33), ("warn", 1, 33.33, 33.34), ("bad", 1, 66.67, 33.33)],
            "1 đúng hạn, 1 muộn, 1 chưa nộp, quá hạn",
        ),
    ],
)
def test_the_parts_lie_side_by_side_and_fill_the_bar(standings, parts, words):
    made = of(*standings)
    assert [(one.tone, one.count, one.x, one.width) for one in made.parts] == parts
    assert made.words == words


def test_before_the_first_late_day_what_is_missing_is_not_overdue():
    made = of(ON_TIME, MISSING).while_there_is_time()
    assert [(one.tone, one.label) for one in made.parts] == [("good", "đúng hạn"), ("open", "chưa nộp, còn hạn")]
