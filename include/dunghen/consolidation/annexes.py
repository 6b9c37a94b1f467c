"""The annexes: the whole task table, and the units that have not reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dunghen.consolidation.consolidated import Consolidated, TaskLine
from dunghen.consolidation.official_blocks import Issuer, start_annex
from dunghen.consolidation.official_page import CELL, SMALL_CELL
from dunghen.consolidation.official_table import Column, Content, Line, grid_table
from dunghen.consolidation.wording import coordinator_words, lead_words, status_words

if TYPE_CHECKING:
    from docx.document import Document


class AnnexNames(NamedTuple):
    """What the text calls the annexes; empty where there is none of the kind."""

    tasks: str
    missing: str


def annex_names(report: Consolidated) -> AnnexNames:
    """«Phụ lục I», «Phụ lục II»; a single annex bears no number (Nghị định 30/2020/NĐ-CP, Phụ lục I, III.1)."""
    both = bool(report.tasks) and bool(report.missing)
    return AnnexNames(
        tasks=("Phụ lục I" if both else "Phụ lục") if report.tasks else "",
        missing=("Phụ lục II" if both else "Phụ lục") if report.missing else "",
    )


def write_annexes(document: Document, report: Consolidated, issuer: Issuer, names: AnnexNames) -> None:
    """Each annex on new pages of its own numbering; the task table lies on its side."""
    if names.tasks:
        start_annex(document, names.tasks, f"Kết quả thực hiện nhiệm vụ {report.period}", issuer, landscape=True)
        rows = [_task_row(task, last=report.has_previous) for task in report.tasks]
        grid_table(document, _task_columns(last=report.has_previous), rows, SMALL_CELL)
    if names.missing:
        start_annex(document, names.missing, "Danh sách đơn vị chưa báo cáo", issuer)
        columns = (Column("TT", 12, centred=True), Column("Đơn vị", 93), Column("Tình hình", 60))
        units = [(str(place), unit.name, unit.standing_words) for place, unit in enumerate(report.missing, start=1)]
        grid_table(document, columns, units, CELL)


def _task_columns(*, last: bool) -> list[Column]:
    """252 mm in all."""
    return [
        Column("TT", 10, centred=True),
        Column("Nhiệm vụ", 58),
        Column("Đơn vị chủ trì", 27),
        Column("Thời gian", 20, centred=True),
        *([Column("Trạng thái kỳ trước", 22, centred=True)] if last else []),
        Column("Trạng thái", 25, centred=True),
        Column("Kết quả theo báo cáo của các đơn vị", 90 if last else 112),
    ]


def _task_row(task: TaskLine, *, last: bool) -> tuple[Content, ...]:
    return (
        task.tt,
        task.task,
        task.lead_names,
        task.time,
        *([task.last_status] if last else []),
        tuple(Line(text=words) for words in status_words(task).split("\n")),
        _results(task),
    )


def _results(task: TaskLine) -> tuple[Line, ...]:
    """The lead's words first, then the coordinators'; each behind the unit's name."""
    return tuple(line for unit, text in (*lead_words(task), *coordinator_words(task)) for line in _lines(unit, text))


def _lines(unit: str, text: str) -> list[Line]:
    first, *others = text.split("\n")
    head = Line(bold=f"{unit}: ", text=first) if first else Line(bold=f"{unit}.")
    return [head, *(Line(text=line) for line in others if line.strip())]
