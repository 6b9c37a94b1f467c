"""The cycles that were opened, what was compiled from them, and the switches of the office."""
# ruff: noqa: D102 - the port says what each method promises

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import func, insert, select

from dunghen.adapters.ledger import tables
from dunghen.adapters.ledger.audit_trail import note
from dunghen.adapters.ledger.book import Book, insert_new, record_of, row_of
from dunghen.audit import Act, Deed
from dunghen.keys import CycleKey
from dunghen.records import CompiledDocument, CycleRecord


class CycleBook(Book):
    """The cycles and compiled documents of the port."""

    def open_cycle(self, cycle: CycleRecord) -> None:
        row = row_of(cycle, tables.cycle, self.realm, **asdict(cycle.key))
        with self._database.writing() as connection:
            connection.execute(insert_new(connection, tables.cycle).values(row))

    def cycle(self, key: CycleKey) -> CycleRecord | None:
        with self._database.reading() as connection:
            row = connection.execute(select(tables.cycle).where(*self._of_cycle(tables.cycle, key))).one_or_none()
        return record_of(CycleRecord, row, key=key) if row else None

    def add_document(self, document: CompiledDocument) -> None:
        row = row_of(document, tables.document, self.realm, **asdict(document.cycle))
        with self._database.writing() as connection:
            connection.execute(insert(tables.document).values(row))

    def documents(self, cycle: CycleKey) -> tuple[CompiledDocument, ...]:
        newest = (
            select(func.max(tables.document.c.id))
            .where(*self._of_cycle(tables.document, cycle))
            .group_by(tables.document.c.name)
        )
        wanted = select(tables.document).where(tables.document.c.id.in_(newest)).order_by(tables.document.c.name)
        with self._database.reading() as connection:
            return tuple(record_of(CompiledDocument, row, cycle=cycle) for row in connection.execute(wanted))


class SwitchBook(Book):
    """The switches of the port: the one thing that both realms see."""

    def switch(self, name: str) -> str | None:
        newest = (
            select(tables.switch.c.value)
            .where(tables.switch.c.name == name)
            .order_by(tables.switch.c.id.desc())
            .limit(1)
        )
        with self._database.reading() as connection:
            value: str | None = connection.scalar(newest)
        return value

    def set_switch(self, name: str, value: str, *, by: str, now: datetime, automatic: bool = False) -> None:
        with self._database.writing() as connection:
            connection.execute(insert(tables.switch).values(name=name, value=value, set_by=by, set_at=now))
            if not automatic:
                note(connection, self.realm, Act(now, by, Deed.SWITCHED, name, value))
