"""Draws the sheets of the form with XlsxWriter. Nothing here decides what the form says."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

import xlsxwriter

from dunghen.submissions.form import FormData, FormRow
from dunghen.submissions.layout import (
    FORM_VERSION,
    NIL_HINT,
    NIL_LABEL,
    REMARKS,
    Column,
    SheetName,
    Status,
)
from dunghen.submissions.row_heights import height_for, let_rows_grow
from dunghen.submissions.signature import sign
from dunghen.wording.dates import HANOI, long_date, short_date

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "text_wrap": True}
_BOX = {"border": 1, "border_color": "#808080"}
_OPEN = {**_BOX, "bg_color": "#FFF8DC", "locked": False, "num_format": "@"}
_STYLES: dict[str, dict[str, Any]] = {
    "text": {},
    "bold": {"bold": True},
    "title": {"bold": True, "font_size": 14, "align": "center", "valign": "vcenter"},
    "subtitle": {"bold": True, "align": "center", "valign": "vcenter"},
    "line": {"align": "center", "valign": "vcenter"},
    "note": {"italic": True, "align": "center", "valign": "vcenter", "font_color": "#7F6000"},
    "head": {**_BOX, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#DCE6F1"},
    "number": {"align": "center"},
    "fixed": {**_BOX, "align": "left", "indent": 1},
    "fixed_bold": {**_BOX, "align": "left", "indent": 1, "bold": True},
    "fixed_note": {**_BOX, "align": "left", "indent": 1, "italic": True, "font_color": "#595959"},
    "fixed_center": {**_BOX, "align": "center"},
    "open": {**_OPEN, "align": "left", "indent": 1},
    "open_center": {**_OPEN, "align": "center"},
    "missing": {"bg_color": "#F8CBAD"},
}
_WIDTHS = {
    Column.TT: 5,
    Column.TASK: 40,
    Column.ROLE: 10,
    Column.PRODUCT: 14,
    Column.TIME: 12,
    Column.PREVIOUS: 13,
    Column.STATUS: 15,
    Column.RESULT: 42,
    Column.DIFFICULTY: 26,
    Column.PROPOSAL: 26,
}
_GENERAL_WIDTHS = (26, 36, 90)
_GUIDE_WIDTHS = (5, 115)
_STATUSES = ", ".join(f"«{status}»" for status in Status)
_STEPS = (
    f"Chỉ điền các ô nền vàng. Ở trang «{SheetName.REPORT}», mỗi nhiệm vụ chọn một trạng thái: {_STATUSES}.",
    f"Khi chọn «{Status.DONE}» hoặc «{Status.GOING_ON}», ghi kết quả cụ thể, có số liệu.",
    f"Khi chọn «{Status.NOT_BEGUN}», nêu lý do và thời gian dự kiến ở cột «{Column.DIFFICULTY}».",
    f"Ở trang «{SheetName.GENERAL}», ghi đánh giá, khó khăn, vướng mắc và kiến nghị chung của đơn vị.",
    f"Nếu trong kỳ không có nội dung nào phải báo cáo: chỉ cần ghi X vào ô đầu tiên của trang «{SheetName.GENERAL}».",
    "Không thêm, xóa dòng; không sửa nội dung nhiệm vụ, tên trang tính. Cần xuống dòng trong một ô: nhấn Alt + Enter.",
    "Lưu tệp ở dạng Excel (.xlsx), không đặt mật khẩu, rồi gửi lại theo hướng dẫn trong thư.",
    "Có thể gửi lại nhiều lần; bản hợp lệ gửi sau cùng được sử dụng.",
)
_CENTRED = (Column.TT, Column.ROLE, Column.TIME, Column.PREVIOUS, Column.STATUS)
_PROTECTION = {"format_columns": True, "format_rows": True}
"""Rows must be free to grow with what is typed into them."""


@dataclass(frozen=True, slots=True)
class _Pen:
    """A workbook being written, with its formats."""

    book: Workbook
    formats: dict[str, Format]

    def sheet(self, name: SheetName) -> Worksheet:
        sheet = self.book.add_worksheet(name.value)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.5, top=0.6, bottom=0.7)
        sheet.center_horizontally()
        sheet.hide_gridlines(2)
        sheet.set_footer('&R&"Times New Roman,Regular"&10Trang &P/&N')
        return sheet


def make_form(form: FormData, secret: str) -> bytes:
    """The workbook of the form."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        pen = _Pen(book, {name: book.add_format({**_FONT, **style}) for name, style in _STYLES.items()})
        book.set_properties(
            {
                "title": form.duty_title,
                "subject": form.plan_title,
                "company": form.unit_name,
                "created": datetime.combine(form.covers[0], time(), HANOI),  # no clock: the same form, the same bytes
            }
        )
        _guide(pen, form)
        _report(pen, form)
        _general(pen, form)
        _key(pen, form, secret)
    return let_rows_grow(content.getvalue())


