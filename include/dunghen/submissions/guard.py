"""Looks into a file that claims to be a workbook before any spreadsheet library may: standard library only.

Runs in the child process (``dunghen.submissions.child``). Every limit is far above what the form needs and far below
what hurts.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat

from dunghen.exceptions import UnreadableWorkbookError
from dunghen.submissions.cells import cell_name, cell_place
from dunghen.submissions.container import BROKEN, SAVE_AS, TOO_LARGE, sound_archive
from dunghen.submissions.number_shapes import as_shown, padded_styles

MAX_ELEMENTS = 1_000_000
MAX_ROW, MAX_COLUMN = 5_000, 100
LAST_ROW = 1_048_576
"""Row numbers end here (ECMA-376 Part 1, 18.3.1.73); LibreOffice writes an empty row with this number."""

_XML = (".xml", ".rels")
_STYLES = "xl/styles.xml"
# Besides its own error zipfile raises: for a name that is no UTF-8 and a directory that points before the file (ValueError),
# for a compression that it does not know (NotImplementedError), for a directory that is cut short (struct.error),
# for a part that bzip2 or LZMA cannot unpack (OSError).
_OF_A_BROKEN_ARCHIVE = (
    *(zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, KeyError, ValueError, NotImplementedError),
    *(struct.error, OverflowError, OSError),
)
MAX_CELL = 32_767
"""Characters: what Excel holds in a cell. One longer text, named by thousands of cells, would fill the memory."""
_LONG_CELL = "Tệp có ô dài quá 32.767 ký tự, hơn mức Excel cho phép. Hãy rút gọn ô ấy rồi gửi lại."
_FAR_AWAY = f"Tệp có ô nằm quá xa (quá dòng {MAX_ROW} hoặc cột {MAX_COLUMN}). Hãy chép câu trả lời sang biểu đã nhận rồi gửi lại."


class CellTexts:
    """What a spreadsheet library keeps silent about, by cell of one part of the file.

    Attributes:
        shown: what stands in the cell in place of what the library gives: error values («H9» → «#DIV/0!»), numbers with
            zeros before them.
        uncomputed: formulas without a value.
    """

    def __init__(self) -> None:
        self.shown: dict[str, str] = {}
        self.uncomputed: list[str] = []


@dataclass(frozen=True, slots=True)
class Inspected:
    """A workbook that a library may read, and what it keeps silent about, by the name of each sheet."""

    content: bytes
    texts: Mapping[str, CellTexts]


def inspect(content: bytes) -> Inspected:
    """Refuse whatever is no harmless .xlsx.

    Raises:
        UnreadableWorkbookError: with a sentence that says why and what to do.
    """
    try:
        content = sound_archive(content)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            held = [name for name in archive.namelist() if name.lower().endswith(_XML)]
            shapes = padded_styles(archive.read(_STYLES)) if _STYLES in held else {}
            parts = {name: _scan(archive.read(name), shapes) for name in held}
            texts = {sheet: parts[part].texts for sheet, part in _sheet_parts(archive).items() if part in parts}
            return Inspected(content, texts)
    except _OF_A_BROKEN_ARCHIVE as error:
        raise UnreadableWorkbookError(BROKEN) from error


class _Scan:
    """Follows one XML part. Only a worksheet has rows and cells; in other parts nothing but size and DTD matter."""

    def __init__(self, shapes: Mapping[int, str]) -> None:
        self.texts = CellTexts()
        self._shapes = shapes
        self._shape = ""
        self.links: list[dict[str, str]] = []
        self._elements = 0
        self._row = self._column = -1
        """Counted from 0; -1 before the first."""
        self._kind = ""
        self._text: list[str] | None = None
        self._has_formula = False
        self._length: int | None = None
        """Of the text of a cell or a shared string so far; None in any other element."""

    def doctype(self, *_: object) -> None:
        raise UnreadableWorkbookError(f"Tệp chứa khai báo DTD, không phải do Excel hay LibreOffice lưu. {SAVE_AS}")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            raise UnreadableWorkbookError(TOO_LARGE)
        tag = name.rsplit(":", 1)[-1]
        self._length = 0 if tag in ("t", "v", "f") else None
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
        style = attributes.get("s", "")
        self._shape = self._shapes.get(int(style), "") if style.isdecimal() and self._kind in ("", "n") else ""
        self._has_formula = False
        self._text = None

    def _fill(self, tag: str) -> None:
        """An empty cell may lie anywhere (formatting does that); one that holds something may not."""
        if self._column < 0:
            return
        _within(self._row, self._column)
        if tag == "f":
            self._has_formula = True
        elif self._kind == "e" or self._has_formula or self._shape:
            self._text = []

    def data(self, text: str) -> None:
        if self._length is not None:
            self._length += len(text)
            if self._length > MAX_CELL:
                raise UnreadableWorkbookError(_LONG_CELL)
        if self._text is not None:
            self._text.append(text)

    def end(self, name: str) -> None:
        if self._column >= 0 and name.rsplit(":", 1)[-1] == "c":
            cell = cell_name(self._row, self._column)
            value = "".join(self._text or ())
            if self._kind == "e" and value:
                self.texts.shown[cell] = value
            elif self._has_formula and not value and self._kind != "str":  # a computed text may be empty
                self.texts.uncomputed.append(cell)
            elif self._shape and (shown := as_shown(value, self._shape)):
                self.texts.shown[cell] = shown
            self._text = None


def _scan(part: bytes, shapes: Mapping[int, str]) -> _Scan:
    scan = _Scan(shapes)
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
    book = _scan(archive.read("xl/workbook.xml"), {}).links
    relations = _scan(archive.read("xl/_rels/workbook.xml.rels"), {}).links
    targets = {link["Id"]: posixpath.normpath(posixpath.join("/xl", link["Target"])) for link in relations}
    found = {}
    for sheet in book:
        relation = next((value for key, value in sheet.items() if key.endswith(":id")), "")
        found[sheet["name"]] = targets.get(relation, "").removeprefix("/")
    return found
