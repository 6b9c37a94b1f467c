"""The page of an official document: Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I (paper, margins, font, page number).

Within the decree's ranges: margins 20/20/30/15 mm (top, bottom, left, right), text 14, page number 13.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import Section
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
WIDTH, HEIGHT = 210, 297
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15
TEXT_WIDTH = WIDTH - LEFT - RIGHT
"""Millimetres of a line on an upright page."""
LANDSCAPE_TEXT_WIDTH = HEIGHT - LEFT - RIGHT
"""Millimetres of a line on a page that lies on its side."""

_KEPT = {
    *("Normal", "Header", "Footer", "Heading 1", "Heading 2", "Heading 3"),
    *("Default Paragraph Font", "Normal Table", "Table Grid", "No List"),
}
BODY, LINE, CELL, SMALL_CELL = "Official Body", "Official Line", "Official Cell", "Official Small Cell"
"""The paragraph styles beside the headings: running text, a line of a block, a cell of 12 or 11 points."""


def new_document() -> Document:
    """An empty A4 document with the decree's margins, fonts and page numbers."""
    document = docx.Document()
    _set_styles(document)
    set_page(document.sections[0])
    _number_pages(document.sections[0])
    return document


def set_page(section: Section, *, landscape: bool = False) -> None:
    """A4 with the decree's margins, upright or on its side."""
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(HEIGHT), Mm(WIDTH)) if landscape else (Mm(WIDTH), Mm(HEIGHT))
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True


def new_numbered_section(document: Document, *, landscape: bool) -> Section:
    """A section on a new page whose pages count from 1 again, as those of an annex do."""
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    set_page(section, landscape=landscape)
    # A new section begins as a copy of the one before it, whose numbering it may have brought along.
    properties = section._sectPr  # noqa: SLF001 - python-docx has no API for page numbering
    if properties.find(qn("w:pgNumType")) is None:
        start = OxmlElement("w:pgNumType")
        start.set(qn("w:start"), "1")
        properties.find(qn("w:cols")).addprevious(start)
    return section


def packed(document: Document) -> bytes:
    """The file, without the hour at which its parts were packed."""
    loose, tight = io.BytesIO(), io.BytesIO()
    document.save(loose)
    with ZipFile(loose) as source, ZipFile(tight, "w", ZIP_DEFLATED) as target:
        for part in source.namelist():
            target.writestr(ZipInfo(part), source.read(part), ZIP_DEFLATED)
    return tight.getvalue()


def _set_styles(document: Document) -> None:
    # python-docx looks a style up by going through all of them, so the template's other 150 make tables five times slower.
    for style in list(document.styles):
        if style.name.removesuffix(" Char") not in _KEPT:
            style.delete()
        elif style.type is not WD_STYLE_TYPE.LIST:
            _set_font(style.element.get_or_add_rPr())
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    _set_font(defaults)
    defaults.find(qn("w:lang")).set(qn("w:val"), "vi-VN")
    normal = document.styles["Normal"]
    normal.font.size = Pt(14)
    normal.paragraph_format.space_after = Pt(0)
    for level, bold in ((1, True), (2, True), (3, False)):
        _set_heading(document.styles[f"Heading {level}"], bold=bold)
    _add_styles(document)


def _set_font(properties: BaseOxmlElement) -> None:
    """Times New Roman for every script, eastAsia among them; the theme's fonts go."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is not None:
        properties.remove(fonts)
    fonts = OxmlElement("w:rFonts")
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    properties.insert(0, fonts)


def _set_heading(style: ParagraphStyle, *, bold: bool) -> None:
    style.font.size, style.font.bold, style.font.italic = Pt(14), bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    form = style.paragraph_format
    form.first_line_indent = Mm(12.7)
    form.space_before = form.space_after = Pt(6)
    form.line_spacing = 1.15
    form.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    form.keep_with_next = True


def _add_styles(document: Document) -> None:
    body = document.styles.add_style(BODY, WD_STYLE_TYPE.PARAGRAPH)
    body.base_style = document.styles["Normal"]
    body.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    body.paragraph_format.first_line_indent = Mm(12.7)
    body.paragraph_format.space_after = Pt(6)
    body.paragraph_format.line_spacing = 1.15
    body.paragraph_format.widow_control = True
    for name, size in ((LINE, 14), (CELL, 12), (SMALL_CELL, 11)):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.font.size = Pt(size)
        style.paragraph_format.line_spacing = 1
        style.paragraph_format.widow_control = True
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0 if name == LINE else 2)
    for name in (BODY, LINE, CELL, SMALL_CELL):
        _set_font(document.styles[name].element.get_or_add_rPr())


def _number_pages(section: Section) -> None:
    """The page number, centred in the top margin; a first page shows none. Later sections follow this one."""
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        _field_part(paragraph, kind, text)


def _field_part(paragraph: Paragraph, kind: str | None, text: str | None) -> None:
    run = paragraph.add_run()
    run.font.size = Pt(13)
    if kind:
        part = OxmlElement("w:fldChar")
        part.set(qn("w:fldCharType"), kind)
    else:
        part = OxmlElement("w:instrText")
        part.text = text
    run._r.append(part)  # noqa: SLF001 - python-docx has no API for fields
