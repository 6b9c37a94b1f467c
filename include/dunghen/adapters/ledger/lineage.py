"""Which ledger this is and how far it has come."""
# ruff: noqa: D102 - the port says what each method promises

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select, update

from dunghen.adapters.ledger.audit_trail import note
from dunghen.adapters.ledger.book import Book
from dunghen.adapters.ledger.database import serialise
from dunghen.adapters.ledger.tables import lineage
from dunghen.audit import Act, Deed
from dunghen.marks import Mark

if TYPE_CHECKING:
    from sqlalchemy import Connection

_NEWEST = lineage.c.id == select(func.max(lineage.c.id)).scalar_subquery()
_ONE_AT_A_TIME = "lineage"


class LineageBook(Book):
    """The mark of the port."""

    def mark(self) -> Mark:
        with self._database.reading() as connection:
            return _mark(connection)

    def advance(self) -> Mark:
        with self._database.writing() as connection:
            serialise(connection, _ONE_AT_A_TIME)
            connection.execute(update(lineage).where(_NEWEST).values(number=lineage.c.number + 1))
            return _mark(connection)

    def rename(self, *, by: str, now: datetime) -> Mark:
        with self._database.writing() as connection:
            serialise(connection, _ONE_AT_A_TIME)
            new = Mark(secrets.token_hex(16), _mark(connection).number + 1)
            row = {"ledger": new.ledger, "number": new.number, "named_by": by, "named_at": now}
            connection.execute(insert(lineage).values(row))
            note(connection, self.realm, Act(now, by, Deed.ACCEPTED, new.ledger))
        return new


def _mark(connection: Connection) -> Mark:
    row = connection.execute(select(lineage.c.ledger, lineage.c.number).where(_NEWEST)).one()
    return Mark(row.ledger, row.number)
