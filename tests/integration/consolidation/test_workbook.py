"""The workbook read back with openpyxl and printed by LibreOffice."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from zipfile import ZipFile

import openpyxl
import pytest

from dunghen.consolidation.workbook import to_xlsx
from dunghen.records import SubmissionRow
from dunghen.testing import a_submission
from tests.integration.consolidation.cases import HOSTILE, page_texts, printed

SHEETS = ["Tổng quan", "Tình hình nộp", "Nhiệm vụ", "Khó khăn, kiến nghị", "Chưa báo cáo"]
TABLES = SHEETS[1:]
HEAD = 4


@pytest.fixture(scope="module")
def book(xlsx_bytes):
    return openpyxl.load_workbook(io.BytesIO(xlsx_bytes))


def cells_of(book):
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def column(sheet, head):
    """The values below a head."""
    place = next(cell.column for cell in sheet[HEAD] if cell.value == head)
    return [sheet.cell(row, place).value for row in range(HEAD + 1, sheet.max_row + 1)]


def test_there_is_a_sheet_for_each_view(book):
    assert book.sheetnames == SHEETS


def test_no_cell_is_a_formula_or_a_link_whatever_a_unit_writes(book):
    cells = cells_of(book)
    assert any(cell.value == HOSTILE for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert [cell.coordinate for cell in cells if cell.hyperlink] == []


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "http://x.invalid", "mailto:a@b.invalid", "00123", "TRUE"]
)
def test_a_text_stays_a_text(year, text):
    unit = year.reporters[0]
    tt = year.answers(unit, 0)[0].tt
    content = to_xlsx(year.compiled([a_submission(unit.slug, rows=(SubmissionRow(tt, text, text, text, text),))]))
    book = openpyxl.load_workbook(io.BytesIO(content))
    found = [cell for cell in cells_of(book) if cell.value == text]
    assert {(cell.data_type, cell.hyperlink) for cell in found} == {("s", None)}
    assert len(found) >= 2


def test_the_overview_has_two_native_charts(xlsx_bytes):
    with ZipFile(io.BytesIO(xlsx_bytes)) as parts:
        charts = {name: parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/chart")}
    assert len(charts) == 2
    first, second = charts.values()
    assert "<c:doughnutChart>" in first
    assert "<c:barChart>" in second
    assert all("'Tổng quan'!$" in chart for chart in charts.values())


def test_the_overview_tells_the_figures(book, year):
    sheet = book["Tổng quan"]
    figures = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=6, max_row=15) if row[0].value}
    asked = len(year.reporters)
    assert figures["Số đơn vị phải báo cáo"] == asked
    assert figures["Đã nộp báo cáo"] == asked - 2
    assert figures["   trong đó: muộn"] == 1
    assert figures["   trong đó: báo không phát sinh"] == 1
    assert figures["Chưa nộp báo cáo"] == 2
    assert figures["   trong đó: đã nộp nhưng bị trả lại"] == 1


@pytest.mark.parametrize(("has_previous", "heads"), [(False, 2), (True, 3)])
def test_the_cycle_before_has_a_column_only_where_there_was_one(year, has_previous, heads):
    complete = year.compiled([a_submission(unit.slug, rows=year.answers(unit, 0)) for unit in year.reporters])
    made = to_xlsx(replace(complete, has_previous=has_previous))
    sheet = openpyxl.load_workbook(io.BytesIO(made))["Tổng quan"]
    (row,) = [row for row in sheet.iter_rows() if row[4].value == "Trạng thái nhiệm vụ"]
    wanted = ["Trạng thái nhiệm vụ", "Số nhiệm vụ", "Kỳ trước"][:heads]
    assert [cell.value for cell in row[4:] if cell.value] == wanted


def test_every_unit_has_a_line(book, year):
    sheet = book["Tình hình nộp"]
    assert column(sheet, "Đơn vị") == [unit.name for unit in year.reporters]
    standings = column(sheet, "Tình hình nộp")
    assert (standings[0], standings[2], standings[3]) == ("Đúng hạn", "Muộn", "Không phát sinh")
    assert standings[-2:] == ["Đã nộp nhưng bị trả lại", "Chưa nộp"]
    assert column(sheet, "Nhận lần đầu")[2] == "01/12/2026 00:00"


def test_all_29_tasks_are_there(book):
    assert column(book["Nhiệm vụ"], "TT") == list(range(1, 30))


def test_the_missing_units_are_listed(book, year):
    assert column(book["Chưa báo cáo"], "Đơn vị") == [unit.name for unit in year.reporters[-2:]]


def test_where_nobody_is_missing_the_sheet_says_so(year):
    complete = year.compiled([a_submission(unit.slug, rows=year.answers(unit, 0)) for unit in year.reporters])
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(complete)))["Chưa báo cáo"]
    assert sheet.cell(HEAD + 1, 1).value == "Tất cả các đơn vị đã báo cáo."


@pytest.mark.parametrize("name", TABLES)
def test_heads_are_frozen_filtered_and_repeated_in_print(book, name):
    sheet = book[name]
    assert sheet.freeze_panes in ("A5", "C5")
    assert sheet.auto_filter.ref.startswith("A4:")
    assert sheet.print_title_rows == "$4:$4"


@pytest.mark.parametrize("name", SHEETS)
def test_sheets_print_on_a4_landscape_one_page_wide(book, name):
    sheet = book[name]
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)


def test_everything_is_times_new_roman(book):
    assert {cell.font.name for cell in cells_of(book)} == {"Times New Roman"}


def test_a_text_longer_than_a_cell_is_cut_and_says_so(year):
    unit = year.reporters[0]
    tt = next(row.tt for row in year.answers(unit, 0))
    content = to_xlsx(
        year.compiled([a_submission(unit.slug, rows=(SubmissionRow(tt, "Đang thực hiện", "x" * 40_000),))])
    )
    values = [str(cell.value) for cell in cells_of(openpyxl.load_workbook(io.BytesIO(content)))]
    longest = max(values, key=len)
    assert len(longest) == 32_767
    assert longest.endswith("x… (còn tiếp: xem báo cáo của đơn vị)")


def test_the_same_report_gives_the_same_bytes(report, xlsx_bytes):
    assert to_xlsx(report) == xlsx_bytes


def test_libreoffice_prints_it_on_a_sane_number_of_pages(xlsx_bytes, tmp_path):
    pages = page_texts(printed(xlsx_bytes, "tong-hop.xlsx", tmp_path))
    assert 5 <= len(pages) <= 30
    assert "TỔNG HỢP BÁO CÁO, NĂM 2026" in pages[0]
    assert any(HOSTILE.split(",", maxsplit=1)[0] in page for page in pages)


def test_more_time_and_paper_without_figures_stand_beside_how_the_unit_stands(report):
    first, *others = report.units
    noted = replace(first, until=date(2026, 12, 2), has_figures=False)
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(replace(report, units=(noted, *others)))))
    words = "Đúng hạn (được gia hạn đến 02/12/2026; bản giấy, không có số liệu)"
    assert column(book["Tình hình nộp"], "Tình hình nộp")[0] == words
