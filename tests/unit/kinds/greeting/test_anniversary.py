"""How often a day has come round, and its tier (Nghị định 145/2013/NĐ-CP, Điều 3)."""

from __future__ import annotations

import pytest

from dunghen.kinds.greeting.facts import Tier, ordinal, tier


@pytest.mark.parametrize(
    ("since", "year", "count", "code"),
    [
        (1973, 2018, 45, "le5"),
        (1973, 2023, 50, "tron"),
        (1973, 2025, 52, "khac"),
        (1950, 2025, 75, "le5"),
        (1975, 2025, 50, "tron"),
        (2024, 2025, 1, "khac"),
    ],
)
def test_the_count_of_years_decides_the_tier_and_not_the_calendar_year(
    since: int, year: int, count: int, code: str
) -> None:
    assert ordinal(since, year) == count
    assert tier(count).value == code


@pytest.mark.parametrize("year", [2023, 2024])
def test_in_the_first_year_and_before_there_is_nothing_to_count(year: int) -> None:
    assert ordinal(2024, year) is None


@pytest.mark.parametrize("count", [0, -5])
def test_a_count_that_is_not_positive_has_no_tier(count: int) -> None:
    with pytest.raises(ValueError, match="phải dương"):
        tier(count)


def test_a_tier_is_a_code_and_not_a_word_that_decrees_have_used_differently() -> None:
    assert [one.value for one in Tier] == ["tron", "le5", "khac"]
