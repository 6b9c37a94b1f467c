"""The ledger's database: how it is opened, and what a transaction is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event, func, inspect, make_url, select, text
from sqlalchemy.exc import ArgumentError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from dunghen.adapters.ledger.tables import REVISION
from dunghen.exceptions import LedgerError

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

_POSTGRESQL = ("postgres", "postgresql")
BUSY_SECONDS = 30
"""How long a writer waits for another one (SQLite)."""


_TROUBLES = {
    "database is locked|lock timeout": (
        f"tiến trình khác đang giữ quá {BUSY_SECONDS} giây, nên bước này chưa ghi gì. Xem việc gì đang chạy, rồi chạy lại."
    ),
    "disk is full|No space left|could not extend file": "ổ đĩa đã đầy, chưa ghi gì. Hãy giải phóng chỗ, rồi chạy lại.",
    "readonly database|read-only": "chỉ đọc được, không ghi được. Hãy xem quyền ghi và ổ đĩa, rồi chạy lại.",
    "disk I/O error": "ổ đĩa không ghi hoặc đọc được (đầy, chỉ đọc hoặc hỏng). Hãy xem ổ đĩa, rồi chạy lại.",
    "unable to open database file": "không mở được tệp. Hãy xem đường dẫn, quyền và ổ đĩa, rồi chạy lại.",
    "connection failed|connection to server|server closed|terminating connection|shutting down|starting up|lost": (
        "máy chủ cơ sở dữ liệu không trả lời hoặc vừa ngắt. Hãy xem máy chủ ấy, rồi chạy lại."
    ),
}
"""Parts of what a database says, and the sentence for people."""


def address(url: str) -> URL:
    """The address with its driver: ``postgresql://`` and Airflow's ``postgres://`` go through psycopg 3.

    Raises:
        LedgerError: it is neither SQLite nor PostgreSQL.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise LedgerError(
            "Địa chỉ của sổ không đọc được; cần dạng sqlite:///tệp hoặc postgresql://máy/cơ-sở."
        ) from error
    if parsed.drivername in _POSTGRESQL:
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise LedgerError(f"Sổ chỉ dùng SQLite hoặc PostgreSQL, không dùng «{parsed.drivername}».")
    return parsed


def open_engine(url: str) -> Engine:
    """An engine for the ledger; nothing is connected yet."""
    parsed = address(url)
    written_plainly = partial(json.dumps, ensure_ascii=False)
    if parsed.get_backend_name() == "postgresql":
        return create_engine(parsed, json_serializer=written_plainly, pool_pre_ping=True)
    engine = create_engine(parsed, json_serializer=written_plainly, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "do_connect", partial(_make_folder, parsed))
    event.listen(engine, "connect", _configure_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_folder(parsed: URL, *_: Any) -> None:
    if not parsed.database or parsed.database == ":memory:":
        return
    folder = Path(parsed.database).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LedgerError(
            f"Không tạo được thư mục của sổ {folder} ({error.strerror}); hãy đặt DUNGHEN_LEDGER_URL."
        ) from error


def _configure_sqlite(connection: Any, _: Any) -> None:
    # The driver's own transactions begin too late (at the first write) for a claim; «begin» below starts them.
    connection.isolation_level = None
    # FULL: a claim that a power cut could undo would be a letter sent twice.
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    reads = connection.get_execution_options().get("reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """One transaction: all of it, or nothing where an error leaves the block.

    Raises:
        LedgerError: the database does not answer, or refuses what is asked.
    """
    try:
        with engine.begin() as connection:
            yield connection
    except (StatementError, PoolTimeoutError) as error:
        raise LedgerError(f"Sổ {engine.url.render_as_string()}: {_why(error)}") from error


def _why(error: StatementError | PoolTimeoutError) -> str:
    """What is the matter, and what helps; in the database's own words where it is none of the known troubles."""
    said = str(getattr(error, "orig", None) or error)
    remedy = next(
        (remedy for words, remedy in _TROUBLES.items() if any(word in said for word in words.split("|"))), None
    )
    first_line = said.strip().splitlines()[0] if said.strip() else type(error).__name__
    return remedy or f"không ghi hoặc đọc được ({first_line})."


class Database:
    """The ledger's database, connected at the first transaction."""

    def __init__(self, url: str) -> None:
        self._engine = open_engine(url)
        self._reader = self._engine.execution_options(reads=True)
        self._is_checked = False

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads; it never waits for a writer.

        Raises:
            LedgerError: the database does not answer or has not been upgraded.
        """
        with transaction(self._reader) as connection:
            self._require_upgraded(connection)
            yield connection

    @contextmanager
    def at_one_instant(self) -> Iterator[Connection]:
        """A transaction that reads the whole ledger as it was when the transaction began.

        Raises:
            LedgerError: the database does not answer or has not been upgraded.
        """
        # In SQLite any transaction is such a one.
        whole = {"isolation_level": "REPEATABLE READ"} if self._engine.name == "postgresql" else {}
        with transaction(self._reader.execution_options(**whole)) as connection:
            self._require_upgraded(connection)
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes: all of it, or nothing where an error leaves the block.

        Raises:
            LedgerError: the database does not answer or has not been upgraded.
        """
        with transaction(self._engine) as connection:
            self._require_upgraded(connection)
            yield connection

    def _require_upgraded(self, connection: Connection) -> None:
        if self._is_checked:
            return
        found = revision(connection)
        if found != REVISION:
            known = f"đang ở phiên bản {found}, cần {REVISION}" if found else "chưa được tạo"
            raise LedgerError(f"Sổ {known}; hãy chạy: dunghen db upgrade")
        self._is_checked = True

    def dispose(self) -> None:
        """Close every connection; the next transaction opens a new one."""
        self._engine.dispose()


def revision(connection: Connection) -> str | None:
    """The migration that the database has been upgraded to; None where there is no ledger."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def serialise(connection: Connection, name: str) -> None:
    """Until the end of the transaction nobody else writes under this name.

    SQLite has one writer at a time in any case.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))
