"""Looks into a file that claims to be a workbook before any spreadsheet library may: standard library only.

Runs in the child process (``dunghen.submissions.child``). Every limit is far above what the form needs and far below
what hurts.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from xml.parsers import expat

from dunghen.exceptions import UnreadableWorkbookError
from dunghen.submissions.cells import cell_name, cell_place

MAX_ENTRIES = 500
MAX_UNPACKED = 50_000_000
MAX_RATIO = 200
MAX_ELEMENTS = 1_000_000
MAX_ROW, MAX_COLUMN = 5_000, 100
LAST_ROW = 1_048_576
"""Row numbers end here (ECMA-376 Part 1, 18.3.1.73); LibreOffice writes an empty row with this number."""

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_XML = (".xml", ".rels")
_SAVE_AS = "Hãy mở tệp, chọn Lưu thành (Save As) dạng Excel Workbook (.xlsx) rồi gửi lại."
_BROKEN = "Tệp bị hỏng hoặc tải lên chưa trọn. Hãy mở tệp trên máy, lưu lại dạng .xlsx rồi gửi lại."
_TOO_LARGE = (
    "Nội dung tệp quá lớn so với biểu báo cáo. Hãy điền vào đúng biểu đã nhận, không dán cả bảng tính khác vào, "
    "rồi gửi lại."
)
_FAR_AWAY = f"Tệp có ô nằm quá xa (quá dòng {MAX_ROW} hoặc cột {MAX_COLUMN}). Hãy chép câu trả lời sang biểu đã nhận rồi gửi lại."
_LOCKED = "Tệp có mật khẩu. Hãy bỏ mật khẩu rồi gửi lại."


class CellFaults:
    """What a spreadsheet library keeps silent about, by cell of one part of the file.

    Attributes:
        errors: error values, «H9» → «#DIV/0!».
        uncomputed: formulas without a value.
    """

    def __init__(self) -> None:
        self.errors: dict[str, str] = {}
        self.uncomputed: list[str] = []


def inspect(content: bytes) -> dict[str, CellFaults]:
    """Refuse whatever is no harmless .xlsx; returns the faults of each sheet by name.

    Raises:
        UnreadableWorkbookError: with a sentence that says why and what to do.
    """
    _refuse_other_formats(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_odd_archive(archive)
            parts = {name: _scan(archive.read(name)) for name in archive.namelist() if name.lower().endswith(_XML)}
            return {sheet: parts[part].faults for sheet, part in _sheet_parts(archive).items() if part in parts}
    # zipfile raises the last of these for a compression that it does not know.
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, KeyError, NotImplementedError) as error:
        raise UnreadableWorkbookError(_BROKEN) from error


def _refuse_other_formats(content: bytes) -> None:
    if not content:
        raise UnreadableWorkbookError("Tệp rỗng (0 byte). Hãy lưu lại biểu rồi gửi lại.")
    if content.startswith(_OLE2):
        old = f"Đây là tệp Excel kiểu cũ (.xls). {_SAVE_AS}"
        raise UnreadableWorkbookError(_LOCKED if _ENCRYPTED in content else old)
    if content.startswith(b"%PDF"):
        raise UnreadableWorkbookError(
            "Đây là tệp PDF. Hãy gửi chính biểu Excel (.xlsx) đã nhận, điền đủ các ô nền vàng."
        )
    if not content.startswith(b"PK"):
        raise UnreadableWorkbookError(f"Tệp không phải bảng tính .xlsx (dù có thể mang đuôi .xlsx). {_SAVE_AS}")


def _refuse_odd_archive(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if "xl/workbook.xml" not in names:
        raise UnreadableWorkbookError(_other_document(names))
    for is_odd, refusal in _ODDITIES:
        if is_odd(entries):
            raise UnreadableWorkbookError(refusal)


def _holds(pattern: str) -> Callable[[Sequence[zipfile.ZipInfo]], bool]:
    """Whether an entry has such a name."""
    named = re.compile(pattern, re.IGNORECASE | re.ASCII)
    return lambda entries: any(named.search(entry.filename) for entry in entries)


_ODDITIES: Sequence[tuple[Callable[[Sequence[zipfile.ZipInfo]], bool], str]] = (
    (lambda entries: any(entry.flag_bits & 1 for entry in entries), _LOCKED),
    (lambda entries: len(entries) > MAX_ENTRIES, _TOO_LARGE),
    (lambda entries: sum(entry.file_size for entry in entries) > MAX_UNPACKED, _TOO_LARGE),
    (
        lambda entries: any(entry.file_size > max(1_000_000, MAX_RATIO * entry.compress_size) for entry in entries),
        _TOO_LARGE,
    ),
    (lambda entries: len({entry.filename for entry in entries}) < len(entries), _BROKEN),
    (
        _holds("vbaproject|^xl/macrosheets/"),
        "Tệp có macro. Hãy lưu thành Excel Workbook (.xlsx, không macro) rồi gửi lại.",
    ),
    (
        _holds("^xl/externallinks/"),
        "Tệp có công thức lấy số liệu từ tệp khác. Hãy dán lại dưới dạng giá trị (Paste Special – Values) rồi gửi lại.",
    ),
)
"""What no form's archive has, and why the file is refused for it."""


