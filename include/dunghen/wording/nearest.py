"""The nearest valid word, for error messages that suggest a remedy."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from difflib import get_close_matches

_LONGEST = 100
"""Characters; a longer word is no misspelt name, and comparing takes long."""
_COMPARED, _SUGGESTED = 500, 10


def nearest(word: str, valid: Iterable[str]) -> str | None:
    """The valid word most like this one, or None where none is near."""
    found = nearest_few(word, valid, 1)
    return found[0] if found else None


def nearest_few(word: str, valid: Iterable[str], count: int = 3) -> list[str]:
    """The valid words most like this one, the nearest first; none where none is near."""
    words = list(valid)
    if len(word) > _LONGEST or len(words) > _COMPARED:
        return []
    return get_close_matches(word, words, n=count, cutoff=0.5)


def suggesting(valid: Collection[str]) -> Callable[[str], str | None]:
    """``nearest`` for many mistakes of one kind; of thousands only the first get a suggestion: each takes a millisecond."""
    left = iter(range(_SUGGESTED))
    return lambda word: None if next(left, None) is None else nearest(word, valid)
