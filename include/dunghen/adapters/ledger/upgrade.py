"""Brings a ledger to the newest migration, creating it where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dunghen.adapters.ledger.database import open_engine, revision, serialise, transaction

if TYPE_CHECKING:
    from sqlalchemy import Connection

_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(url: str) -> None:
    """Apply the migrations that the ledger does not have yet: all of them, or none. Safe to run twice, or at once.

    Raises:
        LedgerError: the database does not answer.
    """
    # Asking for the revision, which every run does, is not to pay for Alembic.
    from alembic import command
    from alembic.config import Config

    with _connection(url) as connection:
        serialise(connection, "dunghen db upgrade")
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def current(url: str) -> str | None:
    """The migration that the ledger has been upgraded to; None where there is no ledger.

    Raises:
        LedgerError: the database does not answer.
    """
    with _connection(url, reads=True) as connection:
        return revision(connection)


@contextmanager
def _connection(url: str, *, reads: bool = False) -> Iterator[Connection]:
    engine = open_engine(url)
    try:
        with transaction(engine.execution_options(reads=reads)) as connection:
            yield connection
    finally:
        engine.dispose()
