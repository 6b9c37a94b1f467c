"""What other programs and people's hands make of the form: understood where it leaves no doubt, else named for what it is."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from dunghen.exceptions import UnreadableWorkbookError
from dunghen.records import Severity, SubmissionState
from dunghen.submissions.annotate import annotate
from dunghen.submissions.layout import sheet_name
from dunghen.submissions.number_shapes import as_shown
from dunghen.submissions.read import read_workbook
from dunghen.tools.filled_form import Breakage, fill
from tests.integration.submissions.test_round_trip import EXPECTED_ROWS, REMARKS, RESULTS, STATUSES, judge

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunghen.submissions.form import FormData


@pytest.fixture
def answered(blank: bytes) -> bytes:
    return fill(blank, statuses=STATUSES, results=RESULTS, difficulties={"21": "Kinh phí chậm."}, remarks=REMARKS)


def rewritten(
    content: bytes, *, name: Callable[[str], str] = str, part: Callable[[str, bytes], bytes] = lambda _, part: part
) -> bytes:
    """The archive with other names of its entries, or other parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for one in archive.namelist():
            target.writestr(name(one), part(one, archive.read(one)))
    return made.getvalue()


@pytest.mark.parametrize(
    "name",
    [lambda one: one.replace("/", "\\"), lambda one: f"/{one}", lambda one: f"./{one}", lambda one: f"\\{one}"],
    ids=["backslashes", "slash before", "dot before", "backslash before"],
)
def test_entries_named_as_some_windows_programs_do_are_read(answered: bytes, form: FormData, name) -> None:
    odd = rewritten(answered, name=name)
    checked = judge(odd, form)
    assert checked.problems == ()
    assert checked.rows == EXPECTED_ROWS
    assert annotate(odd, ()) is not None


def renamed(content: bytes, name: Callable[[str], str]) -> bytes:
    """The workbook with its sheets called otherwise."""

    def part(where: str, xml: bytes) -> bytes:
        if where != "xl/workbook.xml":
            return xml
        text = xml.decode()
        for sheet in re.findall(r'<sheet name="([^"]+)"', text):
            text = text.replace(f'name="{sheet}"', f'name="{name(sheet)}"')
        return text.encode()

    return rewritten(content, part=part)


@pytest.mark.parametrize(
    "name",
    [
        lambda one: unicodedata.normalize("NFD", one),
        lambda one: f" {one} ",
        str.upper,
        lambda one: one.replace("B", "В").replace("o", "о"),  # Cyrillic
        lambda one: f"\u200b{one}",
    ],
    ids=["decomposed", "spaces", "capitals", "Cyrillic letters", "zero width"],
)
def test_a_sheet_that_looks_as_it_should_is_the_sheet(blank: bytes, answered: bytes, form: FormData, name) -> None:
    checked = judge(renamed(answered, name), form)
    assert checked.problems == ()
    assert checked.rows == EXPECTED_ROWS
    # … and what is wrong on it is marked on it.
    wrong = renamed(fill(blank, statuses=STATUSES, results=RESULTS, breakages=[Breakage.STATUS_MISSPELT]), name)
    (problem,) = [one for one in judge(wrong, form).problems if one.code == "status-unknown"]
    marked = openpyxl.load_workbook(io.BytesIO(annotate(wrong, [problem]) or b""))
    sheet = next(one for one in marked.sheetnames if sheet_name(one) == "Báo cáo")
    assert marked[sheet]["G7"].comment is not None


@pytest.mark.parametrize(
    "status",
    [
        "ðã hoàn thành",
        "Ðã hoàn thành",
        "Ɖã hoàn thành",
        "ɖã hoàn thành",
        "Đã hоàn thành",  # a Cyrillic о
        "Đã ｈｏàn thành",  # full-width letters
        "Đã\u200b hoàn thành",
        "Đã hoàn thành\ufeff",
        unicodedata.normalize("NFD", "Đã hoàn thành"),
        "ĐÃ  HOÀN\u00a0THÀNH",
    ],
)
def test_letters_that_look_like_the_right_ones_are_the_right_ones(blank: bytes, form: FormData, status: str) -> None:
    checked = judge(fill(blank, statuses={**STATUSES, "21": status}, results=RESULTS, remarks=REMARKS), form)
    assert checked.problems == ()
    assert [row.status for row in checked.rows] == ["Đang thực hiện", "Đã hoàn thành", "Không phát sinh"]


