"""The consolidated report as a workbook: a sheet per view, native charts, nothing of a submitter's ever a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

from dunghen.consolidation.consolidated import Consolidated, Statement
from dunghen.consolidation.overview_sheet import write_overview
from dunghen.consolidation.sheet import Column, Pen
from dunghen.consolidation.wording import (
    coordinator_words,
    cover_line,
    figure,
    lead_words,
    moment,
    plan_line,
    status_words,
)
from dunghen.wording.characters import sound_in
from dunghen.wording.dates import HANOI

# A text that begins with «=» or «http» stays a text, whatever method wrote it.
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def to_xlsx(consolidated: Consolidated) -> bytes:
    """The workbook (.xlsx). The same report gives the same bytes."""
    consolidated, content = sound_in(consolidated), io.BytesIO()
    with xlsxwriter.Workbook(content, _OPTIONS) as book:
        book.set_properties(
            {
                "title": f"Tổng hợp {consolidated.duty_title}, {consolidated.period}",
                "subject": consolidated.plan_title,
                "created": consolidated.as_of.astimezone(HANOI).replace(tzinfo=None),
            }
        )
        pen = Pen(book)
        write_overview(pen, consolidated)
        _standings(pen, consolidated)
        _tasks(pen, consolidated)
        _statements(pen, consolidated)
        _missing(pen, consolidated)
    return content.getvalue()


def _standings(pen: Pen, report: Consolidated) -> None:
    columns = (
        Column("TT", 6, "center"),
        Column("Đơn vị", 48),
        Column("Tình hình nộp", 24),
        Column("Thời hạn", 12, "center"),
        Column("Nhận lần đầu", 18, "center"),
        Column("Nhận bản mới nhất", 18, "center"),
        Column("Phiên bản", 11, "center"),
        Column("Số lần trả lại", 13, "center"),
        Column("Hợp lệ ngay lần đầu", 14, "center"),
    )
    rows = [
        (
            number,
            unit.name,
            unit.standing_words,
            {True: "Đúng hạn", False: "Muộn", None: ""}[unit.on_time],
            moment(unit.first_received_at),
            moment(unit.received_at),
            unit.version or "",
            unit.returned or "",
            {True: "Có", False: "Không", None: ""}[unit.valid_at_first],
        )
        for number, unit in enumerate(report.units, start=1)
    ]
    pen.table("Tình hình nộp", f"TÌNH HÌNH NỘP BÁO CÁO, {report.period.upper()}", cover_line(report), columns, rows)


def _tasks(pen: Pen, report: Consolidated) -> None:
    columns = (
        Column("TT", 6, "center"),
        Column("Nhiệm vụ", 44),
        Column("Đơn vị chủ trì", 18),
        Column("Sản phẩm", 14),
        Column("Thời gian", 12, "center"),
        Column("Trạng thái kỳ trước", 13, "center"),
        Column("Trạng thái", 15, "center"),
        Column("Kết quả của đơn vị chủ trì", 46),
        Column("Kết quả của đơn vị phối hợp", 36),
    )
    rows = [
        (
            figure(task.tt),
            task.task,
            task.lead_names,
            task.product,
            task.time,
            task.last_status,
            status_words(task),
            _told(lead_words(task)),
            _told(coordinator_words(task)),
        )
        for task in report.tasks
    ]
    title = f"KẾT QUẢ THỰC HIỆN NHIỆM VỤ, {report.period.upper()}"
    pen.table("Nhiệm vụ", title, plan_line(report), columns, rows, frozen_columns=2)


def _told(words: Sequence[tuple[str, str]]) -> str:
    """«Cục Điện ảnh: …», a line for each unit."""
    return "\n".join(f"{unit}: {text}" if text else f"{unit}." for unit, text in words)


def _statements(pen: Pen, report: Consolidated) -> None:
    columns = (
        Column("TT", 6, "center"),
        Column("Loại", 20),
        Column("Đơn vị", 36),
        Column("Nhiệm vụ số", 12, "center"),
        Column("Nội dung (nguyên văn)", 100),
    )
    kinds: tuple[tuple[str, Sequence[Statement]], ...] = (
        ("Khó khăn, vướng mắc", report.difficulties),
        ("Đề xuất, kiến nghị", report.proposals),
        ("Đánh giá chung", report.assessments),
    )
    said = [(kind, one) for kind, statements in kinds for one in statements]
    rows = [
        (number, kind, one.unit, figure(one.tt) if one.tt else "Chung", one.text)
        for number, (kind, one) in enumerate(said, start=1)
    ]
    title = f"KHÓ KHĂN, KIẾN NGHỊ CỦA CÁC ĐƠN VỊ, {report.period.upper()}"
    pen.table("Khó khăn, kiến nghị", title, plan_line(report), columns, rows)


def _missing(pen: Pen, report: Consolidated) -> None:
    columns = (
        Column("TT", 6, "center"),
        Column("Đơn vị", 60),
        Column("Tình hình nộp", 32),
        Column("Số lần trả lại", 16, "center"),
    )
    rows = [
        (number, unit.name, unit.standing_words, unit.returned or "")
        for number, unit in enumerate(report.missing, start=1)
    ]
    title = f"DANH SÁCH ĐƠN VỊ CHƯA BÁO CÁO, {report.period.upper()}"
    pen.table("Chưa báo cáo", title, cover_line(report), columns, rows, nothing="Tất cả các đơn vị đã báo cáo.")