def _other_document(names: list[str]) -> str:
    if "word/document.xml" in names:
        return "Đây là tệp Word. Hãy gửi chính biểu Excel (.xlsx) đã nhận, điền đủ các ô nền vàng."
    if "xl/workbook.bin" in names or "mimetype" in names:
        return f"Đây là bảng tính ở dạng khác (.xlsb hoặc .ods). {_SAVE_AS}"
    return f"Tệp nén này không chứa bảng tính .xlsx. {_SAVE_AS}"


class _Scan:
    """Follows one XML part. Only a worksheet has rows and cells; in other parts nothing but size and DTD matter."""

    def __init__(self) -> None:
        self.faults = CellFaults()
        self.links: list[dict[str, str]] = []
        self._elements = 0
        self._row = self._column = -1
        """Counted from 0; -1 before the first."""
        self._kind = ""
        self._text: list[str] | None = None
        self._has_formula = False

    def doctype(self, *_: object) -> None:
        raise UnreadableWorkbookError(f"Tệp chứa khai báo DTD, không phải do Excel hay LibreOffice lưu. {_SAVE_AS}")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            raise UnreadableWorkbookError(_TOO_LARGE)
        tag = name.rsplit(":", 1)[-1]
        if tag == "c":
            self._begin_cell(attributes)
        elif tag == "row":
            self._begin_row(attributes.get("r"))
        elif tag in ("v", "is", "f"):
            self._fill(tag)
        elif tag == "mergeCell":
            for corner in attributes.get("ref", "").split(":"):
                _within(*_place(corner))
        elif tag in ("sheet", "Relationship"):
            self.links.append(attributes)

    def _begin_row(self, number: str | None) -> None:
        if number is not None and not (number.isdecimal() and len(number) <= 7 and 0 < int(number) <= LAST_ROW):
            raise UnreadableWorkbookError(_FAR_AWAY)
        self._row = int(number) - 1 if number else self._row + 1
        self._column = -1

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        if reference := attributes.get("r"):
            self._row, self._column = _place(reference)
        else:
            self._column += 1
        self._kind = attributes.get("t", "")
        self._has_formula = False
        self._text = None

    def _fill(self, tag: str) -> None:
        """An empty cell may lie anywhere (formatting does that); one that holds something may not."""
        if self._column < 0:
            return
        _within(self._row, self._column)
        if tag == "f":
            self._has_formula = True
        elif self._kind == "e" or self._has_formula:
            self._text = []

    def data(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def end(self, name: str) -> None:
        if self._column >= 0 and name.rsplit(":", 1)[-1] == "c":
            cell = cell_name(self._row, self._column)
            value = "".join(self._text or ())
            if self._kind == "e" and value:
                self.faults.errors[cell] = value
            elif self._has_formula and not value and self._kind != "str":  # a computed text may be empty
                self.faults.uncomputed.append(cell)
            self._text = None


def _scan(part: bytes) -> _Scan:
    scan = _Scan()
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = scan.doctype
    parser.StartElementHandler = scan.start
    parser.EndElementHandler = scan.end
    parser.CharacterDataHandler = scan.data
    parser.Parse(part, True)  # noqa: FBT003 - the last piece
    return scan


def _place(reference: str) -> tuple[int, int]:
    try:
        return cell_place(reference)
    except ValueError as error:
        raise UnreadableWorkbookError(_FAR_AWAY) from error


def _within(row: int, column: int) -> None:
    if row >= MAX_ROW or column >= MAX_COLUMN:
        raise UnreadableWorkbookError(_FAR_AWAY)


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet by the sheet's name (ECMA-376 Part 1, 18.2.19, and Part 2, 9.3)."""
    book = _scan(archive.read("xl/workbook.xml")).links
    relations = _scan(archive.read("xl/_rels/workbook.xml.rels")).links
    targets = {link["Id"]: posixpath.normpath(posixpath.join("/xl", link["Target"])) for link in relations}
    found = {}
    for sheet in book:
        relation = next((value for key, value in sheet.items() if key.endswith(":id")), "")
        found[sheet["name"]] = targets.get(relation, "").removeprefix("/")
    return found
