"""Gives a submitted workbook back with its problems marked, in a child process."""

from __future__ import annotations

import json
from collections.abc import Sequence

from dunghen.exceptions import UnreadableWorkbookError
from dunghen.records import Problem
from dunghen.submissions.child import run_job
from dunghen.submissions.read import MAX_SIZE


def annotate(content: bytes, problems: Sequence[Problem], *, timeout: float = 20) -> bytes | None:
    """The workbook as .xlsx with a first sheet «Lỗi cần sửa» and every cell in question coloured and commented.

    Formulas are replaced by the values they last had, so that nothing in it computes. None where the file cannot be
    opened: then the list of problems has to stand in the mail alone.
    """
    if len(content) > MAX_SIZE:
        return None
    listed = [
        {"severity": one.severity, "what": one.what, "remedy": one.remedy, "sheet": one.sheet, "cell": one.cell}
        for one in problems
    ]
    try:
        return run_job("annotator", json.dumps(listed).encode() + b"\n" + content, timeout=timeout)
    except UnreadableWorkbookError:
        return None
