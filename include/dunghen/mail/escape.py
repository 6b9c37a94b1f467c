"""Values as Markdown that reads as exactly these characters: nothing that people wrote can become markup, or be lost."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup

_SPECIAL = re.compile(r"[\x00-\x1f!\"#&'()*<>\[-`{-\x9f]|^[!-@]|[^\S ]|^ +| +$")
"""What can be markup within a line; what can be where one begins («1.», «-»); blanks that Markdown would take away."""

_KEPT = "\t\n\r\f"
"""The control characters that a reader can see the effect of; the others become a blank."""


def value(given: object) -> Markup:
    """A value for a Markdown template: special characters as ``&#42;``, which by CommonMark is never structure.

    What is Markdown already (a macro, ``numbered``) stays as it is.
    """
    if hasattr(given, "__html__"):
        return Markup(given)  # noqa: S704 (it says itself that it is escaped)
    return Markup(_SPECIAL.sub(lambda found: "".join(map(_entity, found[0])), str(given)))  # noqa: S704 (escaped here)


def numbered(items: Iterable[object]) -> Markup:
    """A numbered list of these values."""
    return _lines(f"{number}. {value(item)}" for number, item in enumerate(items, 1))


def bulleted(items: Iterable[object]) -> Markup:
    """A list of these values."""
    return _lines(f"- {value(item)}" for item in items)


def paragraphs(words: str) -> Markup:
    """What somebody wrote, with its paragraphs and lines."""
    return _lines(f"{value(part.strip())}\n" for part in re.split(r"\n\s*\n", words))


def _lines(lines: Iterable[str]) -> Markup:
    return Markup("\n".join(lines))  # noqa: S704 (lines of escaped values)


def _entity(sign: str) -> str:
    code = ord(sign)
    is_shown = sign in _KEPT or not (code < 0x20 or 0x7F <= code < 0xA0)
    return f"&#{code if is_shown else ord(' ')};"
