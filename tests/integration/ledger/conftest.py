"""A ledger in memory, in SQLite and in PostgreSQL: one contract holds for all of them."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from dunghen.adapters.ledger.sql_ledger import SqlLedger
from dunghen.adapters.ledger.upgrade import upgrade
from dunghen.records import Realm
from dunghen.testing import MemoryLedger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def upgraded_file(tmp_path_factory) -> Path:
    """An upgraded SQLite ledger to copy, which costs no migration."""
    path = tmp_path_factory.mktemp("ledger") / "template.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(upgraded_file, tmp_path) -> str:
    return f"sqlite:///{shutil.copy(upgraded_file, tmp_path / 'ledger.db')}"


@pytest.fixture
def postgres_url(postgres) -> Iterator[str]:
    url = postgres.ledger()
    yield url
    postgres.drop(url)


@pytest.fixture(params=["sqlite", "postgres"])
def url(request) -> str:
    """The address of a new ledger."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def sql_ledger(url) -> Iterator[SqlLedger]:
    """A new ledger in a database."""
    ledger = SqlLedger(url, Realm.REHEARSAL)
    yield ledger
    ledger.dispose()


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def ledger(request) -> Iterator[MemoryLedger | SqlLedger]:
    """A new ledger of each sort."""
    if request.param == "memory":
        yield MemoryLedger(Realm.REHEARSAL)
        return
    ledger = SqlLedger(request.getfixturevalue(f"{request.param}_url"), Realm.REHEARSAL)
    yield ledger
    ledger.dispose()
