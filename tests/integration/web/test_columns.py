"""The columns of the heat-map are computed once for every state of the ledger, and no more of them are kept than fit."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

import pytest

from dunghen.entrypoints.web import columns as kept
from dunghen.entrypoints.web.collected import collected
from dunghen.entrypoints.web.columns import columns
from dunghen.entrypoints.web.installation import installation
from dunghen.testing import a_cycle_key, a_submission

if TYPE_CHECKING:
    from pathlib import Path

    from dunghen.adapters.ledger.sql_ledger import SqlLedger
    from dunghen.views.heat_map import Column

YEARS = [str(year) for year in range(2024, 2031)]
"""The cycles of the plan's report."""


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch, ledger: SqlLedger) -> None:
    monkeypatch.setattr(kept, "_kept", OrderedDict())


def look(*years: str) -> list[Column]:
    with installation() as (app, config):
        (report,) = collected(config)
        assert [cycle.name for cycle in report.cycles] == YEARS
        cycles = [cycle for cycle in report.cycles if cycle.name in years]
        return columns(app, config, "the ledger", report.plan, report.duty, cycles)


def are_same(some: list[Column], others: list[Column]) -> list[bool]:
    return [column is other for column, other in zip(some, others, strict=True)]


def test_a_column_is_computed_once_and_what_is_kept_reads_no_versions(statements: list[str]) -> None:
    first = look(*YEARS)
    statements.clear()

    assert all(are_same(first, look(*YEARS)))
    assert len(statements) == 3  # the mode in force, how many versions each cycle has, the extensions


def test_what_comes_in_renews_its_own_column_alone(ledger: SqlLedger) -> None:
    before = look("2025", "2026", "2027")
    cycle = a_cycle_key("2026", plan="ke-hoach", duty="bao-cao")
    ledger.add_submission(a_submission("u-1", cycle=cycle))

    after = look("2025", "2026", "2027")

    assert are_same(before, after) == [True, False, True]
    assert [column.figures.received for column in after] == [0, 1, 0]


def test_another_configuration_renews_them_all(config: Path) -> None:
    before = look("2025", "2026")
    with (config / "units.yaml").open("a", encoding="utf-8") as file:
        file.write("\n# sửa\n")

    assert are_same(before, look("2025", "2026")) == [False, False]


def test_what_nobody_has_looked_at_for_longest_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "KEPT", 3)
    first = look("2024", "2025", "2026")
    look("2024")
    look("2027")

    assert len(kept._kept) == 3
    assert are_same(first, [*look("2024"), *look("2025"), *look("2026")]) == [True, False, False]


def test_a_page_may_show_more_than_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "KEPT", 3)
    assert [column.cycle.name for column in look(*YEARS)] == YEARS
    assert [place[-1] for place in kept._kept] == YEARS[-3:]
