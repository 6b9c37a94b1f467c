"""What the ledger holds of a span of time, table by table, as it was at one instant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from dunghen.adapters.ledger import tables
from dunghen.adapters.ledger.database import Database
from dunghen.records import Realm

if TYPE_CHECKING:
    from sqlalchemy import Column

WHEN: tuple[Column[Any], ...] = (
    tables.message.c.due_at,
    tables.submission.c.received_at,
    tables.document.c.compiled_at,
    tables.record.c.recorded_at,
    tables.approval.c.requested_at,
    tables.audit.c.at,
)
"""The instant by which a row belongs to a year, of each table that is kept for it."""


def rows_between(url: str, realm: Realm, start: datetime, end: datetime) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The name of a table and a row of it, oldest first in each table; from ``start``, before ``end``.

    Raises:
        LedgerError: the database does not answer, or has not been upgraded.
    """
    ledger = Database(url)
    try:
        with ledger.at_one_instant() as database:
            for when in WHEN:
                table = when.table
                wanted = select(table).where(table.c.realm == realm.value, when >= start, when < end)
                for row in database.execute(wanted.order_by(when, *table.primary_key)).mappings():
                    yield table.name, dict(row)
    finally:
        ledger.dispose()
