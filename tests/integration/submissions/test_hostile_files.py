"""Files that were made to hurt, or are no workbooks at all: a sentence in time, and the caller goes on."""

from __future__ import annotations

import random
import subprocess
import sys
import time
import zipfile
from functools import cache
from typing import TYPE_CHECKING

import pytest

from dunghen.exceptions import UnreadableWorkbookError
from dunghen.submissions.annotate import annotate
from dunghen.submissions.read import read_workbook, unreadable
from tests.integration.submissions.archives import (
    ONE,
    corrupt_deflate,
    declared,
    directory_before_the_file,
    duplicate_entry,
    lying_about_its_size,
    name_flagged_as_utf8,
    numbers,
    one_string_for_all,
    other_archive,
    packed_by_another_method,
    workbook,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECONDS = 2.0
MEGABYTES = 300

FAR = "Tệp có ô nằm quá xa (quá dòng 5000 hoặc cột 100)."
LARGE = "Nội dung tệp quá lớn so với biểu báo cáo."
BROKEN = "Tệp bị hỏng hoặc tải lên chưa trọn."
DTD = "Tệp chứa khai báo DTD, không phải do Excel hay LibreOffice lưu."
STRANGE = "Không đọc được tệp: cấu trúc bên trong bất thường."
LOCKED = "Tệp có mật khẩu. Hãy bỏ mật khẩu rồi gửi lại."
OLD = "Đây là tệp Excel kiểu cũ (.xls)."
OTHER = "Tệp không phải bảng tính .xlsx (dù có thể mang đuôi .xlsx)."

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAUGHS = "<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]>"
XXE = "<!DOCTYPE l [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "one cell at XFD1048576": (lambda: workbook('<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>'), FAR),
    "row 999999999": (lambda: workbook('<row r="999999999"><c><v>7</v></c></row>'), FAR),
    "a cell at A1048576": (lambda: workbook('<row r="1048576"><c r="A1048576"><v>7</v></c></row>'), FAR),
    "a cell at XFD1": (lambda: workbook('<row r="1"><c r="XFD1"><v>7</v></c></row>'), FAR),
    "a far row whose cell has no reference": (lambda: workbook('<row r="1048000"><c><v>7</v></c></row>'), FAR),
    "a row that says 5 and a cell that says 1048576": (
        lambda: workbook('<row r="5"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row>'),
        FAR,
    ),
    "a far cell under a prefix": (
        lambda: workbook(
            '<x:row xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="9">'
            '<x:c r="XFD1048576"><x:v>7</x:v></x:c></x:row>'
        ),
        FAR,
    ),
    "a merged range over the whole sheet": (
        lambda: workbook(ONE, parts={"xl/worksheets/sheet2.xml": '<w><mergeCell ref="A1:XFD1048576"/></w>'}),
        FAR,
    ),
    "three million rows without references": (lambda: workbook("<row><c><v>1</v></c></row>" * 3_000_000), LARGE),
    "6,000 rows that do not compress": (lambda: workbook(numbers(6_000, 20)), FAR),
    "a zip bomb of spaces": (
        lambda: workbook(ONE, parts={"xl/theme/theme1.xml": "<a>" + " " * 200_000_000 + "</a>"}),
        LARGE,
    ),
    "a zip bomb of one string": (
        lambda: workbook('<row><c t="inlineStr"><is><t>' + "x" * 120_000_000 + "</t></is></c></row>"),
        LARGE,
    ),
    "a zip bomb of shared strings": (
        lambda: workbook(ONE, parts={"xl/sharedStrings.xml": "<sst>" + "<si><t/></si>" * 4_500_000 + "</sst>"}),
        LARGE,
    ),
    "a small bomb, 45 MB": (
        lambda: workbook(ONE, parts={"xl/theme/theme1.xml": "<a>" + " " * 45_000_000 + "</a>"}),
        LARGE,
    ),
    "a bomb that lies about its size": (lying_about_its_size, BROKEN),
    "more than 500 entries": (lambda: workbook(ONE, parts={f"xl/media/{n}.png": "" for n in range(600)}), LARGE),
    "billion laughs": (lambda: workbook("", before=LAUGHS), DTD),
    "billion laughs in another part": (lambda: workbook(ONE, parts={"xl/styles.xml": LAUGHS + "<s>&c;</s>"}), DTD),
    "billion laughs in UTF-16": (
        lambda: workbook(ONE, parts={"xl/styles.xml": (LAUGHS + "<s>&c;</s>").encode("utf-16")}),
        DTD,
    ),
    "an external entity": (lambda: workbook('<row><c t="str"><v>&x;</v></c></row>', before=XXE), DTD),
    "encrypted": (lambda: OLE2 + bytes(1024) + "EncryptedPackage".encode("utf-16-le") + bytes(1024), LOCKED),
    ".xls": (lambda: OLE2 + bytes(1024) + "Workbook".encode("utf-16-le") + bytes(1024), OLD),
    "a csv renamed": ("TT,Trạng thái\n1,Đã hoàn thành\n".encode, OTHER),
    "html renamed": (
        lambda: b"<html><table><tr><td>1</td></tr></table></html>",
        "Đây là trang web (HTML), dù mang đuôi gì.",
    ),
    "garbage": (lambda: random.Random(1).randbytes(5_000), OTHER),
    "garbage that begins like a zip": (lambda: b"PK\x03\x04" + random.Random(1).randbytes(5_000), BROKEN),
    "truncated": (lambda: workbook(ONE)[:900], BROKEN),
    "corrupt deflate": (corrupt_deflate, BROKEN),
    "XML that does not end": (lambda: workbook(ONE, parts={"xl/sharedStrings.xml": "<sst><si>"}), BROKEN),
    "a duplicate entry": (duplicate_entry, BROKEN),
    "zero bytes": (lambda: b"", "Tệp rỗng (0 byte)."),
    "a PDF": (lambda: b"%PDF-1.7\n", "Đây là tệp PDF."),
    "a Word document": (lambda: other_archive("[Content_Types].xml", "word/document.xml"), "Đây là tệp Word."),
    "an .ods": (lambda: other_archive("mimetype", "content.xml"), "Đây là bảng tính ở dạng khác (.xlsb hoặc .ods)."),
    "an .xlsb": (lambda: other_archive("xl/workbook.bin"), "Đây là bảng tính ở dạng khác (.xlsb hoặc .ods)."),
    "another archive": (lambda: other_archive("anh.jpg"), "Đây là tệp nén (.zip), không phải bảng tính .xlsx."),
    "a macro": (lambda: workbook(ONE, parts={"xl/vbaProject.bin": "x"}), "Tệp có macro."),
    "an Excel 4 macro sheet": (lambda: workbook(ONE, parts={"xl/macrosheets/sheet1.xml": "<m/>"}), "Tệp có macro."),
    "a link to another workbook": (
        lambda: workbook(ONE, parts={"xl/externalLinks/externalLink1.xml": "<e/>"}),
        "Tệp có công thức lấy số liệu từ tệp khác.",
    ),
    "a directory that points before the file": (directory_before_the_file, BROKEN),
    "a part that bzip2 cannot unpack": (lambda: packed_by_another_method(zipfile.ZIP_BZIP2), BROKEN),
    "a name that is no UTF-8": (
        lambda: name_flagged_as_utf8(b"\xca\xfe"),
        BROKEN,
    ),
    "a string of a million letters that 4,900 cells name": (one_string_for_all, "Tệp có ô dài quá 32.767 ký tự"),
    "a macro under another name": (
        lambda: workbook(ONE, parts=declared("/xl/media/anh.bin", "application/vnd.ms-office.vbaProject")),
        "Tệp có macro.",
    ),
    "a workbook of the sort that may have macros": (
        lambda: workbook(
            ONE, parts=declared("/xl/workbook.xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
        ),
        "Tệp có macro.",
    ),
    "an embedded object": (
        lambda: workbook(ONE, parts={"xl/embeddings/oleObject1.bin": OLE2}),
        "Tệp có đối tượng nhúng",
    ),
    "an embedded object under another name": (
        lambda: workbook(
            ONE, parts=declared("/xl/media/anh.png", "application/vnd.openxmlformats-officedocument.oleObject")
        ),
        "Tệp có đối tượng nhúng",
    ),
    "an ActiveX control": (lambda: workbook(ONE, parts={"xl/activeX/activeX1.xml": "<a/>"}), "Tệp có đối tượng nhúng"),
    "a connection to a database": (
        lambda: workbook(ONE, parts={"xl/connections.xml": "<connections/>"}),
        "Tệp lấy số liệu từ nguồn bên ngoài",
    ),
    "a query of the web": (
        lambda: workbook(ONE, parts={"xl/queryTables/queryTable1.xml": "<q/>"}),
        "Tệp lấy số liệu từ nguồn bên ngoài",
    ),
    "a link to another workbook under another name": (
        lambda: workbook(
            ONE,
            parts=declared(
                "/xl/x1.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"
            ),
        ),
        "Tệp có công thức lấy số liệu từ tệp khác.",
    ),
    "relations that leave the archive": (
        lambda: workbook(
            ONE,
            parts={"xl/_rels/workbook.xml.rels": '<R><Relationship Id="r1" Target="../../../etc/passwd"/></R>'},
        ),
        STRANGE,
    ),
    "more than 5 MB": (lambda: bytes(6_000_000), "Tệp quá lớn (6 MB; tối đa 5 MB)."),
}


@cache
def hostile(name: str) -> bytes:
    """The file of this name; the bombs are built only when they are wanted."""
    return HOSTILE[name][0]()


_MEASURE = """
import resource, sys
from dunghen.exceptions import UnreadableWorkbookError
from dunghen.submissions.read import read_workbook
content = open(sys.argv[1], "rb").read()
try:
    read_workbook(content)
except UnreadableWorkbookError:
    pass
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)
"""


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence_in_time_and_within_memory(name: str, tmp_path: Path) -> None:
    content, why = hostile(name), HOSTILE[name][1]
    with pytest.raises(UnreadableWorkbookError) as refusal:
        read_workbook(content)
    assert str(refusal.value).startswith(why)
    problem = unreadable(refusal.value)
    assert problem.what.endswith(".")
    assert problem.remedy.startswith("Hãy ")
    (tmp_path / "bieu").write_bytes(content)
    # in a process of its own, since this one built the bombs; processor time, since the machine may be busy
    command = [sys.executable, "-c", _MEASURE, str(tmp_path / "bieu")]
    seconds, megabytes = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert float(seconds) < SECONDS
    assert int(megabytes) < MEGABYTES


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_not_returned_marked(name: str) -> None:
    assert annotate(hostile(name), ()) is None


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            '<row r="1"><c r="A1"><v>7</v></c></row><row r="1048576"/>', id="the empty last row of LibreOffice"
        ),
        pytest.param('<row r="1"><c r="A1"><f>1+6</f><v>7</v></c><c r="XFD1" s="0"/></row>', id="far formatting"),
        pytest.param(
            ONE + "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(2, 100_000)),
            id="100,000 styled rows",
        ),
    ],
)
def test_odd_but_honest_files_are_read(rows: str) -> None:
    assert read_workbook(workbook(rows)).sheets == {"S": [["7"]]}


