"""The child process that marks problems in a submitted workbook with openpyxl, after the guard has let it pass."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypedDict

import openpyxl
import python_calamine
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from dunghen.submissions.cells import cell_place
from dunghen.submissions.guard import inspect
from dunghen.submissions.layout import SheetName, sheet_name
from dunghen.submissions.reader import as_text
from dunghen.submissions.row_heights import height_for, let_rows_grow
from dunghen.submissions.sandbox import serve

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MAX_SECONDS = 15

_AUTHOR = "Đúng Hẹn"
_PLAIN_FILL = "FFFFF8DC"
_FILLS = {"blocker": "FFF4B084", "warning": "FFFFE699"}
_SEVERITIES = {"blocker": "Phải sửa", "warning": "Nên xem lại"}
_HEADS = (("STT", 6), ("Mức độ", 13), ("Trang tính", 14), ("Ô", 8), ("Vấn đề", 60), ("Cách sửa", 60))
_FIRST = 4
"""The row of the first problem in the list."""
_READABLE = 24
"""The width of a column whose own is not known."""
_FONT = Font(name="Times New Roman", size=12)
_BOLD = Font(name="Times New Roman", size=12, bold=True)
_EDGE = Side(style="thin", color="FF808080")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_HEAD_FILL = PatternFill("solid", fgColor="FFDCE6F1")
_TEXT = Alignment(wrap_text=True, vertical="top", horizontal="left", indent=1)
_CENTRE = Alignment(wrap_text=True, vertical="top", horizontal="center")


class Mark(TypedDict):
    """A problem as it travels to the child."""

    severity: str
    what: str
    remedy: str
    sheet: str | None
    cell: str | None


def main() -> None:
    """Mark the workbook on standard input: one line of JSON (the problems), then the file."""
    serve(mark, seconds=MAX_SECONDS)


def mark(request: bytes) -> bytes:
    """The marked workbook."""
    line, _, content = request.partition(b"\n")
    marks: list[Mark] = json.loads(line)
    book = _opened(inspect(content).content)
    _unmark(book)
    for one in marks:
        _mark_cell(book, one)
    _list_problems(book, marks)
    answer = io.BytesIO()
    book.save(answer)
    return let_rows_grow(answer.getvalue())


def _opened(content: bytes) -> Workbook:
    """The workbook; one whose styles openpyxl cannot make out (Excel can) with its texts alone."""
    try:
        return openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except (TypeError, ValueError, KeyError, IndexError, AttributeError):
        return _texts_alone(content)


def _texts_alone(content: bytes) -> Workbook:
    read = python_calamine.load_workbook(io.BytesIO(content))
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet in read.sheets_metadata:
        if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        made = book.create_sheet(sheet.name)
        made.sheet_state = "visible" if sheet.visible == python_calamine.SheetVisibleEnum.Visible else "veryHidden"
        for number, row in enumerate(read.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False), start=1):
            for column, value in enumerate(row, start=1):
                if value != "":
                    cell = made.cell(number, column)
                    cell.value, cell.alignment = as_text(value), _TEXT
                    cell.data_type = "s"  # also what begins with «=»
                    made.column_dimensions[cell.column_letter].width = _READABLE
    return book


def _unmark(book: Workbook) -> None:
    """Take away what an earlier return of the same file had marked: it is listed there."""
    if SheetName.PROBLEMS not in book.sheetnames:
        return
    for row in book[SheetName.PROBLEMS].iter_rows(min_row=_FIRST, min_col=3, max_col=4, values_only=True):
        sheet, name = (str(value) if value else None for value in row)
        cell = _cell(book, sheet, name)
        if cell and cell.comment and cell.comment.author == _AUTHOR:
            cell.comment = None
            cell.fill = PatternFill() if cell.protection.locked else PatternFill("solid", fgColor=_PLAIN_FILL)
    del book[SheetName.PROBLEMS]


def _cell(book: Workbook, sheet: str | None, name: str | None) -> Cell | None:
    """The cell of this name; None where there is none (the covered part of a merged range holds nothing)."""
    as_it_is = next((one for one in book.sheetnames if sheet in (one, sheet_name(one))), None)
    if not as_it_is or not name:
        return None
    row, column = cell_place(name)
    cell = book[as_it_is].cell(row + 1, column + 1)
    return cell if isinstance(cell, Cell) else None


def _mark_cell(book: Workbook, one: Mark) -> None:
    cell = _cell(book, one["sheet"], one["cell"])
    if cell is None:
        return
    earlier = f"{cell.comment.text}\n\n" if cell.comment and cell.comment.author == _AUTHOR else ""
    cell.comment = Comment(f"{earlier}{one['what']}\n{one['remedy']}", _AUTHOR, height=140, width=320)
    cell.fill = PatternFill("solid", fgColor=_FILLS[one["severity"]])


def _list_problems(book: Workbook, marks: Sequence[Mark]) -> None:
    sheet = book.create_sheet(SheetName.PROBLEMS.value, 0)
    sheet.append(["CÁC VẤN ĐỀ CỦA BIỂU ĐÃ GỬI"])
    sheet.append(["Sửa các ô được tô màu trong chính tệp này, lưu lại dạng .xlsx rồi gửi lại."])
    sheet.append([head for head, _ in _HEADS])
    for number, one in enumerate(marks, start=1):
        where = (one["sheet"] or "", one["cell"] or "")
        sheet.append([number, _SEVERITIES[one["severity"]], *where, one["what"], one["remedy"]])
        sheet.cell(sheet.max_row, 2).fill = PatternFill("solid", fgColor=_FILLS[one["severity"]])
        if one["sheet"] in book.sheetnames and one["cell"]:
            link = f"'{one['sheet']}'!{one['cell']}"
            sheet.cell(sheet.max_row, 4).hyperlink = Hyperlink(ref=f"D{sheet.max_row}", location=link)
    _style_list(sheet)
    _open_at(book, sheet)


def _style_list(sheet: Worksheet) -> None:
    for place, (_, width) in enumerate(_HEADS):
        sheet.column_dimensions["ABCDEF"[place]].width = width
    for number, row in enumerate(sheet.iter_rows(), start=1):
        for cell in row:
            _style_cell(cell)
        texts = [(str(cell.value or ""), width - 2) for cell, (_, width) in zip(row, _HEADS, strict=True)]
        sheet.row_dimensions[number].height = height_for(texts if number >= _FIRST else ()) + 2
    _set_print(sheet)


def _style_cell(cell: Any) -> None:
    if cell.data_type == "f":  # a sentence of ours that begins with «=» stays a sentence
        cell.data_type = "s"
    cell.font = _BOLD if cell.row in (1, _FIRST - 1) else _FONT
    if cell.row >= _FIRST - 1:
        cell.border = _BOX
        cell.alignment = _CENTRE if cell.row < _FIRST or cell.column in (1, 4) else _TEXT
    if cell.row == _FIRST - 1:
        cell.fill = _HEAD_FILL


def _set_print(sheet: Worksheet) -> None:
    sheet.freeze_panes = f"A{_FIRST}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _open_at(book: Workbook, sheet: Worksheet) -> None:
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    book.active = sheet
