"""How the sheets of the workbook look: fonts, heads, widths, print set-up; and how a text gets into a cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from dunghen.consolidation.text_length import text_length

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_A4 = 9
_LONGEST = 32_767
"""Characters that a cell of Excel holds; XlsxWriter drops a longer text without a word."""
_CUT = "… (còn tiếp: xem báo cáo của đơn vị)"
_FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
_BOX = {"border": 1, "border_color": "#808080", "text_wrap": True}
_SIZE = 12
_MM_PER_CHARACTER = 2.0
"""Of a column's width, which Excel counts in digits of the default font."""
_LINE_HEIGHT, _TALLEST = 15.75, 409.0
"""Points; Excel knows no taller row."""
_STYLES: dict[str, dict[str, Any]] = {
    "plain": {},
    "title": {"bold": True, "font_size": 14, "valign": "vcenter"},
    "note": {"italic": True, "valign": "vcenter", "text_wrap": True, "font_color": "#404040"},
    "head": {**_BOX, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#DCE6F1"},
    "left": _BOX,
    "center": {**_BOX, "align": "center"},
    "money": {**_BOX, "align": "right", "num_format": "#,##0"},
    "percent": {**_BOX, "align": "center", "num_format": "0.0%"},
}
_HEAD_ROW = 3

Cell = str | int | float


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, its width in characters, and how its cells stand."""

    head: str
    width: float
    style: str = "left"


class Pen:
    """A workbook being written, with its formats."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.formats: dict[str, Format] = {name: book.add_format({**_FONT, **style}) for name, style in _STYLES.items()}

    def sheet(self, name: str, title: str, widths: Sequence[float], notes: Sequence[str]) -> Worksheet:
        """A sheet on A4 landscape, one page wide, with its title in the first row and notes below."""
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.6)
        sheet.set_header('&C&"Times New Roman"&13&P', {"margin": 0.4})
        sheet.hide_gridlines(2)
        for number, width in enumerate(widths):
            sheet.set_column(number, number, width, self.formats["plain"])
        sheet.set_row(0, 24)
        self.write(sheet, 0, 0, title, "title")
        for row, note in enumerate(notes, start=1):
            sheet.merge_range(row, 0, row, len(widths) - 1, "", self.formats["note"])
            self.write(sheet, row, 0, note, "note")
            sheet.set_row(row, _height([note], [sum(widths)]))
        return sheet

    def write(self, sheet: Worksheet, row: int, column: int, value: Cell, style: str) -> None:
        """A number as a number, everything else as a string: never a formula, never a link."""
        if isinstance(value, str):
            text = value if len(value) <= _LONGEST else value[: _LONGEST - len(_CUT)] + _CUT
            sheet.write_string(row, column, text, self.formats[style])
        else:
            sheet.write_number(row, column, value, self.formats[style])

    def table(
        self,
        name: str,
        title: str,
        note: str,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Cell]],
        *,
        frozen_columns: int = 0,
        nothing: str = "Không có.",
    ) -> Worksheet:
        """A sheet that is one table: frozen and repeated head, filter, widths."""
        widths = [column.width for column in columns]
        sheet = self.sheet(name, title, widths, [note])
        for number, column in enumerate(columns):
            self.write(sheet, _HEAD_ROW, number, column.head, "head")
        # Some programs do not fit rows to wrapped text when they open a file.
        sheet.set_row(_HEAD_ROW, _height([column.head for column in columns], widths) + _LINE_HEIGHT)
        for place, row in enumerate(rows, start=_HEAD_ROW + 1):
            sheet.set_row(place, _height(row, widths))
            for number, value in enumerate(row):
                self.write(sheet, place, number, value, columns[number].style)
        if not rows:
            self.write(sheet, _HEAD_ROW + 1, 0, nothing, "plain")
        last = max(len(rows), 1) + _HEAD_ROW
        sheet.freeze_panes(_HEAD_ROW + 1, frozen_columns)
        sheet.repeat_rows(_HEAD_ROW)
        sheet.autofilter(_HEAD_ROW, 0, last, len(columns) - 1)
        sheet.print_area(0, 0, last, len(columns) - 1)
        return sheet


def _height(row: Sequence[Cell], widths: Sequence[float]) -> float:
    """Points that the tallest cell of the row needs."""
    lines = max(_lines(str(value), width) for value, width in zip(row, widths, strict=True))
    return min(lines * _LINE_HEIGHT + 2, _TALLEST)


def _lines(text: str, width: float) -> int:
    room = width * _MM_PER_CHARACTER
    # What a line cannot hold of a word goes to the next: a tenth of the room, more or less.
    return sum(max(1, ceil(text_length(line, _SIZE) / (room * 0.9))) for line in text.split("\n"))
