"""Workbooks made by hand, part by part: sound ones, and ones that were made to hurt."""

from __future__ import annotations

import io
import random
import zipfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    ),
    "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>một</t></si></sst>',
}


def workbook(rows: str = "", *, before: str = "", parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """A workbook of one sheet «S» with these rows (XML), something before its root element, and more or other parts."""
    sheet = f'{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**PARTS, "xl/worksheets/sheet1.xml": sheet, **(parts or {})}.items():
            archive.writestr(name, part)
    return content.getvalue()


ONE = '<row r="1"><c r="A1"><v>7</v></c></row>'


def other_archive(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return content.getvalue()


def one_string_for_all() -> bytes:
    cells = "".join(f'<c r="{column}{{row}}" t="s"><v>0</v></c>' for column in "ABCDEFGHIJ")
    rows = "".join(f'<row r="{row}">{cells.format(row=row)}</row>' for row in range(1, 491))
    text = "".join(random.Random(59).choices("abcdefghijklmnop", k=1_000_000))
    return workbook(rows, parts={"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>{text}</t></si></sst>'})


def directory_before_the_file() -> bytes:
    """The end of the archive says that its directory is longer than the whole file (APPNOTE 4.3.16)."""
    made = bytearray(workbook(ONE))
    made[-10:-6] = (len(made) + 8).to_bytes(4, "little")
    return bytes(made)


def name_flagged_as_utf8(name: bytes) -> bytes:
    """A workbook one of whose parts has this name, said to be UTF-8 (bit 11 of its flags)."""
    made = bytearray(workbook(ONE, parts={"é.xml": "<x/>"}))
    return bytes(made.replace("é".encode(), name))


def packed_by_another_method(method: int) -> bytes:
    """Deflated parts whose headers name another method (APPNOTE 4.4.5)."""
    said = b"\x08\x00"
    made = workbook(ONE)
    for header, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        pieces = made.split(header)
        changed = [piece[: place - 4] + piece[place - 4 :].replace(said, bytes([method, 0]), 1) for piece in pieces[1:]]
        made = header.join([pieces[0], *changed])
    return made


def declared(part: str, kind: str) -> dict[str, str]:
    """The part, and the list of types that says of what type it is."""
    types = PARTS["[Content_Types].xml"]
    override = f'<Override PartName="{part}" ContentType="{kind}"/></Types>'
    other = {} if part == "/xl/workbook.xml" else {part.lstrip("/"): "x"}
    return {"[Content_Types].xml": types.replace("</Types>", override), **other}


def numbers(rows: int, columns: int) -> str:
    """Rows of numbers that do not compress well, without any reference of their own."""
    dice = random.Random(59)
    cells = (f"<c><v>{dice.randrange(10**9)}</v></c>" for _ in range(rows * columns))
    return "".join(f"<row>{''.join(next(cells) for _ in range(columns))}</row>" for _ in range(rows))


def duplicate_entry() -> bytes:
    content = io.BytesIO(workbook(ONE))
    with zipfile.ZipFile(content, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
    return content.getvalue()


def lying_about_its_size() -> bytes:
    """A part of 40 MB whose headers say 100 bytes."""
    bomb = workbook(ONE, parts={"xl/theme/theme1.xml": "<a>" + " " * 40_000_000 + "</a>"})
    return bomb.replace((40_000_007).to_bytes(4, "little"), (100).to_bytes(4, "little"))


def corrupt_deflate() -> bytes:
    content = bytearray(workbook(numbers(20, 20)))
    middle = content.index(b"xl/worksheets/sheet1.xml") + 200
    content[middle : middle + 40] = bytes(40)
    return bytes(content)
