"""A submitted workbook as plain text: what the reader found, before anybody judges it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

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
    altered: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By sheet, the cells in which characters stood that nothing can keep; they are gone from the text."""

    def text(self, sheet: str, row: int, column: int) -> str:
        """The text of a cell, rows and columns counted from 0; empty outside what was written."""
        rows = self.sheets.get(sheet, ())
        if row >= len(rows) or column >= len(rows[row]):
            return ""
        return rows[row][column]
