"""What the parts of the ledger share: one database, one realm."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar, cast

from sqlalchemy.dialects import postgresql, sqlite

from dunghen.adapters.ledger.database import Database
from dunghen.keys import CycleKey
from dunghen.records import Realm

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Row, Table

_R = TypeVar("_R")


class Book:
    """A part of the ledger, opened for one realm."""

    def __init__(self, database: Database, realm: Realm) -> None:
        self.realm = realm
        self._database = database

    def _of_cycle(self, table: Table, key: CycleKey) -> list[ColumnElement[bool]]:
        """What is true of the rows of this cycle."""
        found = {"realm": self.realm.value, "plan": key.plan, "duty": key.duty, "cycle": key.cycle}
        return [table.c[name] == value for name, value in found.items()]


def insert_new(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that leaves alone what the table already has under one of its unique names."""
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement: postgresql.Insert | sqlite.Insert = dialect.insert(table).on_conflict_do_nothing()
    return statement


def row_of(record: Any, table: Table, realm: Realm, **otherwise: Any) -> dict[str, Any]:
    """The row of a record: its fields that are columns of the same name, and what is kept ``otherwise``."""
    names = (each.name for each in fields(record))
    same = {name: getattr(record, name) for name in names if name in table.c}
    return {"realm": realm.value, **same, **otherwise}


def record_of(kind: type[_R], row: Row[Any], **otherwise: Any) -> _R:
    """The record of a row: a column for each field, but for those that were kept ``otherwise``."""
    names = (each.name for each in fields(cast(Any, kind)))
    return kind(**{name: getattr(row, name) for name in names if name not in otherwise}, **otherwise)
