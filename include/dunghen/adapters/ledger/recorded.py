"""What people entered: that a review passed, a document was handed in, a programme was held."""
# ruff: noqa: D102 - the port says what each method promises

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select

from dunghen.adapters.ledger import tables
from dunghen.adapters.ledger.audit_trail import note
from dunghen.adapters.ledger.book import Book, record_of, row_of
from dunghen.audit import Act, Deed
from dunghen.exceptions import UnknownKeyError
from dunghen.keys import CycleKey
from dunghen.records import Realm, Record, RecordEvent

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Row, Select

_NAME = ("realm", "plan", "duty", "cycle", "what", "subject")


class RecordBook(Book):
    """The entries of the port."""

    def add_record(self, record: Record) -> None:
        with self._database.writing() as connection:
            connection.execute(insert(tables.record).values(_row_of(record, self.realm, withdrawn=False)))
            note(connection, self.realm, _act(Deed.RECORDED, record))

    def withdraw_record(self, cycle: CycleKey, what: str, subject: str, *, by: str, now: datetime) -> None:
        with self._database.writing() as connection:
            wanted = self._holding(cycle.plan, what, cycle).where(tables.record.c.subject == subject)
            row = connection.execute(wanted).one_or_none()
            if row is None:
                raise UnknownKeyError(f"Sổ không có ghi nhận «{what}» ({subject or 'cả kỳ'}) nào của kỳ {cycle}.")
            gone = Record(cycle, what, subject, row.day, by, now)
            connection.execute(insert(tables.record).values(_row_of(gone, self.realm, withdrawn=True)))
            note(connection, self.realm, _act(Deed.WITHDRAWN, gone))

    def records(self, plan: str, *, what: str | None = None, cycle: CycleKey | None = None) -> tuple[Record, ...]:
        with self._database.reading() as connection:
            return tuple(_record(row) for row in connection.execute(self._holding(plan, what, cycle)))

    def record_history(
        self, plan: str, *, what: str | None = None, cycle: CycleKey | None = None
    ) -> tuple[RecordEvent, ...]:
        mine = self._named(plan, what, cycle)
        wanted = select(tables.record).where(*mine).order_by(tables.record.c.id)
        with self._database.reading() as connection:
            return tuple(RecordEvent(_record(row), row.withdrawn) for row in connection.execute(wanted))

    def _holding(self, plan: str, what: str | None, cycle: CycleKey | None) -> Select[Any]:
        columns = tables.record.c
        wanted = select(tables.record).where(*holding(*self._named(plan, what, cycle)))
        return wanted.order_by(columns.day, columns.id)

    def _named(self, plan: str, what: str | None, cycle: CycleKey | None) -> list[ColumnElement[bool]]:
        columns = tables.record.c
        mine = [columns.realm == self.realm.value, columns.plan == plan]
        mine += [columns.what == what] if what else []
        return mine + (self._of_cycle(tables.record, cycle) if cycle else [])


def _row_of(record: Record, realm: Realm, *, withdrawn: bool) -> dict[str, Any]:
    kept = {"recorded_by": record.by, "withdrawn": withdrawn, "entries": dict(record.values)}
    return row_of(record, tables.record, realm, **asdict(record.cycle), **kept)


def _act(deed: Deed, record: Record) -> Act:
    values = (f"{name}: {value}" for name, value in record.values.items())
    detail = "; ".join([f"ngày {record.day}", *values, *([record.note] if record.note else [])])
    return Act(record.recorded_at, record.by, deed, f"{record.cycle} {record.what} {record.subject}".strip(), detail)


def holding(*mine: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    """What is true of the newest entry of each name among these rows, but for those withdrawn."""
    columns = tables.record.c
    newest = select(func.max(columns.id)).where(*mine).group_by(*(columns[name] for name in _NAME))
    return columns.id.in_(newest), columns.withdrawn.is_(False)


def _record(row: Row[Any]) -> Record:
    cycle = CycleKey(row.plan, row.duty, row.cycle)
    return record_of(Record, row, cycle=cycle, by=row.recorded_by, values=row.entries)