def test_texts_errors_and_uncomputed_formulas_are_kept_as_they_are() -> None:
    rows = (
        '<row r="2"><c r="B2" t="inlineStr"><is><t>007</t></is></c><c r="C2"><v>3</v></c>'
        '<c r="D2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="E2" t="s"><v>0</v></c></row>'
        '<row r="4"><c r="A4" t="b"><v>1</v></c><c r="C4"><f>A1</f></c><c r="D4" t="inlineStr"><is><t>NA</t></is></c>'
        '<c r="E4" t="inlineStr"><is><t>1.234,5</t></is></c><c r="F4"><v>1.5</v></c></row>'
        '<row r="6"><c r="C6" t="e"><v>#N/A</v></c><c r="D6"><f>A1</f><v></v></c></row>'
        '<row r="7"><c r="A7" t="str"><f>""</f><v></v></c></row>'  # computed, and empty
    )
    raw = read_workbook(workbook(rows))
    assert raw.sheets["S"] == [
        [],
        ["", "007", "3", "#DIV/0!", "một"],
        [],
        ["TRUE", "", "", "NA", "1.234,5", "1.5"],
        [],
        ["", "", "#N/A"],
    ]
    assert raw.uncomputed == {"S": ["C4", "D6"]}


def test_a_child_that_does_not_answer_is_given_up(tmp_path: Path) -> None:
    start = time.monotonic()
    with pytest.raises(UnreadableWorkbookError, match="mất quá nhiều thời gian"):
        read_workbook(workbook(ONE), timeout=0.001)
    assert time.monotonic() - start < 20


def test_the_child_sees_no_environment_of_the_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONSTARTUP", "/nonexistent")
    monkeypatch.setenv("PYTHONHOME", "/nonexistent")  # would keep any child that inherits it from starting
    assert read_workbook(workbook(ONE)).sheets == {"S": [["7"]]}
