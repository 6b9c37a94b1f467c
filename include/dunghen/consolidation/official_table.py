"""Tables of an official document: fixed widths, repeated heads, rows that do not split where they need not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from dunghen.consolidation.official_page import CELL

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell, _Row

_UNSPLIT = 1000
"""Characters: a row whose longest cell is longer may break over two pages, lest it leave half a page empty."""


class Line(NamedTuple):
    """A paragraph of a cell: what is bold, then what is not."""

    bold: str = ""
    text: str = ""


Content = str | tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in millimetres, and whether its cells are centred."""

    head: str
    width: float
    centred: bool = False


def plain_table(document: Document, rows: int, widths: Sequence[float]) -> Table:
    """A table without borders and cell margins, to set blocks side by side; its rows never split."""
    table: Table = document.add_table(rows=rows, cols=len(widths))
    _fix_widths(table, widths)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = table._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001 - python-docx has no API for cell margins
    look.addprevious(margins)
    for row in table.rows:
        _mark(row, "w:cantSplit")
        for cell in row.cells:
            cell.paragraphs[0].style = "Official Line"
    return table


def grid_table(
    document: Document,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Content]],
    style: str = CELL,
    *,
    together: bool = False,
) -> Table:
    """A ruled table with a head that is repeated on every page; a small one may be kept ``together`` on one."""
    table: Table = document.add_table(rows=len(rows) + 1, cols=len(columns), style="Table Grid")
    _fix_widths(table, [column.width for column in columns])
    style_id = document.styles[style].style_id
    head, *lines = table.rows
    _mark(head, "w:cantSplit")
    _mark(head, "w:tblHeader")
    for cell, column in zip(head.cells, columns, strict=True):
        _write(cell, (Line(bold=column.head),), style_id, centred=True)
    for line, row in zip(lines, rows, strict=True):
        if max(map(_length, row)) <= _UNSPLIT:
            _mark(line, "w:cantSplit")
        for cell, column, content in zip(line.cells, columns, row, strict=True):
            _write(cell, content, style_id, centred=column.centred)
    if together:
        _keep_together([head, *lines])
    return table


def _keep_together(lines: Sequence[_Row]) -> None:
    paragraphs = (paragraph for line in lines[:-1] for cell in line.cells for paragraph in cell.paragraphs)
    for paragraph in paragraphs:
        paragraph.paragraph_format.keep_with_next = True


def _fix_widths(table: Table, widths: Sequence[float]) -> None:
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def _mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - python-docx has no API for row properties


def _length(content: Content) -> int:
    return len(content) if isinstance(content, str) else sum(len(line.bold) + len(line.text) for line in content)


def _write(cell: _Cell, content: Content, style_id: str, *, centred: bool) -> None:
    lines = (Line(text=content),) if isinstance(content, str) else content or (Line(),)
    for number, line in enumerate(lines):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        paragraph._p.style = style_id  # noqa: SLF001 - by its name, python-docx looks it up again for every cell
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if line.bold:
            paragraph.add_run(line.bold).bold = True
        if line.text:
            paragraph.add_run(line.text)
