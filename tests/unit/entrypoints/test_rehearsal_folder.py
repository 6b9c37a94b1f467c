"""``messages.csv`` is opened in a spreadsheet: nothing in it is reckoned."""

from __future__ import annotations

import pytest

from dunghen.entrypoints.rehearsals.folder import no_formula


@pytest.mark.parametrize("text", ["=1+1", "+84", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_a_spreadsheet_would_reckon_becomes_text(text: str) -> None:
    assert no_formula(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Cục Điện ảnh", "nq59-2025-2030", "2026-11-02T08:00:00+07:00", "a=b"])
def test_everything_else_stays_as_it_is(text: str) -> None:
    assert no_formula(text) == text