def with_phone(content: bytes, value: float, shape: str) -> bytes:
    """The contact's telephone as a spreadsheet keeps it when it is typed into a cell of numbers."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    cell = next(cell for row in book["Chung"].iter_rows() for cell in row if cell.value == REMARKS["contact"])
    cell.value, cell.number_format = value, shape
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("value", "shape", "shown"),
    [
        (812345678, "0000000000", "0812345678"),
        (812345678, "0000 000 000", "0812 345 678"),
        (812345678, "0###\\ ###\\ ###", "0812 345 678"),
        (243825123, "(000) 0000-0000", "(002) 4382-5123"),
        (812345678, "General", "812345678"),
        (12, '0" ngày"', "12"),
        (12500000, '#,##0" đồng"', "12500000"),
        (5, "dd/mm/yyyy", "1900-01-05"),
        (0.5, "00.00", "0.5"),
    ],
)
def test_a_number_is_what_its_cell_shows_where_zeros_stand_before_it(
    answered: bytes, form: FormData, value: float, shape: str, shown: str
) -> None:
    checked = judge(with_phone(answered, value, shape), form)
    assert checked.state is SubmissionState.ACCEPTED
    assert checked.remarks["contact"] == shown


@pytest.mark.parametrize(
    ("value", "shape", "shown"),
    [
        ("7", "000", "007"),
        ("7.0", "000", "007"),
        ("0", "00", "00"),
        ("123", "000", None),
        ("1234", "000", None),
        ("7", "0", None),
        ("7", "0.00", None),
        ("7", "00%", None),
        ("7", "0E+00", None),
        ("-7", "000", None),
        ("7.5", "000", None),
        ("7", "hh:mm", None),
        ("7", "[Red]000;-0", "007"),
        ("7", '"TT "000', "TT 007"),
        ("1e3", "00000", None),
    ],
)
def test_what_a_format_shows(value: str, shape: str, shown: str | None) -> None:
    assert as_shown(value, shape) == shown


def an_empty_fill(where: str, xml: bytes) -> bytes:
    return re.sub(rb"<fill>.*?</fill>", b"<fill/>", xml, count=1) if where == "xl/styles.xml" else xml


def no_styles_at_all(where: str, xml: bytes) -> bytes:
    return (
        b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
        if where == "xl/styles.xml"
        else xml
    )


def a_bad_colour(where: str, xml: bytes) -> bytes:
    return xml.replace(b'rgb="FF', b'rgb="XY') if where == "xl/styles.xml" else xml


@pytest.mark.parametrize("part", [an_empty_fill, no_styles_at_all, a_bad_colour])
def test_a_form_whose_styles_only_excel_makes_out_comes_back_marked(blank: bytes, form: FormData, part) -> None:
    wrong = fill(blank, statuses=STATUSES, results={"1": "=1+1"}, breakages=[Breakage.STATUS_MISSPELT])
    odd = rewritten(wrong, part=part)
    checked = judge(odd, form)
    assert {one.code for one in checked.problems if one.severity is Severity.BLOCKER} >= {"status-unknown"}
    marked = annotate(odd, checked.problems)
    assert marked is not None
    book = openpyxl.load_workbook(io.BytesIO(marked))
    assert book.sheetnames[0] == "Lỗi cần sửa"
    assert book["Báo cáo"]["G7"].comment is not None
    assert book["_dunghen"].sheet_state == "veryHidden"
    # Mended in the returned file and sent again, it is taken for what it is.
    assert judge(marked, form).unit == "cuc-dien-anh"


def in_a_zip(content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("Biểu báo cáo.xlsx", content)
    return made.getvalue()


def ole2(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024) + stream.encode("utf-16-le") + bytes(1024)


WRAPPED = {
    "a zip with the form": (in_a_zip, "tệp nén (.zip), bên trong có 1 tệp Excel", "giải nén"),
    "a zip with anything": (lambda _: rewritten(in_a_zip(b""), name=lambda _: "a.txt"), "tệp nén (.zip)", "biểu Excel"),
    "Outlook's .msg": (lambda _: ole2("__properties_version1.0"), "thư lưu từ Outlook (.msg)", "đính kèm"),
    "a .doc": (lambda _: ole2("WordDocument"), "Word kiểu cũ (.doc)", "biểu Excel"),
    "a .ppt": (lambda _: ole2("PowerPoint Document"), "trình chiếu (.ppt)", "biểu Excel"),
    "an .xls": (lambda _: ole2("Workbook"), "Excel kiểu cũ (.xls)", "Lưu thành"),
    "something in OLE2": (lambda _: ole2("Catalog"), "không phải bảng tính Excel", "biểu Excel"),
    "locked": (lambda _: ole2("EncryptedPackage"), "có mật khẩu", "bỏ mật khẩu"),
    "a .rar": (lambda _: b"Rar!\x1a\x07\x01\x00", "tệp nén", "giải nén"),
    "a .7z": (lambda _: b"7z\xbc\xaf\x27\x1c\x00\x04", "tệp nén", "giải nén"),
    "a .gz": (lambda _: b"\x1f\x8b\x08\x00", "tệp nén", "giải nén"),
    "a photograph": (lambda _: b"\xff\xd8\xff\xe0\x00\x10JFIF", "ảnh", "biểu Excel"),
    "a screenshot": (lambda _: b"\x89PNG\r\n\x1a\n", "ảnh", "biểu Excel"),
    "a telephone's photograph": (lambda _: b"\x00\x00\x00\x18ftypheic", "ảnh", "biểu Excel"),
    "a mail": (lambda _: b"From: a@b.invalid\r\nSubject: x\r\n y\r\nMIME-Version: 1.0\r\n\r\n", "thư điện tử (.eml)", "đính kèm"),
    "winmail.dat": (lambda _: b"\x78\x9f\x3e\x22\x00", "winmail.dat", "đính kèm"),
    "RTF": (lambda _: b"{\\rtf1\\ansi", "RTF", "biểu Excel"),
    "HTML": (lambda _: b"\xef\xbb\xbf\r\n<!DOCTYPE html><html>", "trang web", "Lưu thành"),
    "XML of Excel 2003": (
        lambda _: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
        "bảng tính XML kiểu cũ",
        "Lưu thành",
    ),
    "a shortcut": (lambda _: b"[InternetShortcut]\r\nURL=x", "lối tắt", "biểu Excel"),
}  # fmt: skip


@pytest.mark.parametrize(("wrap", "what", "remedy"), WRAPPED.values(), ids=WRAPPED)
def test_what_is_no_form_is_named_for_what_it_is(answered: bytes, wrap, what: str, remedy: str) -> None:
    with pytest.raises(UnreadableWorkbookError) as refused:
        read_workbook(wrap(answered))
    assert what in str(refused.value)
    assert remedy in str(refused.value)
