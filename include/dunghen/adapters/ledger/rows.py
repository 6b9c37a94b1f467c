"""The whole ledger as lines of text, and back: the same lines from SQLite and from PostgreSQL, into either."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Date, Integer, func, insert, select, text

from dunghen.adapters.ledger.database import Database
from dunghen.adapters.ledger.tables import REVISION, UtcInstant, metadata
from dunghen.exceptions import LedgerError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

_BATCH = 500
TABLES = tuple(metadata.sorted_tables)
"""Each after those that it refers to."""


def lines_of(url: str) -> Iterator[str]:
    """Every row of every table as it was at one instant: ``["table", {column: value}]``, one row a line.

    Raises:
        LedgerError: the database does not answer, or has not been upgraded.
    """
    ledger = Database(url)
    try:
        with ledger.at_one_instant() as database:
            for table in TABLES:
                for row in database.execute(select(table).order_by(*table.primary_key)).mappings():
                    values = {name: _written(value) for name, value in row.items()}
                    yield json.dumps([table.name, values], ensure_ascii=False) + "\n"
    finally:
        ledger.dispose()


def load(url: str, lines: Iterable[str]) -> int:
    """Write the rows into an empty ledger of the same revision, all or none; returns how many.

    Raises:
        LedgerError: it is not empty, a line is of another revision, or the database refuses.
    """
    ledger, tables, count = Database(url), {table.name: table for table in TABLES}, 0
    try:
        with ledger.writing() as database:
            _refuse_full(database)
            for name, rows in _batches(lines):
                if name not in tables:
                    raise LedgerError(f"Bản sao có bảng «{name}» mà sổ phiên bản {REVISION} không có.")
                database.execute(insert(tables[name]), [_read(tables[name], row) for row in rows])
                count += len(rows)
            _go_on_counting(database)
    finally:
        ledger.dispose()
    return count


def _refuse_full(database: Connection) -> None:
    for table in TABLES:
        # A new ledger has its own name already; what is loaded brings another.
        if table.name == "lineage":
            database.execute(table.delete())
        elif database.execute(select(func.count()).select_from(table)).scalar_one():
            raise LedgerError(
                f"Sổ này đã có dữ liệu (bảng {table.name}): khôi phục chỉ ghi vào sổ trống. "
                "Hãy chuyển sổ cũ đi nơi khác (không xóa), chạy «dunghen db upgrade», rồi khôi phục lại."
            )


def _batches(lines: Iterable[str]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Neighbouring rows of one table, so many at a time."""
    table = ""
    rows: list[dict[str, Any]] = []
    for line in lines:
        name, row = json.loads(line)
        if rows and (name != table or len(rows) == _BATCH):
            yield table, rows
            rows = []
        table = name
        rows.append(row)
    if rows:
        yield table, rows


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _read(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    found = {}
    for column in table.columns:
        value = row.get(column.name)
        if isinstance(value, str) and isinstance(column.type, UtcInstant):
            value = datetime.fromisoformat(value)
        elif isinstance(value, str) and isinstance(column.type, Date):
            value = date.fromisoformat(value)
        found[column.name] = value
    return found


def _go_on_counting(database: Connection) -> None:
    """PostgreSQL numbers rows by a counter of its own, which rows that bring their number do not move."""
    if database.engine.name != "postgresql":
        return
    for table in TABLES:
        if "id" in table.columns and isinstance(table.c.id.type, Integer):
            database.execute(
                text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) FROM {table.name}")  # noqa: S608 - names of our own tables
            )
