"""Texts from outside, made such that every database, every document and every mail can hold them.

Two measures, each for its place:

- ``sound`` is for the doors (cells, file names, web forms, calendar files, entries) and for documents. It takes out all
  that XML 1.0 (§2.2) cannot carry and that no reader sees.
- ``storable`` is the ledger's own, behind every door: exactly what PostgreSQL refuses, so that SQLite keeps the same.

Nothing is refused for the sake of a character: words stay apart where a control character stood, and what was half a
letter shows as U+FFFD. A line end of any sort is a line end, and no loss.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar, cast

_T = TypeVar("_T")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85]")
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
# The last two code points of each plane, and those of the Arabic block (Unicode 23.7).
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(f"{chr(end - 1)}{chr(end)}" for end in range(0xFFFF, 0x110000, 0x10000))
_UNSEEN = re.compile(f"[{_CONTROLS}]")
_NO_LETTER = re.compile(f"[{_NONCHARACTERS}]")
_UNSOUND = re.compile(f"[{_CONTROLS}{_NONCHARACTERS}\ud800-\udfff]")
_LOST = "\ufffd"


def storable(text: str) -> str:
    """The text without what PostgreSQL refuses: a NUL becomes a space, half a surrogate pair U+FFFD, a whole pair its letter."""
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.replace("\0", " ")


def sound(text: str) -> str:
    """The text without control characters but tab and newline (a space), half letters and noncharacters (U+FFFD)."""
    return _NO_LETTER.sub(_LOST, _UNSEEN.sub(" ", storable(_LINE_ENDS.sub("\n", text))))


def loses(text: str) -> bool:
    """Whether ``sound`` takes out anything but line ends of another sort."""
    return _UNSOUND.search(text) is not None


def sound_in(value: _T) -> _T:
    """The value with every text in it sound."""
    return with_leaves(value, lambda one: sound(one) if isinstance(one, str) else one)


def with_leaves(value: _T, change: Callable[[Any], Any]) -> _T:
    """The value with everything changed that is no collection, mapping or dataclass, however deep it lies.

    A member of an enum is our own word and stays; a part in which nothing changes is the very same object afterwards.
    """
    if isinstance(value, Enum):
        return value
    if isinstance(value, Mapping):
        pairs = {with_leaves(key, change): with_leaves(one, change) for key, one in value.items()}
        return cast(_T, value if all(value.get(key) is one for key, one in pairs.items()) else pairs)
    if isinstance(value, tuple | list | set | frozenset):
        return cast(_T, _with_members(value, change))
    if is_dataclass(value) and not isinstance(value, type):
        return cast(_T, _with_fields(value, change))
    return cast(_T, change(value))


def _with_fields(value: Any, change: Callable[[Any], Any]) -> Any:
    parts = ((field.name, getattr(value, field.name)) for field in fields(value) if field.init)
    made = {name: new for name, part in parts if (new := with_leaves(part, change)) is not part}
    return replace(value, **made) if made else value


def _with_members(value: Any, change: Callable[[Any], Any]) -> Any:
    members = [(one, with_leaves(one, change)) for one in value]
    if all(before is after for before, after in members):
        return value
    changed = [after for _, after in members]
    return value._make(changed) if hasattr(value, "_make") else type(value)(changed)
