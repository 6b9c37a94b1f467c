"""The names of cycles as people read them."""

from __future__ import annotations

import pytest

from dunghen.wording.periods import period_name


@pytest.mark.parametrize(
    ("cycle", "words"),
    [
        ("2026", "năm 2026"),
        ("2026-H1", "6 tháng đầu năm 2026"),
        ("2026-H2", "6 tháng cuối năm 2026"),
        ("2026-Q1", "quý I/2026"),
        ("2026-Q3", "quý III/2026"),
        ("2026-Q4", "quý IV/2026"),
        ("2026-07", "tháng 7/2026"),
        ("2026-12", "tháng 12/2026"),
        # The second meeting of a year, which is no month.
        ("2026-2", "lần 2 năm 2026"),
        ("2025-2030", "giai đoạn 2025-2030"),
        ("2025-2030-2", "giai đoạn 2025-2030, lần 2"),
    ],
)
def test_a_period_is_read_in_words(cycle: str, words: str) -> None:
    assert period_name(cycle) == words


@pytest.mark.parametrize("cycle", ["yc-2026-08", "tuan-phim-kazakhstan", "2026-13", "2026-Q5", "2027-06-29"])
def test_a_name_of_the_offices_own_stays(cycle: str) -> None:
    assert period_name(cycle) == cycle