def _period(form: FormData) -> str:
    since, until = form.covers
    return f"Kỳ báo cáo: từ {short_date(since)} đến {short_date(until)}"


def _deadline(form: FormData) -> str:
    words = f"Thời hạn theo văn bản: {form.deadline_text}" if form.deadline_text else ""
    day = f"Chậm nhất {long_date(form.deadline)}" if form.deadline else ""
    return " · ".join(filter(None, (words, day)))


def _guide(pen: _Pen, form: FormData) -> None:
    sheet = pen.sheet(SheetName.GUIDE)
    for number, width in enumerate(_GUIDE_WIDTHS):
        sheet.set_column(number, number, width)
    heading = (
        ("HƯỚNG DẪN ĐIỀN BIỂU", "title"),
        (form.unit_name, "subtitle"),
        (_period(form), "line"),
        (_deadline(form), "line"),
    )
    for number, (text, style) in enumerate(heading):
        sheet.merge_range(number, 0, number, 1, "", pen.formats[style])
        sheet.write_string(number, 0, text, pen.formats[style])
        sheet.set_row(number, 22)
    for number, step in enumerate(_STEPS, start=1):
        row = len(heading) + number
        sheet.write(row, 0, number, pen.formats["number"])
        sheet.write_string(row, 1, step, pen.formats["text"])
        sheet.set_row(row, height_for([(step, _GUIDE_WIDTHS[1])]) + 4)
    sheet.protect("", _PROTECTION)


def _report(pen: _Pen, form: FormData) -> None:
    sheet = pen.sheet(SheetName.REPORT)
    columns = [column for column in Column if column is not Column.PREVIOUS or _knows_previous(form)]
    for number, column in enumerate(columns):
        sheet.set_column(number, number, _WIDTHS[column])
    last = len(columns) - 1
    head = _heading(pen, sheet, form, last)
    for number, column in enumerate(columns):
        sheet.write_string(head, number, column.value, pen.formats["head"])
    sheet.set_row(head, height_for((column.value, _WIDTHS[column] * 0.9) for column in columns) + 6)
    for offset, row in enumerate(form.rows, start=1):
        _task(pen, sheet, head + offset, columns, row)
    if form.rows:
        _help_to_answer(pen, sheet, head + 1, head + len(form.rows), columns)
    sheet.freeze_panes(head + 1, columns.index(Column.TASK) + 1)
    sheet.repeat_rows(head)
    sheet.print_area(0, 0, head + len(form.rows), last)
    sheet.protect("", _PROTECTION)
    sheet.activate()


def _knows_previous(form: FormData) -> bool:
    return any(row.previous_status for row in form.rows)


def _heading(pen: _Pen, sheet: Worksheet, form: FormData, last: int) -> int:
    """The lines above the table; returns the row of the table's head."""
    width = sum(list(_WIDTHS.values())[: last + 1])
    lines = (
        (form.unit_name.upper(), "bold", 18),
        (form.duty_title.upper(), "title", 22),
        (form.plan_title, "subtitle", height_for([(form.plan_title, width * 0.9)]) + 2),
        (" · ".join(filter(None, (_period(form), _deadline(form)))), "line", 18),
        (
            f"Chỉ điền các ô nền vàng. Trang «{SheetName.GENERAL}» có phần đánh giá chung và ô «Không phát sinh».",
            "note",
            20,
        ),
    )
    for number, (text, style, height) in enumerate(lines):
        sheet.merge_range(number, 0, number, last, "", pen.formats[style])
        sheet.write_string(number, 0, text, pen.formats[style])
        sheet.set_row(number, height)
    return len(lines)


