"""Sixty live mails to a real mail server, then the ledger is deleted or restored: nobody gets anything twice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dunghen.adapters.file_store import FileStore
from dunghen.adapters.mark_file import NAME
from dunghen.exceptions import HeldError, UnsentMailError
from dunghen.plans.plan import MORNING
from dunghen.records import Realm
from dunghen.running.accept import accept
from dunghen.running.mark import keep_mode
from dunghen.running.run import run_day
from dunghen.settings import Settings
from dunghen.wiring import mark_file, mode_in_force, open_app, open_ledger
from dunghen.wording.dates import at_hour
from tests.integration.mail.servers import Fault, FaultyServer
from tests.integration.web.office import write_config

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunghen.adapters.ledger.sql_ledger import SqlLedger
    from dunghen.running.accept import Comparison

DAY = at_hour(date(2026, 11, 17), MORNING)  # ten days before 27/11, the last day on time
NEXT_DAY = at_hour(date(2026, 11, 18), MORNING)
PROGRAM = Path(sys.executable).parent / "dunghen"


@dataclass
class Office:
    """An office that sends live, as its switch says."""

    settings: Settings
    server: FaultyServer

    def run(self, now=DAY) -> int:
        """The day's run; how many mails the server got by it."""
        before = self.server.seen.accepted
        with open_app(self.settings) as app:
            run_day(app, app.plans["ke-hoach"], now, "test")
        return self.server.seen.accepted - before

    def held(self, now=DAY) -> str:
        """The day's run of an office that is held: what it says. Nothing has gone."""
        before = self.server.seen.accepted
        with pytest.raises(HeldError) as error:
            self.run(now)
        assert self.server.seen.accepted == before
        return str(error.value)

    def accept(self) -> Comparison | None:
        with closing_ledger(self.settings) as ledger:
            files = FileStore(self.settings.files)
            return accept(ledger, mark_file(self.settings), files, by="Chánh Văn phòng", now=NEXT_DAY)

    @property
    def most(self) -> int:
        """How many mails the recipient of the most has got."""
        return max(Counter(to for (to,) in self.server.seen.recipients).values())

    @property
    def ledger(self) -> Path:
        return self.settings.files / "ledger.sqlite3"

    def copy_ledger(self) -> Path:
        return Path(shutil.copy(self.ledger, self.ledger.with_suffix(".copy")))

    def restore(self, copy: Path) -> None:
        self.delete()
        shutil.copy(copy, self.ledger)

    def delete(self) -> None:
        for path in self.ledger.parent.glob("ledger.sqlite3*"):
            path.unlink()

    def prompt(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run ``dunghen`` in a process of its own."""
        given = {
            "DUNGHEN_CONFIG": str(self.settings.config),
            "DUNGHEN_FILES": str(self.settings.files),
            "DUNGHEN_SMTP_PORT": str(self.settings.smtp_port),
        }
        plain = {name: value for name, value in os.environ.items() if not name.startswith("DUNGHEN_")}
        return subprocess.run(
            [PROGRAM, *arguments], env=plain | given, capture_output=True, text=True, check=False, timeout=120
        )


@contextmanager
def closing_ledger(settings: Settings) -> Iterator[SqlLedger]:
    ledger = open_ledger(settings, Realm.LIVE)
    yield ledger
    ledger.dispose()


def switch(settings: Settings, mode: Realm) -> None:
    with closing_ledger(settings) as ledger:
        ledger.set_switch("mode", mode.value, by="test", now=DAY)
        keep_mode(ledger, mark_file(settings), mode)


@contextmanager
def opened(folder: Path, units: int) -> Iterator[Office]:
    names = [(f"u-{number}", f"Đơn vị {number}") for number in range(units)]
    config = write_config(folder / "config", names, '{year: {before: "11-30"}}')
    for file in config.rglob("*.yaml"):
        file.write_text(file.read_text(encoding="utf-8").replace(".invalid", ".gov.vn"), encoding="utf-8")
    with FaultyServer() as server:
        settings = Settings(config=config, files=folder / "var", smtp_port=server.port)
        switch(settings, Realm.LIVE)
        yield Office(settings, server)


@pytest.fixture
def ministry(tmp_path: Path) -> Iterator[Office]:
    """An office of sixty units."""
    with opened(tmp_path, 60) as made:
        yield made


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """One of five."""
    with opened(tmp_path, 5) as made:
        yield made


def test_a_ledger_that_was_deleted_sends_nothing_twice(ministry: Office):
    assert ministry.run() == 60
    ministry.delete()
    assert "sổ cũ bị xóa" in ministry.held()
    assert "sổ cũ bị xóa" in ministry.held(NEXT_DAY)
    done = ministry.accept()
    assert done is not None
    assert (len(done.forgotten), done.waiting) == (60, ())
    assert (ministry.run(NEXT_DAY), ministry.most) == (0, 1)


def test_a_ledger_restored_from_before_the_send_sends_nothing_twice(ministry: Office):
    with open_app(ministry.settings):
        copy = ministry.copy_ledger()
    assert ministry.run() == 60
    ministry.restore(copy)
    assert "khôi phục từ bản sao" in ministry.held()
    ministry.accept()
    assert (ministry.run(NEXT_DAY), ministry.most) == (0, 1)


def test_what_was_not_sent_before_the_ledger_was_lost_goes_once(office: Office):
    office.server.faults.append(Fault("RCPT", "450 try again later", times=2))
    with pytest.raises(UnsentMailError):
        office.run()
    went = office.server.seen.accepted
    assert went == 3
    office.delete()
    office.held(NEXT_DAY)
    done = office.accept()
    assert done is not None
    assert (len(done.forgotten), len(done.waiting)) == (went, 5 - went)
    assert (office.run(NEXT_DAY), office.most) == (5 - went, 1)
    assert office.run(NEXT_DAY) == 0


@pytest.mark.parametrize("lost", ["deleted", "restored"])
def test_the_mode_stays_live_though_the_switch_went_with_the_ledger(office: Office, lost: str):
    with closing_ledger(office.settings) as ledger:
        ledger.set_switch("mode", "rehearsal", by="test", now=DAY)
        copy = office.copy_ledger()
        ledger.set_switch("mode", "live", by="test", now=DAY)
    office.run()
    office.delete() if lost == "deleted" else office.restore(copy)
    with closing_ledger(office.settings) as ledger:
        assert mode_in_force(office.settings, ledger) is Realm.LIVE
    office.held()
    office.accept()
    with closing_ledger(office.settings) as ledger:
        assert (mode_in_force(office.settings, ledger), ledger.switch("mode")) == (Realm.LIVE, "live")


def test_a_copy_that_was_live_does_not_switch_on_an_office_that_was_switched_off(office: Office):
    office.run()
    copy = office.copy_ledger()
    office.run(at_hour(date(2026, 12, 4), MORNING))
    switch(office.settings, Realm.REHEARSAL)
    office.restore(copy)
    with closing_ledger(office.settings) as ledger:
        assert mode_in_force(office.settings, ledger) is Realm.REHEARSAL


def test_a_ledger_without_its_files_is_held_too(office: Office):
    office.run()
    (office.settings.files / NAME).unlink()
    assert "không thấy ledger-mark.json" in office.held(at_hour(date(2026, 12, 4), MORNING))


def test_a_whole_installation_that_moves_with_its_mark_goes_on(office: Office, tmp_path: Path):
    office.run()
    moved = office.settings.model_copy(update={"files": tmp_path / "moved"})
    shutil.copytree(office.settings.files, moved.files)
    assert Office(moved, office.server).run(NEXT_DAY) == 0


def test_an_installation_that_rehearses_is_never_held(office: Office):
    office.run()
    office.delete()
    rehearsing = Office(office.settings.model_copy(update={"mode": Realm.REHEARSAL}), office.server)
    assert rehearsing.run() == 5
    [mailbox] = {to for (to,) in office.server.seen.recipients[5:]}
    assert mailbox.startswith("dien-tap@")


def test_workers_that_send_at_once_never_hold_each_other(office: Office):
    def work() -> None:
        try:
            office.run()
        except HeldError:
            raise
        except UnsentMailError:
            pass  # another one holds the messages of a mail

    with ThreadPoolExecutor(4) as pool:
        for one in [pool.submit(work) for _ in range(8)]:
            one.result()
    office.run(NEXT_DAY)
    assert (office.server.seen.accepted, office.most) == (5, 1)
    with closing_ledger(office.settings) as ledger:
        kept = mark_file(office.settings).read()
        assert kept is not None
        assert kept.mark == ledger.mark()


def test_the_postgresql_ledger_that_takes_over_is_held_until_it_is_accepted(office: Office, postgres):
    office.run()
    url = postgres.ledger()
    moved = Office(office.settings.model_copy(update={"ledger_url": url}), office.server)
    try:
        assert "thay bằng sổ khác" in moved.held()
        moved.accept()
        assert moved.run(NEXT_DAY) == 0
    finally:
        postgres.drop(url)


class TestAtThePrompt:
    def test_the_hold_is_told_and_ended_there(self, office: Office):
        office.run()
        office.delete()
        run = office.prompt("run", "--plan", "ke-hoach")
        assert run.returncode == 1
        assert "Đang giữ thư thật" in run.stderr
        assert office.prompt("live", "status").stdout.startswith("held: Đang giữ thư thật")
        shown = office.prompt("ledger", "status").stdout
        assert shown.count("đã đi   ") == 5
        assert "ke-hoach/bao-cao/2026/request/u-3" in shown
        assert office.prompt("ledger", "status").stdout == shown

        assert office.prompt("ledger", "accept").returncode == 2
        done = office.prompt("ledger", "accept", "--by", "Chánh Văn phòng")
        assert "5 thư đã đi mà sổ không biết" in done.stdout
        assert "Đã chấp nhận (Chánh Văn phòng)" in done.stdout
        assert office.prompt("live", "status").stdout.startswith("live (công tắc")
        assert "không giữ thư" in office.prompt("ledger", "status").stdout
        assert "không giữ thư" in office.prompt("ledger", "accept", "--by", "Lan").stdout
        assert office.prompt("run", "--plan", "ke-hoach").returncode == 0
        assert office.most == 1

    def test_switching_does_not_end_a_hold_and_says_so(self, office: Office):
        office.run()
        office.delete()
        assert "Đang giữ thư thật" in office.prompt("live", "on", "--by", "Lan").stderr
        assert office.prompt("live", "status").stdout.startswith("held")
        assert office.prompt("live", "off", "--by", "Lan").returncode == 0
        assert office.prompt("live", "status").stdout.startswith("rehearsal")
        office.prompt("live", "on", "--by", "Lan")
        assert office.held()

    def test_a_new_installation_is_not_held(self, office: Office, tmp_path: Path):
        new = Office(office.settings.model_copy(update={"files": tmp_path / "new"}), office.server)
        assert new.prompt("live", "status").stdout.startswith("rehearsal (mặc định)")
        assert "không giữ thư" in new.prompt("ledger", "status").stdout
