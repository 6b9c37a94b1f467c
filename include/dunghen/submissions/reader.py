"""The child process that reads: guard first, then calamine; answers with JSON. Standard library and calamine only."""

from __future__ import annotations

import io
import json
from datetime import date, datetime, time
from typing import TypeVar

import python_calamine

from dunghen.exceptions import UnreadableWorkbookError
from dunghen.submissions.cells import cell_place
from dunghen.submissions.guard import CellTexts, inspect
from dunghen.submissions.sandbox import serve

_Value = TypeVar("_Value")

MAX_SECONDS = 10
MAX_TEXT = 5_000_000
"""Characters in all cells together."""


def main() -> None:
    """Read the workbook on standard input."""
    serve(read, seconds=MAX_SECONDS)


def read(content: bytes) -> bytes:
    """The sheets of the workbook as JSON: ``{"sheets": {name: rows}, "uncomputed": {name: cells}}``."""
    inspected = inspect(content)
    book = python_calamine.load_workbook(io.BytesIO(inspected.content))
    sheets: dict[str, list[list[str]]] = {}
    budget = MAX_TEXT
    for sheet in book.sheets_metadata:
        if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        rows = _rows(book.get_sheet_by_name(sheet.name), inspected.texts.get(sheet.name, CellTexts()))
        sheets[sheet.name] = rows
        budget -= sum(len(text) for row in rows for text in row)
        if budget < 0:
            raise UnreadableWorkbookError("Tệp có quá nhiều chữ so với biểu báo cáo. Hãy rút gọn rồi gửi lại.")
    uncomputed = {name: texts.uncomputed for name, texts in inspected.texts.items() if texts.uncomputed}
    return json.dumps({"sheets": sheets, "uncomputed": uncomputed}, ensure_ascii=False).encode("utf-8", "replace")


def _rows(sheet: python_calamine.CalamineSheet, texts: CellTexts) -> list[list[str]]:
    """The rows from A1 on. Calamine gives an error value as an empty text and knows no formats: what is shown is put in its place."""
    rows = [[as_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    for cell, shown in texts.shown.items():
        row, column = cell_place(cell)
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend("" for _ in range(column + 1 - len(rows[row])))
        rows[row][column] = shown
    return _up_to_the_last([_up_to_the_last(row) for row in rows])


def _up_to_the_last(values: list[_Value]) -> list[_Value]:
    """Without what is empty at the end."""
    while values and not values[-1]:
        values.pop()
    return values


def as_text(value: object) -> str:
    """What a cell's value looks like to a person: 3 and not 3.0, 2026-11-27, TRUE."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("\r\n", "\n").replace("\r", "\n")
