"""The blocks of an official report where Nghị định 30/2020/NĐ-CP, Phụ lục I, puts them.

Boxes of the decree: 1 Quốc hiệu, Tiêu ngữ · 2 issuing body · 3 number · 4 place and date · 5a name and subject ·
9a Kính gửi · 7 signature · 9b Nơi nhận. Number, date, signature and name stay blank: they belong to the clerk.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from dunghen.consolidation.official_page import (
    LANDSCAPE_TEXT_WIDTH,
    LINE,
    TEXT_WIDTH,
    new_numbered_section,
)
from dunghen.consolidation.official_table import plain_table
from dunghen.consolidation.text_length import balanced_lines, text_length

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

MOTTO = "Độc lập - Tự do - Hạnh phúc"
_MOTTO_LENGTH = 56.1
"""Millimetres of the motto at 13 points bold (12.242 em by the font's own widths): its line is as long as it."""
_LINE_SHARE = 0.42
"""Of the text, between the decree's 1/3 and 1/2."""
_LEFT_BOX, _RIGHT_BOX = 68, 97
_BLANK_NUMBER = "Số:        /BC-…"
_BLANK_DATE = "ngày      tháng      năm      "


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who writes, to whom. Everything is the office's setting; nothing is abbreviated or made up here."""

    superior_name: str
    """The body directly above, e.g. «Bộ Văn hóa, Thể thao và Du lịch»; may be empty."""
    issuer_name: str
    place: str
    """The place name before the date."""
    recipients: tuple[str, ...]
    """Kính gửi."""
    copies: tuple[str, ...]
    """Nơi nhận, between «Như trên» and «Lưu»."""
    signer_post: str
    """The post above the signature, e.g. «Cục trưởng», «KT. Cục trưởng»."""


def write_head(document: Document, issuer: Issuer, name: str, subject: str) -> None:
    """Boxes 1 to 5a and 9a."""
    table = plain_table(document, 2, (_LEFT_BOX, _RIGHT_BOX))
    (body, motto), (number, date) = (row.cells for row in table.rows)
    _write_issuing_body(body, issuer)
    _write_motto(motto)
    centred(number.paragraphs[0], _BLANK_NUMBER, 13)
    centred(date.paragraphs[0], f"{issuer.place}, {_BLANK_DATE}", 13, italic=True)
    for cell in (number, date):
        cell.paragraphs[0].paragraph_format.space_before = Pt(6)
    title = centred(document.add_paragraph(style=LINE), name.upper(), 14, bold=True)
    title.paragraph_format.space_before = Pt(18)
    lines = balanced_lines(subject, 14, TEXT_WIDTH - 15)
    centred(document.add_paragraph(style=LINE), "\n".join(lines), 14, bold=True)
    draw_line(document.add_paragraph(style=LINE), _LINE_SHARE * text_length(lines[-1], 14), TEXT_WIDTH)
    _write_recipients(document, issuer.recipients)


def _write_issuing_body(cell: _Cell, issuer: Issuer) -> None:
    """Box 2: the superior upright, the issuer bold, and a line below the issuer."""
    first = cell.paragraphs[0]
    if issuer.superior_name:
        lines = balanced_lines(issuer.superior_name.upper(), 12, _LEFT_BOX - 2)
        centred(first, "\n".join(lines), 12)
        first = cell.add_paragraph(style=LINE)
    lines = balanced_lines(issuer.issuer_name.upper(), 12, _LEFT_BOX - 2)
    centred(first, "\n".join(lines), 12, bold=True)
    draw_line(cell.add_paragraph(style=LINE), _LINE_SHARE * text_length(lines[-1], 12), _LEFT_BOX)


def _write_motto(cell: _Cell) -> None:
    """Box 1, with a line as long as the motto."""
    centred(cell.paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
    centred(cell.add_paragraph(style=LINE), MOTTO, 13, bold=True)
    draw_line(cell.add_paragraph(style=LINE), _MOTTO_LENGTH, _RIGHT_BOX)


def _write_recipients(document: Document, recipients: Sequence[str]) -> None:
    """Box 9a: one on the same line; several below each other, their dashes under the colon."""
    if not recipients:
        return
    if len(recipients) == 1:
        paragraph = centred(document.add_paragraph(style=LINE), f"Kính gửi: {recipients[0]}.", 14)
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(12)
        return
    indent = 35.0
    first = document.add_paragraph("Kính gửi:", style=LINE)
    first.paragraph_format.left_indent = Mm(indent)
    first.paragraph_format.space_before = Pt(12)
    for number, name in enumerate(recipients, start=1):
        last = number == len(recipients)
        line = document.add_paragraph(f"- {name}{'.' if last else ';'}", style=LINE)
        line.paragraph_format.left_indent = Mm(indent + text_length("Kính gửi", 14))
        line.paragraph_format.space_after = Pt(12 if last else 0)


def write_signature(document: Document, issuer: Issuer) -> None:
    """Boxes 9b and 7, level with each other and never parted by a page end."""
    gap = document.add_paragraph(style=LINE)
    gap.paragraph_format.keep_with_next = True
    table = plain_table(document, 1, (80, 85))
    copies, signer = table.rows[0].cells
    head = copies.paragraphs[0].add_run("Nơi nhận:")
    head.bold = head.italic = True
    head.font.size = Pt(12)
    above = ("Như trên",) if issuer.recipients else ()
    for line in (*(f"- {name};" for name in (*above, *issuer.copies)), "- Lưu: VT, …."):
        copies.add_paragraph(style=LINE).add_run(line).font.size = Pt(11)
    centred(signer.paragraphs[0], issuer.signer_post.upper(), 14, bold=True)
    # Room for the signature, the seal and the name, which the clerk and the signer add.
    for _ in range(5):
        signer.add_paragraph(style=LINE)


def start_annex(document: Document, name: str, title: str, issuer: Issuer, *, landscape: bool = False) -> None:
    """A new page with the annex's name, title and the «Kèm theo» line, whose blanks stay unfilled."""
    new_numbered_section(document, landscape=landscape)
    width = LANDSCAPE_TEXT_WIDTH if landscape else TEXT_WIDTH
    centred(document.add_paragraph(style=LINE), name, 14, bold=True)
    lines = balanced_lines(title.upper(), 14, width - 15)
    centred(document.add_paragraph(style=LINE), "\n".join(lines), 14, bold=True)
    attached = f"(Kèm theo Báo cáo số        /BC-… {_BLANK_DATE.strip()}      của {issuer.issuer_name})"
    centred(document.add_paragraph(style=LINE), attached, 13, italic=True)
    line = document.add_paragraph(style=LINE)
    draw_line(line, _LINE_SHARE * text_length(attached, 13), width)
    line.paragraph_format.space_after = Pt(6)


def centred(paragraph: Paragraph, text: str, size: float, *, bold: bool = False, italic: bool = False) -> Paragraph:
    """Add the text to the paragraph, in the middle of its line."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    return paragraph


def draw_line(paragraph: Paragraph, length: float, room: float) -> None:
    """A solid line of this length in the middle of the room (mm): the upper border of an empty, indented paragraph."""
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm((room - min(length, room)) / 2)
    form.space_before = Pt(2)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(4)
    border = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        border.set(qn(f"w:{name}"), value)
    borders = OxmlElement("w:pBdr")
    borders.append(border)
    paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001 - python-docx has no API for borders
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
