"""The consolidated report as an official report (Báo cáo) in the layout of Nghị định 30/2020/NĐ-CP."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from dunghen.consolidation.annexes import annex_names, write_annexes
from dunghen.consolidation.body import write_body
from dunghen.consolidation.consolidated import Consolidated
from dunghen.consolidation.official_blocks import Issuer, write_head, write_signature
from dunghen.consolidation.official_page import new_document, packed
from dunghen.wording.characters import sound_in

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["Issuer", "to_docx"]


def to_docx(consolidated: Consolidated, *, issuer: Issuer) -> bytes:
    """The report (.docx). The same report gives the same bytes, so an approval of one is an approval of the other."""
    consolidated, issuer = sound_in(consolidated), sound_in(issuer)
    document = new_document()
    subject = f"Tổng hợp tình hình thực hiện {consolidated.plan_title}, {consolidated.period}"
    names = annex_names(consolidated)
    write_head(document, issuer, "Báo cáo", subject)
    write_body(document, consolidated, issuer, names)
    write_signature(document, issuer)
    write_annexes(document, consolidated, issuer, names)
    _set_properties(document, consolidated, issuer, subject)
    return packed(document)


def _set_properties(document: Document, consolidated: Consolidated, issuer: Issuer, subject: str) -> None:
    """The file's own properties, of which the template's are somebody else's."""
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = subject, issuer.issuer_name, issuer.issuer_name
    properties.comments, properties.language = "", "vi-VN"
    properties.created = properties.modified = consolidated.as_of.astimezone(UTC).replace(tzinfo=None)
