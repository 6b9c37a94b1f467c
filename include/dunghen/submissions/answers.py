"""Finds the answers on the sheets of a submitted form, by the labels of the form."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from dunghen.submissions.cells import cell_name
from dunghen.submissions.layout import NIL_LABEL, REMARKS, REQUIRED, Column, SheetName
from dunghen.submissions.workbook import RawWorkbook
from dunghen.wording.look_alikes import as_seen

_HEAD_WITHIN = 30
"""The table's head is looked for in this many rows."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The text of a cell and where it stands."""

    sheet: str
    cell: str
    text: str


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One row of the table as it came back."""

    cells: Mapping[Column, Answer]

    def text(self, column: Column) -> str:
        """What stands in this column."""
        return self.cells[column].text


def tidy(text: str) -> str:
    """The text as it is kept: composed letters (NFC), the writer's own lines, nothing empty around them."""
    return unicodedata.normalize("NFC", text).strip()


def task_lines(raw: RawWorkbook) -> tuple[TaskLine, ...] | None:
    """The rows below the head of «Báo cáo» that hold anything; None where no complete head is found."""
    rows = raw.sheets[SheetName.REPORT]
    for number, row in enumerate(rows[:_HEAD_WITHIN]):
        places = {as_seen(text): place for place, text in enumerate(row)}
        if all(column.value in places for column in REQUIRED):
            known = {column: places[column.value] for column in REQUIRED}
            lines = (_line(raw, below, known) for below in range(number + 1, len(rows)))
            return tuple(line for line in lines if any(answer.text for answer in line.cells.values()))
    return None


def _line(raw: RawWorkbook, number: int, places: Mapping[Column, int]) -> TaskLine:
    return TaskLine({column: _answer(raw, SheetName.REPORT, number, place) for column, place in places.items()})


def general_answers(raw: RawWorkbook) -> Mapping[str, Answer]:
    """The answers of «Chung» by label (the nil cell among them); a label that is gone is left out.

    An answer stands two columns to the right of its label.
    """
    labels = (NIL_LABEL, *(remark.label for remark in REMARKS))
    found: dict[str, Answer] = {}
    for number, row in enumerate(raw.sheets[SheetName.GENERAL]):
        for place, text in enumerate(row):
            if as_seen(text) in labels:
                found.setdefault(as_seen(text), _answer(raw, SheetName.GENERAL, number, place + 2))
    return found


def _answer(raw: RawWorkbook, sheet: SheetName, row: int, column: int) -> Answer:
    return Answer(sheet.value, cell_name(row, column), tidy(raw.text(sheet, row, column)))
