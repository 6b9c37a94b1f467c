"""Cells, their names, and how values look as text."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from dunghen.submissions.cells import cell_name, cell_place
from dunghen.submissions.reader import as_text
from dunghen.submissions.row_heights import height_for
from dunghen.submissions.workbook import RawWorkbook


@pytest.mark.parametrize(
    ("row", "column", "name"),
    [(0, 0, "A1"), (8, 7, "H9"), (0, 25, "Z1"), (0, 26, "AA1"), (1_048_575, 16_383, "XFD1048576")],
)
def test_cells_are_named_as_in_excel(row: int, column: int, name: str) -> None:
    assert cell_name(row, column) == name
    assert cell_place(name) == (row, column)


@pytest.mark.parametrize("name", ["", "A0", "9H", "h9", "AAAA1", "A10000000", "A1:B2", "$A$1"])
def test_what_is_no_name_of_a_cell_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="không phải tên ô"):
        cell_place(name)


def test_a_cell_outside_what_was_written_is_empty() -> None:
    raw = RawWorkbook({"S": [["a"], []]})
    assert [raw.text("S", 0, 0), raw.text("S", 1, 0), raw.text("S", 9, 9), raw.text("T", 0, 0)] == ["a", "", "", ""]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3.0, "3"),
        (1.5, "1.5"),
        ("007", "007"),
        ("1.234,5", "1.234,5"),
        ("NA", "NA"),
        (True, "TRUE"),
        (date(2026, 11, 27), "2026-11-27"),
        (datetime(2026, 11, 27), "2026-11-27"),  # noqa: DTZ001 - a workbook knows no zone
        (datetime(2026, 11, 27, 8, 30), "2026-11-27 08:30"),  # noqa: DTZ001
        ("dòng 1\r\ndòng 2\rdòng 3", "dòng 1\ndòng 2\ndòng 3"),
        ("", ""),
    ],
)
def test_a_value_becomes_the_text_that_a_person_sees(value: object, text: str) -> None:
    assert as_text(value) == text


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [("", 10, 2), ("một hai", 10, 2), ("một\nhai\nba", 10, 3), ("chữ " * 30, 10, 10), ("x" * 10_000, 10, 26)],
)
def test_a_row_is_as_tall_as_its_longest_text_and_never_taller_than_a_row_can_be(
    text: str, width: float, lines: int
) -> None:
    assert height_for([(text, width)], least=2) == min(409, lines * 16 + 2)
