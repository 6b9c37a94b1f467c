"""Fills in a form as a unit head would, in Excel; the demonstration and the tests hand such files in."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

import openpyxl
from openpyxl.utils import get_column_letter

from dunghen.submissions.layout import NIL_LABEL, REMARKS, Column, SheetName, Status
from dunghen.submissions.row_heights import height_for, let_rows_grow

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


Answers = Mapping[str, str] | Callable[[str], str]
"""By TT, or a function of TT; a TT that is not in the mapping stays empty."""


class Breakage(StrEnum):
    """What people do to a form."""

    STATUS_MISSPELT = "status-misspelt"
    """The first row says «Hoàn thành» instead of «Đã hoàn thành»."""
    RESULT_FORGOTTEN = "result-forgotten"
    """The first row has a status and no result."""
    ROW_REMOVED = "row-removed"
    """The last row of the table is deleted."""
    TASK_ALTERED = "task-altered"
    """Somebody improved the wording of the first task."""
    KEY_ALTERED = "key-altered"
    """The hidden key names another unit."""


def fill(
    form: bytes,
    *,
    statuses: Answers = lambda _: Status.GOING_ON.value,
    results: Answers = lambda tt: f"Đã triển khai nhiệm vụ {tt} theo kế hoạch.",
    difficulties: Answers = MappingProxyType({}),
    proposals: Answers = MappingProxyType({}),
    remarks: Mapping[str, str] = MappingProxyType({}),
    nil: bool = False,
    breakages: Collection[Breakage] = (),
) -> bytes:
    """The form with its answers, as .xlsx.

    Args:
        form: what ``make_form`` made.
        statuses: the column of statuses.
        results: the column of results.
        difficulties: the column of difficulties, or of reasons.
        proposals: the column of proposals.
        remarks: the general part, by the names of ``layout.REMARKS``.
        nil: tick «Không phát sinh» and fill in nothing else.
        breakages: the mistakes to make.
    """
    book = openpyxl.load_workbook(io.BytesIO(form))
    _fill_general(book[SheetName.GENERAL], {} if nil else remarks, nil=nil)
    if not nil:
        answers = {
            Column.STATUS: statuses,
            Column.RESULT: results,
            Column.DIFFICULTY: difficulties,
            Column.PROPOSAL: proposals,
        }
        _fill_report(book[SheetName.REPORT], answers)
    for breakage in breakages:
        _break(book, breakage)
    content = io.BytesIO()
    book.save(content)
    return let_rows_grow(content.getvalue())


def _fill_general(sheet: Worksheet, remarks: Mapping[str, str], *, nil: bool) -> None:
    answers = {remark.label: remarks.get(remark.name, "") for remark in REMARKS} | {NIL_LABEL: "X" if nil else ""}
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if answer := answers.get(str(row[0].value)):
            row[2].value = answer
            _grow(sheet, number)


def _head(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """The row of the table's head, and its columns by label (both counted from 1)."""
    for row in sheet.iter_rows():
        if row[0].value == Column.TT:
            return row[0].row, {str(cell.value): place for place, cell in enumerate(row, start=1)}
    raise ValueError("biểu không có bảng nhiệm vụ")


def _fill_report(sheet: Worksheet, answers: Mapping[Column, Answers]) -> None:
    head, places = _head(sheet)
    for number in range(head + 1, sheet.max_row + 1):
        tt = str(sheet.cell(number, places[Column.TT]).value)
        for column, answer in answers.items():
            text = answer(tt) if callable(answer) else answer.get(tt, "")
            sheet.cell(number, places[column]).value = text or None
        _grow(sheet, number)


def _grow(sheet: Worksheet, number: int) -> None:
    """As Excel does while somebody types."""
    row = sheet.row_dimensions[number]
    widths = [sheet.column_dimensions[get_column_letter(place)].width for place in range(1, sheet.max_column + 1)]
    texts = [str(cell.value or "") for cell in sheet[number]]
    row.height = max(row.height or 0, height_for(zip(texts, widths, strict=True)))


def _break(book: Workbook, breakage: Breakage) -> None:
    sheet = book[SheetName.REPORT]
    head, places = _head(sheet)
    match breakage:
        case Breakage.STATUS_MISSPELT:
            sheet.cell(head + 1, places[Column.STATUS]).value = "Hoàn thành"
        case Breakage.RESULT_FORGOTTEN:
            sheet.cell(head + 1, places[Column.STATUS]).value = Status.DONE.value
            sheet.cell(head + 1, places[Column.RESULT]).value = None
        case Breakage.ROW_REMOVED:
            sheet.delete_rows(sheet.max_row)
        case Breakage.TASK_ALTERED:
            sheet.cell(head + 1, places[Column.TASK]).value = "Đẩy mạnh hợp tác quốc tế"
        case Breakage.KEY_ALTERED:
            for row in book[SheetName.KEY].iter_rows():
                if row[0].value == "unit":
                    row[1].value = "mot-don-vi-khac"
