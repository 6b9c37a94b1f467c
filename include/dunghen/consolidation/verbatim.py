"""Other people's words, kept as they are except for what XML 1.0 (§2.2) cannot carry."""

from __future__ import annotations

from dunghen.wording.characters import sound


def verbatim(text: str) -> str:
    """The text as it was written, sound: the ledger may hold what was taken before the doors made it so. No blanks around it."""
    return sound(text).strip()
