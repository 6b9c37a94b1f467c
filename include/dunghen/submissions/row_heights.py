"""Row heights of the form: enough for the wrapped text everywhere, and free to grow with what is typed.

LibreOffice trusts the heights written in a file; without them it cuts wrapped text to one line. Excel grows a row with
its text only if the height is not marked as set by hand, and the writing libraries always mark it.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterable
from textwrap import wrap

LINE = 16.0
"""Points of one line of Times New Roman 12."""
CHARACTERS = 1.2
"""Characters of Vietnamese in Times New Roman 12 per unit of column width; measured 1.35, less a reserve."""
TALLEST = 409.0
"""Points; no row of a workbook is taller."""

_MARK = re.compile(rb' customHeight="(?:1|true)"')


def height_for(cells: Iterable[tuple[str, float]], *, least: int = 1) -> float:
    """The height in points of a row of wrapped cells.

    Args:
        cells: text and column width (in the characters of the workbook's default font, as Excel counts).
        least: lines to keep free even if no text needs them.
    """
    lines = max([least, *(_lines(text, width) for text, width in cells)])
    return min(TALLEST, lines * LINE + 2)


def _lines(text: str, width: float) -> int:
    across = max(1, math.floor(width * CHARACTERS))
    return sum(max(1, len(wrap(line, across))) for line in text.splitlines())


def let_rows_grow(workbook: bytes) -> bytes:
    """The same workbook, its row heights no longer marked as set by hand."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as given, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as free:
        for entry in given.infolist():
            part = given.read(entry)
            is_sheet = entry.filename.startswith("xl/worksheets/sheet")
            free.writestr(entry, _MARK.sub(b"", part) if is_sheet else part, zipfile.ZIP_DEFLATED)
    return content.getvalue()
