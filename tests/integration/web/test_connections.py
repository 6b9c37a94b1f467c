"""The pages read the ledger that the DAGs write: Airflow's connection ``dunghen_ledger`` where there is one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dunghen.adapters.ledger.sql_ledger import SqlLedger
from dunghen.adapters.ledger.upgrade import upgrade
from dunghen.entrypoints.web import installation
from dunghen.records import Realm
from dunghen.settings import Settings
from dunghen.testing import a_draft, a_key

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
CONNECTION = "AIRFLOW_CONN_DUNGHEN_LEDGER"


def connection_to(file: Path) -> str:
    return f'{{"conn_type": "sqlite", "host": "{file}"}}'


def test_the_outbox_shows_the_ledger_of_the_connection(client, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = files / "so-cua-dag.sqlite3"
    upgrade(f"sqlite:///{other}")
    opened = SqlLedger(f"sqlite:///{other}", Realm.REHEARSAL)
    opened.queue([a_draft("u-1", key=a_key("u-1", plan="ke-hoach"), subject="Thư do DAG soạn")], now=NOON)
    opened.dispose()
    monkeypatch.setenv(CONNECTION, connection_to(other))

    assert "Thư do DAG soạn" in client.get("/so-thu").text
    assert "chờ gửi: 1" in client.get("/ke-hoach/ke-hoach").text


def test_airflow_is_asked_for_its_connections_once_a_minute(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CONNECTION, connection_to(files / "mot.sqlite3"))
    settings = Settings.from_environment()
    first = installation._connected(settings, 1)
    monkeypatch.setenv(CONNECTION, connection_to(files / "hai.sqlite3"))

    assert first.ledger == f"sqlite:///{files / 'mot.sqlite3'}"
    assert installation._connected(settings, 1) == first
    assert installation._connected(settings, 2).ledger == f"sqlite:///{files / 'hai.sqlite3'}"
