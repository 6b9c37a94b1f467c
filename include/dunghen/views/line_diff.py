"""Two texts line by line: what went, what came, and a little of what stayed around it."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

AROUND = 2
"""Lines that stayed, shown before and after each change."""


class LineState(StrEnum):
    """What became of a line."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"
    LEFT_OUT = "left-out"
    """Stands for lines that stayed and are not shown."""


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line, and what became of it."""

    state: LineState
    text: str = ""


def line_diff(before: str, after: str) -> list[DiffLine]:
    """The lines of both texts in the order of reading, the old before the new; nothing where the texts are the same."""
    old, new = before.splitlines(), after.splitlines()
    found: list[DiffLine] = []
    shown = 0
    for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(AROUND):
        if group[0][1] > shown:
            found.append(DiffLine(LineState.LEFT_OUT))
        for tag, old_from, old_to, new_from, new_to in group:
            if tag == "equal":
                found += [DiffLine(LineState.SAME, line) for line in old[old_from:old_to]]
            else:
                found += [DiffLine(LineState.GONE, line) for line in old[old_from:old_to]]
                found += [DiffLine(LineState.NEW, line) for line in new[new_from:new_to]]
        shown = group[-1][2]
    if found and shown < len(old):
        found.append(DiffLine(LineState.LEFT_OUT))
    return found
