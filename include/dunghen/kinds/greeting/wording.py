"""The words of a letter of greeting in one language."""

from __future__ import annotations

from dataclasses import dataclass

from dunghen.kinds.greeting.languages import Language


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a letter in one language; every part is one line."""

    language: Language
    subject: str
    salutation: str
    paragraphs: tuple[str, ...]
    closing: str