def _task(pen: _Pen, sheet: Worksheet, number: int, columns: list[Column], row: FormRow) -> None:
    prefilled = {
        Column.TT: row.tt,
        Column.TASK: row.task,
        Column.ROLE: row.role,
        Column.PRODUCT: row.product,
        Column.TIME: row.time,
        Column.PREVIOUS: row.previous_status or "",
    }
    for place, column in enumerate(columns):
        kind = "open" if column.is_answer else "fixed"
        style = pen.formats[f"{kind}_center" if column in _CENTRED else kind]
        sheet.write_string(number, place, prefilled.get(column, ""), style)
    sheet.set_row(number, height_for(((prefilled.get(column, ""), _WIDTHS[column] - 2) for column in columns), least=2))


def _help_to_answer(pen: _Pen, sheet: Worksheet, first: int, last: int, columns: list[Column]) -> None:
    """The drop-down of statuses, and a warm colour where a status asks for a result that is not there yet."""
    status, result = columns.index(Column.STATUS), columns.index(Column.RESULT)
    sheet.data_validation(
        first,
        status,
        last,
        status,
        {
            "validate": "list",
            "source": [one.value for one in Status],
            "error_title": "Trạng thái",
            "error_message": "Hãy chọn một trạng thái trong danh sách.",
        },
    )
    status_cell, result_cell = (f"${chr(ord('A') + place)}{first + 1}" for place in (status, result))
    answered = " , ".join(f'{status_cell}="{one}"' for one in Status if one.needs_result)
    sheet.conditional_format(
        first,
        result,
        last,
        result,
        {
            "type": "formula",
            "criteria": f"=AND(OR({answered}),LEN(TRIM({result_cell}))=0)",
            "format": pen.formats["missing"],
        },
    )


def _general(pen: _Pen, form: FormData) -> None:
    sheet = pen.sheet(SheetName.GENERAL)
    for number, width in enumerate(_GENERAL_WIDTHS):
        sheet.set_column(number, number, width)
    sheet.merge_range(0, 0, 0, 2, "", pen.formats["title"])
    sheet.write_string(0, 0, "PHẦN CHUNG CỦA ĐƠN VỊ", pen.formats["title"])
    sheet.set_row(0, 24)
    sheet.merge_range(1, 0, 1, 2, "", pen.formats["line"])
    sheet.write_string(1, 0, f"{form.unit_name} · {_period(form)}", pen.formats["line"])
    sheet.set_row(1, 20)
    lines = ((NIL_LABEL, NIL_HINT, 2), *((remark.label, remark.hint, remark.lines) for remark in REMARKS))
    for number, (label, hint, least) in enumerate(lines, start=2):
        sheet.write_string(number, 0, label, pen.formats["fixed_bold"])
        sheet.write_string(number, 1, hint, pen.formats["fixed_note"])
        sheet.write_string(number, 2, "", pen.formats["open"])
        sheet.set_row(
            number, height_for([(label, _GENERAL_WIDTHS[0] - 2), (hint, _GENERAL_WIDTHS[1] - 2)], least=least)
        )
    sheet.data_validation(
        2,
        2,
        2,
        2,
        {
            "validate": "list",
            "source": ["X"],
            "error_title": "Không phát sinh",
            "error_message": "Ghi X, hoặc để trống.",
        },
    )
    sheet.protect("", _PROTECTION)


def _key(pen: _Pen, form: FormData, secret: str) -> None:
    sheet = pen.book.add_worksheet(SheetName.KEY.value)
    signature = sign(form.cycle, form.unit, FORM_VERSION, secret)
    lines = (("version", FORM_VERSION), ("cycle", str(form.cycle)), ("unit", form.unit), ("signature", signature))
    for number, line in enumerate(lines):
        for place, text in enumerate(line):
            sheet.write_string(number, place, text)
    sheet.protect()
    sheet.very_hidden()
