"""How the ledger's database is opened, and what it refuses."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, text

from dunghen.adapters.ledger import tables
from dunghen.adapters.ledger.database import address, open_engine
from dunghen.adapters.ledger.sql_ledger import SqlLedger
from dunghen.exceptions import LedgerError
from dunghen.records import MessageState, Realm
from dunghen.testing import NOON, a_draft, a_key


@pytest.mark.parametrize(
    ("written", "driver"),
    [
        ("sqlite:///var/ledger.db", "sqlite"),
        ("postgresql://so@may-chu.invalid/so", "postgresql+psycopg"),
        ("postgres://so@may-chu.invalid/so", "postgresql+psycopg"),
        ("postgresql+psycopg://so@may-chu.invalid/so", "postgresql+psycopg"),
    ],
)
def test_an_address_is_read_as_people_and_airflow_write_it(written, driver):
    assert address(written).drivername == driver


@pytest.mark.parametrize("written", ["mysql://so@may-chu.invalid/so", "oracle://so", "var/ledger.db", ""])
def test_an_address_of_another_sort_is_refused_with_a_sentence(written):
    with pytest.raises(LedgerError, match=r"Sổ chỉ dùng|Địa chỉ của sổ"):
        address(written)


def test_a_refusal_never_shows_the_password():
    with pytest.raises(LedgerError) as refused:
        address("mysql://so:mat-khau-rieng@may-chu.invalid/so")
    assert "mat-khau-rieng" not in str(refused.value)


def test_a_ledger_opens_nothing_until_it_is_used(tmp_path):
    ledger = SqlLedger(f"sqlite:///{tmp_path}/later/ledger.db", Realm.LIVE)
    ledger.with_realm(Realm.REHEARSAL)
    ledger.dispose()
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_does_not_answer_is_a_ledger_error(tmp_path):
    ledger = SqlLedger(f"postgresql://so@/so?host={tmp_path}", Realm.LIVE)
    with pytest.raises(LedgerError, match="máy chủ cơ sở dữ liệu không trả lời"):
        ledger.known("nq59-2025-2030")
    ledger.dispose()


def test_a_file_that_is_no_database_is_a_ledger_error(tmp_path):
    path = tmp_path / "ledger.db"
    path.write_text("đây không phải là sổ " * 100, encoding="utf-8")
    ledger = SqlLedger(f"sqlite:///{path}", Realm.LIVE)
    with pytest.raises(LedgerError, match=r"ledger\.db: không ghi hoặc đọc được"):
        ledger.known("nq59-2025-2030")
    ledger.dispose()


def test_a_folder_that_cannot_be_made_is_a_ledger_error(tmp_path):
    (tmp_path / "file").write_text("đã có", encoding="utf-8")
    ledger = SqlLedger(f"sqlite:///{tmp_path}/file/ledger.db", Realm.LIVE)
    with pytest.raises(LedgerError, match="Không tạo được thư mục của sổ"):
        ledger.known("nq59-2025-2030")
    ledger.dispose()


def test_sqlite_survives_a_power_cut_and_waits_for_another_writer(sqlite_url):
    engine = open_engine(sqlite_url)
    with engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    engine.dispose()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30000}


def test_a_naive_instant_is_refused(sql_ledger):
    naive = datetime(2026, 10, 28, 8)  # noqa: DTZ001 - the point of the test
    with pytest.raises(LedgerError, match="không có múi giờ"):
        sql_ledger.queue([a_draft()], now=naive)
    with pytest.raises(LedgerError, match="không có múi giờ"):
        sql_ledger.queue([a_draft(due_at=naive)], now=NOON)
    assert sql_ledger.messages() == ()


def test_an_error_leaves_nothing_half_written(sql_ledger):
    bad = a_draft("cuc-bao-chi", expires_at=datetime(2026, 12, 4))  # noqa: DTZ001 - what makes it fail
    with pytest.raises(LedgerError):
        sql_ledger.queue([a_draft("cuc-dien-anh"), bad], now=NOON)
    assert sql_ledger.known("nq59-2025-2030") == {}


def test_the_database_itself_refuses_a_state_that_does_not_exist(url, sql_ledger):
    sql_ledger.queue([a_draft()], now=NOON)
    engine = open_engine(url)
    with pytest.raises(Exception, match="ck_message_state"), engine.begin() as connection:
        connection.execute(text("UPDATE message SET state = 'lost'"))
    engine.dispose()
    assert sql_ledger.message(str(a_key())).state is MessageState.QUEUED


def test_the_database_itself_refuses_an_approval_by_nobody(url, sql_ledger):
    row = {
        "realm": "live",
        "key": "nq59-2025-2030/annual-report/2026/deliver-outward",
        "state": "approved",
        "requested_at": NOON,
        "expires_at": NOON,
        "subject": "Báo cáo",
        "content_sha256": "c" * 64,
        "automatic": False,
    }
    engine = open_engine(url)
    with pytest.raises(Exception, match="ck_approval_approved_by_a_person"), engine.begin() as connection:
        connection.execute(insert(tables.approval).values(row))
    engine.dispose()
    assert sql_ledger.with_realm(Realm.LIVE).approvals() == ()


def test_vietnamese_is_stored_as_it_is_read(sqlite_url):
    ledger = SqlLedger(sqlite_url, Realm.REHEARSAL)
    ledger.queue([a_draft(subject="Đề nghị báo cáo")], now=NOON)
    ledger.dispose()
    connection = sqlite3.connect(Path(sqlite_url.removeprefix("sqlite:///")))
    assert connection.execute("SELECT subject, due_at FROM message").fetchone() == (
        "Đề nghị báo cáo",
        "2026-10-28 05:00:00.000000",
    )
    connection.close()


def test_every_setting_of_a_switch_is_kept_with_who_and_when(url, sql_ledger):
    sql_ledger.set_switch("mode", "live", by="chuyên viên", now=NOON)
    sql_ledger.set_switch("mode", "rehearsal", by="phó cục trưởng", now=NOON)
    engine = open_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT value, set_by FROM switch ORDER BY id")).all()
    engine.dispose()
    assert [tuple(row) for row in rows] == [("live", "chuyên viên"), ("rehearsal", "phó cục trưởng")]
