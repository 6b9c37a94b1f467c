"""Lunar days are Việt Nam's, held to a table that was computed from astronomy (new moons at UTC+7)."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from dunghen.calendar.lunar import solar_day, tet

FIXTURE = Path(__file__).parents[2] / "fixtures" / "lunar_reference.csv"
YEARS = list(csv.DictReader(FIXTURE.read_text(encoding="utf-8").splitlines()))


def test_the_reference_covers_2020_to_2055() -> None:
    assert [row["year"] for row in YEARS] == [str(year) for year in range(2020, 2056)]


@pytest.mark.parametrize("row", YEARS, ids=lambda row: row["year"])
def test_tet_is_vietnams_first_day_of_the_year(row: dict[str, str]) -> None:
    assert tet(int(row["year"])) == date.fromisoformat(row["tet_vn"])


@pytest.mark.parametrize("row", YEARS, ids=lambda row: row["year"])
def test_gio_to_is_the_tenth_of_the_third_month(row: dict[str, str]) -> None:
    assert solar_day(int(row["year"]), 3, 10) == date.fromisoformat(row["gio_to_vn"])


@pytest.mark.parametrize(
    ("year", "vietnam", "china"),
    [
        (1985, "Mon 1985-01-21", "Wed 1985-02-20"),
        (2007, "Sat 2007-02-17", "Sun 2007-02-18"),
        (2030, "Sat 2030-02-02", "Sun 2030-02-03"),
        (2053, "Tue 2053-02-18", "Wed 2053-02-19"),
    ],
)
def test_tet_differs_from_chinas_new_year_in_the_four_known_years(year: int, vietnam: str, china: str) -> None:
    assert f"{tet(year):%a %Y-%m-%d}" == vietnam
    assert f"{tet(year):%a %Y-%m-%d}" != china


@pytest.mark.parametrize(("year", "day"), [(2037, "Fri 2037-04-24"), (2038, "Tue 2038-04-13")])
def test_gio_to_is_right_where_only_the_third_month_differs_from_china(year: int, day: str) -> None:
    assert f"{solar_day(year, 3, 10):%a %Y-%m-%d}" == day


def test_a_day_of_a_leap_month_is_told_apart_from_its_namesake() -> None:
    assert f"{solar_day(2025, 6, 1):%a %Y-%m-%d}" == "Wed 2025-06-25"
    assert f"{solar_day(2025, 6, 1, leap=True):%a %Y-%m-%d}" == "Fri 2025-07-25"


@pytest.mark.parametrize(("month", "day", "leap"), [(6, 1, True), (2, 30, False)])
def test_a_lunar_day_that_the_year_does_not_have_is_refused(month: int, day: int, leap: bool) -> None:
    """2026 has no leap month, and its second month has 29 days."""
    with pytest.raises(ValueError, match="không có ngày âm lịch"):
        solar_day(2026, month, day, leap=leap)
