"""The nearest valid word, for error messages that suggest a remedy."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(word: str, valid: Iterable[str]) -> str | None:
    """The valid word most like this one, or None where none is near."""
    found = nearest_few(word, valid, 1)
    return found[0] if found else None


def nearest_few(word: str, valid: Iterable[str], count: int = 3) -> list[str]:
    """The valid words most like this one, the nearest first; none where none is near."""
    return get_close_matches(word, list(valid), n=count, cutoff=0.5)
