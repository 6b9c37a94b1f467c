"""The text of the consolidated report: parts I to IV and the closing line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count, groupby
from typing import TYPE_CHECKING

from dunghen.consolidation.annexes import AnnexNames
from dunghen.consolidation.consolidated import NOT_TOLD, NOTHING_TO_REPORT, Consolidated, Statement, TaskLine
from dunghen.consolidation.official_blocks import Issuer
from dunghen.consolidation.official_page import BODY
from dunghen.consolidation.official_table import Column, grid_table
from dunghen.consolidation.wording import lowered, percent, plan_line, unit_status
from dunghen.wording.dates import HANOI, official_date

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_LETTERS = "abcdđeghiklmnopqrstuvxy"
"""Điểm are counted by the Vietnamese alphabet (Phụ lục I, mẫu 1.4); nothing here needs more of them."""


def write_body(document: Document, report: Consolidated, issuer: Issuer, annexes: AnnexNames) -> None:
    """Everything between «Kính gửi» and the signature; ends with «./.»."""
    since, until = report.covers
    _text(
        document,
        f"Thực hiện {plan_line(report)} (sau đây gọi là Kế hoạch), trên cơ sở báo cáo của các đơn vị, "
        f"{issuer.issuer_name} tổng hợp tình hình thực hiện Kế hoạch {report.period} "
        f"(từ {official_date(since)} đến {official_date(until)}) như sau:",
    )
    _write_standing(document, report, annexes)
    _write_tasks(document, report, annexes)
    _part(document, "III. KHÓ KHĂN, VƯỚNG MẮC")
    _write_statements(document, report.difficulties, "Các đơn vị không nêu khó khăn, vướng mắc.")
    _part(document, "IV. ĐỀ XUẤT, KIẾN NGHỊ")
    _write_statements(document, report.proposals, "Các đơn vị không có đề xuất, kiến nghị.")
    addressed = f", {issuer.issuer_name} kính báo cáo {'; '.join(issuer.recipients)}" if issuer.recipients else ""
    closing = _text(document, f"Trên đây là tổng hợp tình hình thực hiện Kế hoạch {report.period}{addressed}./.")
    closing.paragraph_format.keep_with_next = True


def _write_standing(document: Document, report: Consolidated, annexes: AnnexNames) -> None:
    _part(document, "I. TÌNH HÌNH TỔ CHỨC BÁO CÁO")
    _item(document, "1. Kết quả chung")
    _text(document, _deadline_sentence(report) + _count_sentence(report)).paragraph_format.keep_with_next = True
    grid_table(document, _FIGURE_COLUMNS, _figure_rows(report), together=True)
    numbers = count(2)
    if report.late:
        _item(document, f"{next(numbers)}. Đơn vị nộp muộn")
        _text(document, f"{_two(len(report.late))} đơn vị: {'; '.join(unit.name for unit in report.late)}.")
    if report.without_figures:
        _item(document, f"{next(numbers)}. Đơn vị nộp bản giấy, chưa có số liệu")
        names = "; ".join(unit.name for unit in report.without_figures)
        _text(
            document, f"{_two(len(report.without_figures))} đơn vị: {names}. Số liệu dưới đây không gồm các đơn vị này."
        )
    if report.missing:
        _item(document, f"{next(numbers)}. Đơn vị chưa nộp báo cáo")
        _text(
            document, f"{_two(len(report.missing))} đơn vị chưa nộp báo cáo, danh sách tại {annexes.missing} kèm theo."
        )
    else:
        _text(document, "Tất cả các đơn vị đã nộp báo cáo.")


def _deadline_sentence(report: Consolidated) -> str:
    words = f"Các đơn vị gửi báo cáo “{report.deadline_text}”" if report.deadline_text else ""
    late = f"báo cáo nhận được từ {official_date(report.late_from)} được tính là muộn" if report.late_from else ""
    sentence = "; ".join(filter(None, (words, late)))
    return f"{sentence[:1].upper()}{sentence[1:]}. " if sentence else ""


def _count_sentence(report: Consolidated) -> str:
    figures, local = report.figures, report.as_of.astimezone(HANOI)
    return (
        f"Tính đến {local:%H} giờ {local:%M}, {official_date(local.date())}, đã có "
        f"{_two(figures.received)}/{_two(figures.expected)} đơn vị nộp báo cáo. Số liệu cụ thể như sau:"
    )


_FIGURE_COLUMNS = (
    Column("TT", 12, centred=True),
    Column("Nội dung", 88),
    Column("Số đơn vị", 25, centred=True),
    Column("Tỷ lệ trên số phải báo cáo", 40, centred=True),
)


def _figure_rows(report: Consolidated) -> list[tuple[str, str, str, str]]:
    one = report.figures

    def rate(count: int) -> str:
        return percent(count / one.expected if one.expected else None)

    return [
        ("1", "Phải báo cáo", _two(one.expected), ""),
        ("2", "Đã nộp báo cáo", _two(one.received), rate(one.received)),
        ("", "- Đúng hạn", _two(one.on_time), rate(one.on_time)),
        ("", "- Muộn", _two(one.late), rate(one.late)),
        ("", "- Báo không phát sinh", _two(one.nil), rate(one.nil)),
        ("", "- Hợp lệ ngay lần nộp đầu (tỷ lệ trên số đã nộp)", _two(one.valid_at_first), percent(one.validity)),
        ("3", "Chưa nộp báo cáo", _two(one.missing), rate(one.missing)),
        ("", "- Đã nộp nhưng bị trả lại", _two(one.returned), rate(one.returned)),
    ]


def _write_tasks(document: Document, report: Consolidated, annexes: AnnexNames) -> None:
    _part(document, "II. KẾT QUẢ THỰC HIỆN NHIỆM VỤ")
    if not report.tasks:
        _text(document, "Kế hoạch không có bảng nhiệm vụ.")
    else:
        _item(document, "1. Tổng hợp theo trạng thái")
        introduction = _text(
            document,
            f"Kế hoạch có {_two(len(report.tasks))} nhiệm vụ; trạng thái theo báo cáo của đơn vị chủ trì như sau "
            f"(chi tiết từng nhiệm vụ tại {annexes.tasks} kèm theo):",
        )
        introduction.paragraph_format.keep_with_next = True
        _write_statuses(document, report)
        _item(document, "2. Kết quả theo từng nhiệm vụ")
        statuses = [one.status for one in report.statuses if one.count]
        for letter, status in zip(_LETTERS, statuses, strict=False):
            _write_status(document, letter, status, [task for task in report.tasks if task.status == status])
    if report.assessments:
        _item(document, "3. Đánh giá chung của các đơn vị")
        for one in report.assessments:
            _verbatim(document, f"- {one.unit}: ", one.text)


def _write_statuses(document: Document, report: Consolidated) -> None:
    columns = [
        Column("TT", 12, centred=True),
        Column("Trạng thái", 83 if report.has_previous else 113),
        Column("Số nhiệm vụ", 40, centred=True),
    ]
    rows = [[str(place), one.status, _two(one.count)] for place, one in enumerate(report.statuses, start=1)]
    if report.has_previous:
        columns.append(Column("Kỳ trước", 30, centred=True))
        rows = [[*row, _two(one.last_count)] for row, one in zip(rows, report.statuses, strict=True)]
    grid_table(document, columns, rows, together=True)


def _write_status(document: Document, letter: str, status: str, tasks: Sequence[TaskLine]) -> None:
    """One status: what was achieved, task by task; the tasks with nothing to tell in one sentence."""
    _point(document, f"{letter}) {status}: {_two(len(tasks))} nhiệm vụ")
    silent = []
    for task in tasks:
        if task.per_unit and status not in (NOT_TOLD, NOTHING_TO_REPORT):
            counted = task.status_counts.items()
            counts = "; ".join(f"{lowered(unit_status(said))}: {_two(count)}" for said, count in counted)
            _text(document, f"- Nhiệm vụ số {task.tt} ({task.lead_names}), số đơn vị theo trạng thái: {counts}.")
        elif results := [lead for lead in task.leads if lead.result]:
            for lead in results:
                _verbatim(document, f"- Nhiệm vụ số {task.tt} ({lead.unit}): ", lead.result)
        else:
            silent.append(f"số {task.tt} ({task.lead_names})")
    if silent:
        _text(document, f"- Nhiệm vụ {'; '.join(silent)}.")


def _write_statements(document: Document, statements: Sequence[Statement], nothing: str) -> None:
    """Verbatim, unit by unit."""
    if not statements:
        _text(document, nothing)
    for place, (unit, said) in enumerate(groupby(statements, key=lambda one: one.unit), start=1):
        _item(document, f"{place}. {unit}")
        for one in said:
            _verbatim(document, f"- Nhiệm vụ số {one.tt}: " if one.tt else "- Chung: ", one.text)


def _part(document: Document, text: str) -> None:
    document.add_paragraph(text, style="Heading 1")


def _item(document: Document, text: str) -> None:
    document.add_paragraph(text, style="Heading 2")


def _point(document: Document, text: str) -> None:
    document.add_paragraph(text, style="Heading 3")


def _text(document: Document, text: str) -> Paragraph:
    return document.add_paragraph(text, style=BODY)


def _verbatim(document: Document, before: str, text: str) -> None:
    """Each line of the text is a paragraph: a line break inside a justified one would stretch the line before it."""
    first, *others = text.split("\n")
    _text(document, before + first)
    for line in filter(str.strip, others):
        _text(document, line)


def _two(count: int) -> str:
    """«05»: officials write a number below ten with a zero before it."""
    return f"{count:02d}" if count else "0"
