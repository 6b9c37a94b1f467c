"""Reads an untrusted workbook, in a child process."""

from __future__ import annotations

import json

from dunghen.exceptions import UnreadableWorkbookError
from dunghen.records import Problem, Severity
from dunghen.submissions.child import run_job
from dunghen.submissions.workbook import RawWorkbook

MAX_SIZE = 5_000_000
"""Bytes of a submitted file."""


def unreadable(refusal: UnreadableWorkbookError) -> Problem:
    """The refusal of a file as a problem: what is wrong, and the remedy that its sentence ends with."""
    what, _, remedy = str(refusal).partition(" Hãy ")
    return Problem(Severity.BLOCKER, "unreadable", what, f"Hãy {remedy}" if remedy else "")


def read_workbook(content: bytes, *, timeout: float = 20) -> RawWorkbook:
    """The text of every sheet of an .xlsx.

    Args:
        content: the file, up to 5 MB.
        timeout: seconds until the attempt is given up.

    Raises:
        UnreadableWorkbookError: with a Vietnamese sentence that says why and what to do. Whatever the file does to the
            child process, the caller goes on.
    """
    if len(content) > MAX_SIZE:
        raise UnreadableWorkbookError(
            f"Tệp quá lớn ({len(content) / 1_000_000:.0f} MB; tối đa {MAX_SIZE // 1_000_000} MB). "
            "Hãy bỏ hình ảnh, tệp nhúng rồi gửi lại; tài liệu kèm theo gửi riêng."
        )
    found = json.loads(run_job("reader", content, timeout=timeout))
    return RawWorkbook(found["sheets"], found["uncomputed"])
