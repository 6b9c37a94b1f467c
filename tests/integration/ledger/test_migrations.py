"""The migrations make what the tables say; a ledger that lacks them says what to do."""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

import dunghen.adapters.ledger
from dunghen.adapters.ledger import database, tables
from dunghen.adapters.ledger.message_rows import message_row
from dunghen.adapters.ledger.sql_ledger import SqlLedger
from dunghen.adapters.ledger.transitions import opened
from dunghen.adapters.ledger.upgrade import current, upgrade
from dunghen.audit import Deed
from dunghen.exceptions import LedgerError
from dunghen.records import ApprovalState, MessageState, Realm, SubmissionState
from dunghen.testing import NOON, a_cycle, a_draft, a_submission

MIGRATIONS = Path(dunghen.adapters.ledger.__file__).parent / "migrations"
ENUMS = {
    ("cycle", "realm"): Realm,
    ("message", "realm"): Realm,
    ("message", "state"): MessageState,
    ("message_event", "before"): MessageState,
    ("message_event", "after"): MessageState,
    ("submission", "realm"): Realm,
    ("submission", "state"): SubmissionState,
    ("approval", "realm"): Realm,
    ("approval", "state"): ApprovalState,
    ("document", "realm"): Realm,
    ("audit", "realm"): Realm,
    ("audit", "deed"): Deed,
}


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request, tmp_path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/not/yet/there/ledger.db"
    return request.getfixturevalue("postgres").empty()


@pytest.fixture
def connection(empty_url):
    upgrade(empty_url)
    engine = database.open_engine(empty_url)
    with engine.begin() as opened:
        yield opened
    engine.dispose()


def test_the_tables_are_the_sum_of_the_migrations(connection):
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    assert compare_metadata(context, tables.metadata) == []


def test_every_check_constraint_of_the_tables_is_made_by_the_migrations(connection):
    # Alembic's comparison does not look at them.
    def checks() -> dict[str, list]:
        names = tables.metadata.tables
        return {name: inspect(connection).get_check_constraints(name) for name in names}

    migrated = checks()
    tables.metadata.drop_all(connection)
    tables.metadata.create_all(connection)
    assert migrated == checks()
    assert sum(len(found) for found in migrated.values()) == 14


@pytest.mark.parametrize(("table", "column"), list(ENUMS))
def test_a_column_of_states_holds_the_values_of_its_enum(connection, table, column):
    checks = {one["name"]: one["sqltext"] for one in inspect(connection).get_check_constraints(table)}
    allowed = set(re.findall(r"'([^']+)'", checks[f"ck_{table}_{column}"]))
    assert allowed == {one.value for one in ENUMS[table, column]}


def test_the_newest_migration_is_the_one_that_the_ledger_asks_for():
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == tables.REVISION


def test_an_upgrade_creates_the_ledger_and_tells_its_revision(empty_url):
    assert current(empty_url) is None
    upgrade(empty_url)
    assert current(empty_url) == tables.REVISION


def test_an_upgrade_can_be_repeated_and_keeps_what_is_written(empty_url):
    upgrade(empty_url)
    ledger = SqlLedger(empty_url, Realm.REHEARSAL)
    ledger.open_cycle(a_cycle())
    upgrade(empty_url)
    assert ledger.cycle(a_cycle().key) == a_cycle()
    ledger.dispose()


def test_an_upgrade_of_an_older_ledger_keeps_its_submissions_with_their_rows(empty_url):
    engine = database.open_engine(empty_url)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        given = a_submission()
        values = {"realm": "rehearsal", "plan": given.cycle.plan, "duty": given.cycle.duty, "cycle": given.cycle.cycle}
        values |= {"unit": given.unit, "state": "accepted", "channel": given.channel, "sha256": given.sha256}
        values |= {"original_name": given.original_name}
        of_type = {"version": 1, "received_at": given.received_at, "nil": False, "remarks": {}, "problems": []}
        connection.execute(tables.submission.insert().values(id=7, **of_type, **values))
        row = {"tt": "9", "status": "Đang thực hiện", "result": "03 Tuần Văn hóa", "difficulty": "", "proposal": ""}
        connection.execute(tables.submission_row.insert().values(submission_id=7, position=0, **row))
    engine.dispose()
    upgrade(empty_url)
    ledger = SqlLedger(empty_url, Realm.REHEARSAL)
    assert ledger.submissions(given.cycle) == (given,)
    ledger.dispose()


@pytest.mark.parametrize(
    ("realm", "tries", "number"),
    [("live", 1, 1), ("live", 0, 0), ("rehearsal", 1, 0)],
    ids=["sent live", "only queued", "only rehearsed"],
)
def test_an_older_ledger_that_has_sent_live_is_known_as_one_that_has(empty_url, realm, tries, number):
    engine = database.open_engine(empty_url)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        row = message_row(replace(opened(a_draft(), now=NOON), tries=tries), Realm(realm))
        del row["facts"]  # a column of a later migration
        connection.execute(tables.message.insert().values(row))
    engine.dispose()
    upgrade(empty_url)
    ledger = SqlLedger(empty_url, Realm.LIVE)
    assert ledger.mark().number == number
    ledger.dispose()


def test_upgrades_at_the_same_moment_make_one_ledger(empty_url):
    failures = []

    def run() -> None:
        try:
            upgrade(empty_url)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test shows it
            failures.append(error)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert current(empty_url) == tables.REVISION


def test_a_ledger_without_migrations_says_what_to_do(empty_url):
    ledger = SqlLedger(empty_url, Realm.REHEARSAL)
    with pytest.raises(LedgerError, match="Sổ chưa được tạo; hãy chạy: dunghen db upgrade"):
        ledger.known("nq59-2025-2030")
    ledger.dispose()


def test_a_ledger_of_another_revision_says_what_to_do(empty_url):
    upgrade(empty_url)
    engine = database.open_engine(empty_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    engine.dispose()
    ledger = SqlLedger(empty_url, Realm.REHEARSAL)
    with pytest.raises(
        LedgerError, match=f"đang ở phiên bản 0000, cần {tables.REVISION}; hãy chạy: dunghen db upgrade"
    ):
        ledger.queue([a_draft()], now=datetime.fromisoformat("2026-10-28T08:00:00+07:00"))
    upgraded = ledger.with_realm(Realm.LIVE)
    with pytest.raises(LedgerError, match="dunghen db upgrade"):
        upgraded.messages()
    ledger.dispose()
