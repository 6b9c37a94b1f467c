"""Which ledger this is and how far it has come, and what a person writes into one that has forgotten what it sent."""
# ruff: noqa: D102 - the port says what each method promises

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select, update

from dunghen.adapters.ledger import transitions
from dunghen.adapters.ledger.book import Book, insert_new
from dunghen.adapters.ledger.database import serialise
from dunghen.adapters.ledger.message_rows import event_row, message_of, row_of
from dunghen.adapters.ledger.tables import lineage, message, message_event
from dunghen.marks import KeptMail, Mark
from dunghen.records import Realm

if TYPE_CHECKING:
    from sqlalchemy import Connection

_NEWEST = lineage.c.id == select(func.max(lineage.c.id)).scalar_subquery()
_ONE_AT_A_TIME = "lineage"


class LineageBook(Book):
    """The mark of the port, and its acknowledgement of mails."""

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
        return new

    def acknowledge(self, mails: Sequence[KeptMail], *, now: datetime, by: str, reason: str) -> tuple[str, ...]:
        with self._database.writing() as connection:
            # In one order, or another process that wants the same rows and this one could wait for each other.
            in_order = sorted(mails, key=lambda one: one.key)
            written = {str(one.key) for one in in_order if _acknowledge(connection, self.realm, one, now, by, reason)}
        return tuple(key for key in (str(one.key) for one in mails) if key in written)


def _mark(connection: Connection) -> Mark:
    row = connection.execute(select(lineage.c.ledger, lineage.c.number).where(_NEWEST)).one()
    return Mark(row.ledger, row.number)


def _acknowledge(connection: Connection, realm: Realm, mail: KeptMail, now: datetime, by: str, reason: str) -> bool:
    of_key = (message.c.realm == realm.value, message.c.key == str(mail.key))
    row = connection.execute(select(message).where(*of_key).with_for_update()).one_or_none()
    before = message_of(row) if row else None
    after = transitions.acknowledged(before, mail, now=now, reason=reason)
    if after is None:
        return False
    if row is None:
        new = insert_new(connection, message).values(row_of(after, realm)).returning(message.c.id)
        number = connection.scalar(new)
    else:
        number = row.id
        connection.execute(update(message).where(message.c.id == number).values(row_of(after, realm)))
    if number is None:
        return False  # another process has written it since
    state = before.state if before else None
    event = event_row(number, state, after.state, at=now, by=by, automatic=False, reason=reason)
    connection.execute(insert(message_event).values(event))
    return True
