"""The audit trail: written in the transaction of the act that it tells of, and never changed (triggers see to it)."""
# ruff: noqa: D102 - the port says what each method promises

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, or_, select

from dunghen.adapters.ledger.book import Book, record_of
from dunghen.adapters.ledger.database import serialise
from dunghen.adapters.ledger.tables import audit
from dunghen.audit import Act, AuditEntry, Deed, Head, origin, sealed
from dunghen.records import Realm
from dunghen.wording.characters import storable

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

_HEAD = select(audit.c.number, audit.c.seal).order_by(audit.c.number.desc()).limit(1)


class AuditBook(Book):
    """The trail of the port."""

    def note_act(self, act: Act) -> None:
        with self._database.writing() as connection:
            note(connection, self.realm, act)

    def acts(self, *, before: int | None = None, word: str = "", limit: int = 100) -> tuple[AuditEntry, ...]:
        wanted = select(audit).order_by(audit.c.number.desc()).limit(limit)
        if before is not None:
            wanted = wanted.where(audit.c.number < before)
        if word:
            columns = (audit.c.by, audit.c.subject, audit.c.detail, audit.c.origin)
            wanted = wanted.where(or_(*(column.contains(word, autoescape=True) for column in columns)))
        with self._database.reading() as connection:
            return tuple(_entry(row) for row in connection.execute(wanted))

    def acts_after(self, number: int, limit: int = 1000) -> tuple[AuditEntry, ...]:
        wanted = select(audit).where(audit.c.number > number).order_by(audit.c.number).limit(limit)
        with self._database.reading() as connection:
            return tuple(_entry(row) for row in connection.execute(wanted))

    def audit_head(self) -> Head | None:
        with self._database.reading() as connection:
            row = connection.execute(_HEAD).one_or_none()
        return Head(row.number, row.seal) if row else None


def note(connection: Connection, realm: Realm, act: Act) -> None:
    """Write an act down, last in its transaction: from here to the end no other process notes one."""
    serialise(connection, "audit")
    head = connection.execute(_HEAD).one_or_none()
    number, before = (head.number + 1, head.seal) if head else (1, "")
    entry = sealed(AuditEntry(number, realm, replace(act, origin=storable(act.origin or origin()))), before)
    connection.execute(insert(audit).values(_row(entry)))


def _row(entry: AuditEntry) -> dict[str, Any]:
    act = entry.act
    return {
        "number": entry.number,
        "realm": entry.realm.value,
        "at": act.at,
        "by": act.by,
        "origin": act.origin,
        "deed": act.deed.value,
        "subject": act.subject,
        "detail": act.detail,
        "seal": entry.seal,
    }


def _entry(row: Row[Any]) -> AuditEntry:
    act = record_of(Act, row, deed=Deed(row.deed))
    return AuditEntry(row.number, Realm(row.realm), act, row.seal)
