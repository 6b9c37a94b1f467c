"""The letter on paper (.docx): the partner's language on the first page, the Vietnamese original on the second.

A letter, not a report: no Quốc hiệu, no «Nơi nhận»; paper, margins and font are those of Nghị định 30/2020/NĐ-CP.
Number, date and signature stay blank: they belong to the clerk.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from dunghen.consolidation.official_blocks import centred, draw_line
from dunghen.consolidation.official_page import BODY, LINE, TEXT_WIDTH, new_document, new_numbered_section, packed
from dunghen.consolidation.official_table import plain_table
from dunghen.consolidation.text_length import balanced_lines, text_length
from dunghen.kinds.greeting.facts import GreetingFacts
from dunghen.kinds.greeting.languages import VIETNAMESE, Language, Wording
from dunghen.wording.characters import sound_in

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_SENDER_BOX, _DATE_BOX, _SIGNATURE_BOX = 80, 85, 85
_LINE_SHARE = 0.42
_LONGEST_TITLE = 255
"""Characters that the properties of a file may have."""


def to_docx(facts: GreetingFacts, parts: Sequence[Wording]) -> bytes:
    """The letter; a page for each part. The same letter gives the same bytes."""
    facts, parts = sound_in(facts), sound_in(parts)
    document = new_document()
    for number, part in enumerate(parts):
        if number:
            new_numbered_section(document, landscape=False)
        _write(document, facts, part)
    properties = document.core_properties
    properties.title, properties.language = parts[0].subject[:_LONGEST_TITLE], parts[0].language.tag
    properties.author = properties.last_modified_by = facts.sender_name
    properties.comments = ""
    properties.created = properties.modified = datetime(facts.dated.year, facts.dated.month, facts.dated.day)  # noqa: DTZ001
    return packed(document)


def _write(document: Document, facts: GreetingFacts, part: Wording) -> None:
    language = part.language
    _write_head(document, facts, language)
    # How long a line of another script is, the word processor knows best.
    lines = [part.subject] if language.font else balanced_lines(part.subject, 14, TEXT_WIDTH - 30)
    title = centred(document.add_paragraph(style=LINE), "\n".join(lines), 14, bold=True)
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(24), Pt(18)
    _spoken(title, language)
    if recipient := _recipient(facts, language):
        line = _spoken(centred(document.add_paragraph(style=LINE), recipient, 14), language)
        line.paragraph_format.space_after = Pt(12)
    salutation = _spoken(document.add_paragraph(part.salutation, style=BODY), language)
    salutation.paragraph_format.first_line_indent = Pt(0)
    for text in part.paragraphs:
        _spoken(document.add_paragraph(text, style=BODY), language)
    closing = _spoken(document.add_paragraph(part.closing, style=BODY), language)
    if language.code == "ja":
        closing.alignment = WD_ALIGN_PARAGRAPH.RIGHT  # where 謹白 stands, the other half of 謹啓
    _write_signature(document, facts, language)


def _write_head(document: Document, facts: GreetingFacts, language: Language) -> None:
    """The sender with a line below on the left; on the right the line of the date, left blank."""
    sender, date = plain_table(document, 1, (_SENDER_BOX, _DATE_BOX)).rows[0].cells
    lines = balanced_lines(facts.sender_name.upper(), 13, _SENDER_BOX - 2)
    centred(sender.paragraphs[0], "\n".join(lines), 13, bold=True)
    draw_line(sender.add_paragraph(style=LINE), _LINE_SHARE * text_length(lines[-1], 13), _SENDER_BOX)
    blank = f"{facts.city}, {language.blank_date}" if language is VIETNAMESE else language.blank_date
    _spoken(centred(date.paragraphs[0], blank, 13, italic=language.font is None), language)


def _recipient(facts: GreetingFacts, language: Language) -> str | None:
    """Whom the letter is for: in Vietnamese post and office, else the name that the office gives in that language."""
    if language is VIETNAMESE:
        names = (facts.addressee, facts.partner_name)
        return f"Kính gửi: {', '.join(name for name in names if name)}"
    return facts.partner_names.get(language.code)


def _write_signature(document: Document, facts: GreetingFacts, language: Language) -> None:
    """Room for signature, seal and name; above it the post, which is known in Vietnamese only."""
    gap = document.add_paragraph(style=LINE)
    gap.paragraph_format.keep_with_next = True
    signer = plain_table(document, 1, (_SENDER_BOX, _SIGNATURE_BOX)).rows[0].cells[1]
    if language is VIETNAMESE:
        centred(signer.paragraphs[0], facts.sender_post.upper(), 14, bold=True)
    for _ in range(5):
        signer.add_paragraph(style=LINE)


def _spoken(paragraph: Paragraph, language: Language) -> Paragraph:
    """The paragraph in this language: the font for its script, and the language for the spelling checker."""
    for run in paragraph.runs:
        if language.font:
            fonts = run._r.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 - python-docx knows Latin fonts only
            for script in ("eastAsia", "cs"):
                fonts.set(qn(f"w:{script}"), language.font)
        # A complex script (Lao) has its own size and weight beside those of Latin letters.
        run.font.cs_bold, run.font.cs_italic = run.bold, run.italic
        _add(run, "w:szCs", val=str(int((run.font.size or Pt(14)).pt * 2)))
        _add(run, "w:lang", val=language.tag, eastAsia=language.tag, bidi=language.tag)
    if language.code == "lo" and paragraph.alignment is None:
        # Lao is written without spaces between words: justified, the few that there are would gape.
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    return paragraph


def _add(run: Run, name: str, **values: str) -> None:
    """A property after those that the run has; the order of the calls is the order of the schema."""
    element = OxmlElement(name)
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    run._r.get_or_add_rPr().append(element)  # noqa: SLF001 - as above
