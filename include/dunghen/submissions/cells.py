"""Names of cells («H9») and their places, counted from 0."""

from __future__ import annotations

import re

_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def cell_name(row: int, column: int) -> str:
    """«H9» for row 8, column 7 (both counted from 0)."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def cell_place(name: str) -> tuple[int, int]:
    """Row and column of «H9», both counted from 0: (8, 7).

    Raises:
        ValueError: the text is no name of a cell.
    """
    match = _CELL.fullmatch(name)
    if not match:
        raise ValueError(f"«{name}» không phải tên ô.")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1
