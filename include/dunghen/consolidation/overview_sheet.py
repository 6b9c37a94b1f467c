"""The sheet «Tổng quan»: the figures, and two native charts drawn from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dunghen.consolidation.consolidated import Consolidated, Figures, Standing
from dunghen.consolidation.sheet import Cell, Pen
from dunghen.consolidation.wording import as_of_line, cover_line, plan_line

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_NAME = "Tổng quan"
_TITLE_FONT = {"name": "Times New Roman", "size": 13, "bold": True}
_FONT = {"name": "Times New Roman", "size": 11}
_COLOURS = {
    Standing.ON_TIME: "#2E7D32",
    Standing.LATE: "#F9A825",
    Standing.NIL: "#90A4AE",
    Standing.MISSING: "#C62828",
}
_FIRST = 5
_WIDTHS = (46, 12, 12, 3, 44, 15, 15)


def write_overview(pen: Pen, report: Consolidated) -> None:
    """The first sheet of the workbook."""
    notes = (plan_line(report), cover_line(report), as_of_line(report))
    sheet = pen.sheet(_NAME, f"TỔNG HỢP BÁO CÁO, {report.period.upper()}", _WIDTHS, notes)
    below = _block(pen, sheet, _FIRST, 0, ("Chỉ tiêu", "Số lượng", "Tỷ lệ"), figure_rows(report.figures))
    standings = _standing_rows(report)
    _block(pen, sheet, _FIRST, 4, ("Tình hình nộp", "Số đơn vị"), standings)
    heads = ("Trạng thái nhiệm vụ", "Số nhiệm vụ", "Kỳ trước")[: 3 if report.has_previous else 2]
    statuses: list[tuple[Cell, ...]] = [
        (one.status, one.count, one.last_count)[: len(heads)] for one in report.statuses
    ]
    status_first = _FIRST + len(standings) + 2
    end = _block(pen, sheet, status_first, 4, heads, statuses)
    charts = max(below, end) + 1
    sheet.insert_chart(charts, 0, _standing_chart(pen, len(standings)))
    if statuses:
        sheet.insert_chart(charts, 4, _status_chart(pen, status_first, len(statuses), last=report.has_previous))
    sheet.print_area(0, 0, charts + 18, len(_WIDTHS) - 1)


def figure_rows(figures: Figures) -> list[tuple[Cell, ...]]:
    """Label, number, rate."""
    one = figures
    return [
        ("Số đơn vị phải báo cáo", one.expected, ""),
        ("Đã nộp báo cáo", one.received, _rate(one.completeness)),
        ("   trong đó: đúng hạn (trên số phải báo cáo)", one.on_time, _rate(one.timeliness)),
        ("   trong đó: muộn", one.late, ""),
        ("   trong đó: báo không phát sinh", one.nil, ""),
        ("Hợp lệ ngay lần nộp đầu (trên số đã nộp)", one.valid_at_first, _rate(one.validity)),
        ("Chưa nộp báo cáo", one.missing, _rate(one.missing / one.expected if one.expected else None)),
        ("   trong đó: đã nộp nhưng bị trả lại", one.returned, ""),
    ]


def _rate(value: float | None) -> Cell:
    return "" if value is None else value


def _standing_rows(report: Consolidated) -> list[tuple[Cell, ...]]:
    """The four disjoint classes of the chart; what was returned is still missing."""
    counted = {standing: sum(unit.standing is standing for unit in report.units) for standing in _COLOURS}
    counted[Standing.MISSING] = report.figures.missing
    return [(standing.label, count) for standing, count in counted.items()]


def _block(
    pen: Pen, sheet: Worksheet, top: int, left: int, heads: tuple[str, ...], rows: list[tuple[Cell, ...]]
) -> int:
    """A small table; returns the row below it."""
    for number, head in enumerate(heads):
        pen.write(sheet, top, left + number, head, "head")
    for place, row in enumerate(rows, start=top + 1):
        for number, value in enumerate(row):
            style = "left" if number == 0 else "percent" if isinstance(value, float) else "center"
            pen.write(sheet, place, left + number, value, style)
    return top + len(rows) + 1


def _standing_chart(pen: Pen, count: int) -> Any:
    chart = pen.book.add_chart({"type": "doughnut"})
    chart.add_series(
        {
            "name": "Tình hình nộp",
            "categories": [_NAME, _FIRST + 1, 4, _FIRST + count, 4],
            "values": [_NAME, _FIRST + 1, 5, _FIRST + count, 5],
            "points": [{"fill": {"color": colour}} for colour in _COLOURS.values()],
            "data_labels": {"value": True, "font": {**_FONT, "bold": True, "color": "white"}},
        }
    )
    chart.set_title({"name": "Tình hình nộp báo cáo (số đơn vị)", "name_font": _TITLE_FONT})
    chart.set_legend({"position": "right", "font": _FONT})
    chart.set_size({"width": 490, "height": 330})
    return chart


def _status_chart(pen: Pen, top: int, count: int, *, last: bool) -> Any:
    chart = pen.book.add_chart({"type": "bar"})
    first, end = top + 1, top + count
    series = [("Kỳ này", 5, "#1565C0"), *([("Kỳ trước", 6, "#B0BEC5")] if last else [])]
    for name, column, colour in series:
        chart.add_series(
            {
                "name": name,
                "categories": [_NAME, first, 4, end, 4],
                "values": [_NAME, first, column, end, column],
                "fill": {"color": colour},
                "gap": 60,
                "data_labels": {"value": True, "font": _FONT},
            }
        )
    chart.set_title({"name": "Trạng thái nhiệm vụ (số nhiệm vụ)", "name_font": _TITLE_FONT})
    chart.set_y_axis({"reverse": True, "num_font": _FONT, "major_tick_mark": "none"})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_legend({"position": "bottom", "font": _FONT} if last else {"none": True})
    chart.set_size({"width": 520, "height": 330})
    return chart
