"""A submitted workbook as plain text: what the reader found, before anybody judges it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")

ERROR_VALUES = frozenset(
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
)


@dataclass(frozen=True, slots=True)
class RawWorkbook:
    """Sheets by name, each a list of rows of text that begins at A1; short rows are meant to end in empty cells.

    Whole numbers have no «.0», texts such as «007» are as typed, dates are ISO 8601, truth values TRUE and FALSE,
    error values their text («#DIV/0!»).
    """

    sheets: Mapping[str, Sequence[Sequence[str]]]
    uncomputed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By sheet, the cells («H9») that hold a formula whose value was never computed."""

    def text(self, sheet: str, row: int, column: int) -> str:
        """The text of a cell, rows and columns counted from 0; empty outside what was written."""
        rows = self.sheets.get(sheet, ())
        if row >= len(rows) or column >= len(rows[row]):
            return ""
        return rows[row][column]


def cell_name(row: int, column: int) -> str:
    """«H9» for row 8, column 7 (both counted from 0)."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def cell_place(name: str) -> tuple[int, int]:
    """Row and column of «H9», both counted from 0: (8, 7).

    Raises:
        ValueError: the text is no name of a cell.
    """
    match = _CELL.fullmatch(name)
    if not match:
        raise ValueError(f"«{name}» không phải tên ô.")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1
