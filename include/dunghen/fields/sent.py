"""What a browser has sent: text, name → all values sent under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def first_of(sent: Mapping[str, Sequence[str]], name: str) -> str:
    """The first that was sent under the name and not left empty; "" where there is none."""
    return next(iter(all_of(sent, name)), "")


def all_of(sent: Mapping[str, Sequence[str]], name: str) -> list[str]:
    """What was sent under the name, without what was left empty; one line each, but for long texts."""
    return [stripped for text in sent.get(name, ()) if (stripped := text.replace("\r\n", "\n").strip())]


def pairs_of(sent: Mapping[str, Sequence[str]], name: str) -> list[list[str]]:
    """Each number with its side, «7» and «-wd»."""
    return [list(pair) for pair in zip(sent.get(name, ()), sent.get(f"{name}.side", ()), strict=False)]


def as_list(value: Any) -> list[Any]:
    """One value, several, or none, as a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]
