"""Reads an untrusted workbook, in a child process."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TypeVar

from dunghen.exceptions import UnreadableWorkbookError
from dunghen.records import Problem, Severity
from dunghen.submissions.cells import cell_name
from dunghen.submissions.child import run_job
from dunghen.submissions.layout import sheet_name
from dunghen.submissions.workbook import RawWorkbook
from dunghen.wording.characters import loses, sound_in

T = TypeVar("T")
MAX_SIZE = 5_000_000
"""Bytes of a submitted file."""


def unreadable(refusal: UnreadableWorkbookError) -> Problem:
    """The refusal of a file as a problem: what is wrong, and the remedy that its sentence ends with."""
    what, _, remedy = str(refusal).partition(" Hãy ")
    return Problem(Severity.BLOCKER, "unreadable", what, f"Hãy {remedy}" if remedy else "")


def read_workbook(content: bytes, *, timeout: float = 20) -> RawWorkbook:
    """The text of every sheet of an .xlsx, sound (``wording.characters``): nothing that is made of a cell can fail on it.

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
    return as_read(found["sheets"], found["uncomputed"])


def as_read(sheets: Mapping[str, Sequence[Sequence[str]]], uncomputed: Mapping[str, Sequence[str]]) -> RawWorkbook:
    """The workbook with sound texts, and where they had to be made so: the unit is told of it, cell by cell."""
    altered = {
        name: [
            cell_name(row, column) for row, texts in enumerate(rows) for column, text in enumerate(texts) if loses(text)
        ]
        for name, rows in sheets.items()
    }
    altered = {name: cells for name, cells in altered.items() if cells}
    return RawWorkbook(_by_sheet(sound_in(sheets)), _by_sheet(uncomputed), _by_sheet(altered))


def _by_sheet(found: Mapping[str, T]) -> Mapping[str, T]:
    """By the form's own name of each sheet; of two that look alike the one that has it to the letter, else the first."""
    named: dict[str, T] = {}
    for name, value in found.items():
        if name == sheet_name(name) or sheet_name(name) not in named:
            named[sheet_name(name)] = value
    return named
