"""The table of a cycle's money as a workbook: amounts are numbers, so that an accountant can go on reckoning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook

from dunghen.consolidation.sheet import Cell, Column, Pen
from dunghen.kinds.budget.table import BudgetTable
from dunghen.wording.characters import sound_in
from dunghen.wording.dates import HANOI

SUM = "Cộng"
OVERALL = "Số ghi chung cho cả kỳ (không cộng vào trên)"

# A text that begins with «=» or «http» stays a text.
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def to_xlsx(
    table: BudgetTable,
    *,
    title: str,
    note: str,
    labels: Mapping[str, str],
    doubts: Mapping[str, str],
    as_of: datetime,
) -> bytes:
    """The workbook (.xlsx). The same figures as of the same instant give the same bytes.

    Args:
        table: programmes and sums.
        title: the heading of the sheet.
        note: one line below it: where the figures come from, the unit of money.
        labels: what the stages are called, by the stage's name.
        doubts: what is odd about a programme, by its name; it stands in the last column.
        as_of: an aware instant, kept in the file's properties.
    """
    table, title, note, doubts = sound_in((table, title, note, doubts))
    buffer = BytesIO()
    with Workbook(buffer, _OPTIONS) as book:
        book.set_properties({"title": title, "created": as_of.astimezone(HANOI).replace(tzinfo=None)})
        columns = [Column("TT", 6, "center"), Column("Chương trình", 46)]
        columns += [Column(labels[act], 19, "money") for act in table.acts]
        Pen(book).table("Kinh phí", title, note, [*columns, Column("Lưu ý", 34)], _rows(table, doubts))
    return buffer.getvalue()


def _rows(table: BudgetTable, doubts: Mapping[str, str]) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = [
        (number, row.title, *_cells(row.amounts), doubts.get(row.programme, ""))
        for number, row in enumerate(table.rows, start=1)
    ]
    if table.rows:
        rows.append(("", SUM, *_cells(table.sums), ""))
    if any(amount is not None for amount in table.overall):
        rows.append(("", OVERALL, *_cells(table.overall), ""))
    return rows


def _cells(amounts: Sequence[int | None]) -> tuple[Cell, ...]:
    return tuple("" if amount is None else amount for amount in amounts)
