"""Backup and restore as a whole: ledger, files, key, what the office decided; from either database into either."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dunghen.adapters.backup import MANIFEST, Place, back_up, check, restore
from dunghen.adapters.file_store import FileStore
from dunghen.adapters.ledger.rows import TABLES, lines_of
from dunghen.adapters.ledger.sql_ledger import SqlLedger
from dunghen.adapters.ledger.upgrade import upgrade
from dunghen.exceptions import LedgerError, SettingsError
from dunghen.keys import CycleKey
from dunghen.records import MessageState, Realm, Record
from dunghen.testing import NOON, a_cycle_key, a_draft, a_key, a_submission, an_approval
from tests.integration.web.office import write_config

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KEY = "khóa đủ dài để ký biểu mẫu"
PROGRAM = Path(sys.executable).parent / "dunghen"
REPORT = "bản báo cáo đã ký".encode()


@pytest.fixture
def new_ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Makes an upgraded, empty ledger of the database that is named."""
    postgres = request.getfixturevalue("postgres")
    made: list[str] = []

    def make(backend: str) -> str:
        if backend == "sqlite":
            url = f"sqlite:///{tmp_path / f'so-{len(list(tmp_path.iterdir()))}.db'}"
            upgrade(url)
            return url
        made.append(postgres.ledger())
        return made[-1]

    yield make
    for url in made:
        postgres.drop(url)


def an_office(tmp_path: Path, name: str, ledger: str) -> Place:
    folder = tmp_path / name
    return Place(ledger, folder / "var", folder / "config" / "office", "", folder / "var" / "secret")


def worked(tmp_path: Path, ledger: str) -> Place:
    """An office after a day's work: every book of the ledger has something, in both realms."""
    place = replace(an_office(tmp_path, "cũ", ledger), secret=KEY)
    place.office.mkdir(parents=True)
    (place.office / "units.yaml").write_text("đơn vị: [một]\n", encoding="utf-8")
    (place.office / "plans").mkdir()
    (place.office / "plans" / "nq59.yaml").write_text("{}\n", encoding="utf-8")
    sha256 = FileStore(place.files).put(REPORT)
    for realm in Realm:
        book = SqlLedger(ledger, realm)
        book.queue([a_draft("cuc-dien-anh"), a_draft("vu-bao-chi")], now=NOON)
        book.claim([str(a_key("cuc-dien-anh"))], message_id="<1@x>", now=NOON, by="Lan")
        book.settle([str(a_key("cuc-dien-anh"))], MessageState.SENT, now=NOON, by="Lan", mail_sha256=sha256)
        book.add_submission(a_submission())
        book.request_approval(an_approval())
        book.add_record(Record(CycleKey("p", "d", "2026"), "held", "x", NOON.date(), "Lan", NOON))
        book.set_switch("mode", realm.value, by="Lan", now=NOON)
        book.dispose()
    return place


BACKENDS = ["sqlite", "postgres"]


@pytest.mark.parametrize("to", BACKENDS)
@pytest.mark.parametrize("of", BACKENDS)
def test_everything_comes_back_from_either_database_into_either(tmp_path, new_ledger, of, to):
    place = worked(tmp_path, new_ledger(of))
    before = list(lines_of(place.ledger))
    assert {json.loads(line)[0] for line in before} >= {
        *("message", "message_event", "submission", "approval", "record", "switch", "lineage"),
    }
    back_up(place, tmp_path / "bản sao.zip", NOON)

    new = an_office(tmp_path, "mới", new_ledger(to))
    counts = restore(tmp_path / "bản sao.zip", new)

    assert list(lines_of(new.ledger)) == before
    assert counts.rows == len(before)
    assert (counts.files, counts.decisions) == (1, 2)
    assert (new.office / "units.yaml").read_text(encoding="utf-8") == "đơn vị: [một]\n"
    assert (new.office / "plans" / "nq59.yaml").exists()
    assert (new.files / "secret").read_text(encoding="utf-8") == KEY
    assert (new.files / "secret").stat().st_mode & 0o777 == 0o600
    book = SqlLedger(new.ledger, Realm.LIVE)
    sent = book.message(str(a_key("cuc-dien-anh")))
    assert sent
    assert FileStore(new.files).get(sent.mail_sha256 or "") == REPORT
    # … and the ledger goes on from there: new rows get numbers of their own.
    assert book.queue([a_draft("cuc-hop-tac-quoc-te")], now=NOON) == (str(a_key("cuc-hop-tac-quoc-te")),)
    assert book.submissions(a_cycle_key())
    book.dispose()


def test_a_backup_shows_one_instant_though_the_ledger_goes_on(tmp_path, new_ledger):
    url = new_ledger("postgres")
    place = worked(tmp_path, url)
    lines = lines_of(url)
    first = [next(lines)]
    book = SqlLedger(url, Realm.LIVE)
    book.queue([a_draft("vu-ke-hoach")], now=NOON)
    book.dispose()
    assert "vu-ke-hoach" not in "".join([*first, *lines])
    assert "vu-ke-hoach" in "".join(lines_of(place.ledger))


def test_only_its_owner_may_read_it_and_it_overwrites_nothing(tmp_path, new_ledger):
    place = worked(tmp_path, new_ledger("sqlite"))
    target = tmp_path / "a.zip"
    back_up(place, target, NOON)
    assert target.stat().st_mode & 0o777 == 0o600
    with pytest.raises(SettingsError, match="đã có"):
        back_up(place, target, NOON)
    assert [path.name for path in tmp_path.glob(".*")] == []


@pytest.fixture
def config(tmp_path: Path) -> Path:
    units = (("u-0", "Cục Hợp tác quốc tế"), ("u-1", "Cục Điện ảnh"))
    return write_config(tmp_path / "config", units, '{year: {before: "11-30"}}')


@pytest.fixture
def saved(tmp_path, new_ledger) -> Path:
    back_up(worked(tmp_path, new_ledger("sqlite")), tmp_path / "a.zip", NOON)
    return tmp_path / "a.zip"


def rewritten(saved: Path, **members: bytes) -> None:
    """The backup with some members as they are not in the manifest."""
    with zipfile.ZipFile(saved) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(saved, "w") as archive:
        for name, content in {**held, **members}.items():
            archive.writestr(name, content)


def cut_short(saved: Path) -> None:
    saved.write_bytes(saved.read_bytes()[:-100])


def one_byte_else(saved: Path) -> None:
    rewritten(saved, secret=b"khac")


def of_an_older_ledger(saved: Path) -> None:
    with zipfile.ZipFile(saved) as archive:
        facts = json.loads(archive.read(MANIFEST))
    rewritten(saved, **{MANIFEST: json.dumps({**facts, "revision": "0001"}).encode()})


def with_a_way_out(saved: Path) -> None:
    with zipfile.ZipFile(saved) as archive:
        facts = json.loads(archive.read(MANIFEST))
    name, digest = "store/../../ra-ngoai", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    facts["members"][name] = digest
    rewritten(saved, **{name: b"", MANIFEST: json.dumps(facts).encode()})


def no_archive(saved: Path) -> None:
    saved.write_bytes(b"x" * 1000)


@pytest.mark.parametrize("spoil", [cut_short, one_byte_else, of_an_older_ledger, with_a_way_out, no_archive])
def test_what_is_damaged_is_refused_before_anything_is_written(tmp_path, new_ledger, saved, spoil):
    spoil(saved)
    new = an_office(tmp_path, "mới", new_ledger("sqlite"))
    empty = list(lines_of(new.ledger))
    for read in (check, lambda source: restore(source, new)):
        with pytest.raises(SettingsError, match="ản sao"):
            read(saved)
    assert list(lines_of(new.ledger)) == empty
    assert not new.files.exists()
    assert not new.office.exists()
    assert not (tmp_path / "ra-ngoai").exists()


def a_full_ledger(place: Place) -> None:
    book = SqlLedger(place.ledger, Realm.REHEARSAL)
    book.queue([a_draft("cuc-dien-anh")], now=NOON)
    book.dispose()


def another_key(place: Place) -> None:
    place.files.mkdir(parents=True)
    (place.files / "secret").write_text("khóa khác, đủ dài để ký", encoding="utf-8")


def files(place: Place) -> None:
    FileStore(place.files).put(b"x")


def decisions(place: Place) -> None:
    place.office.mkdir(parents=True)
    (place.office / "units.yaml").write_text("{}", encoding="utf-8")


@pytest.mark.parametrize("in_the_way", [a_full_ledger, another_key, files, decisions])
def test_nothing_that_is_there_is_written_over(tmp_path, new_ledger, saved, in_the_way):
    new = an_office(tmp_path, "mới", new_ledger("sqlite"))
    in_the_way(new)
    if (new.files / "secret").exists():
        new = replace(new, secret=(new.files / "secret").read_text(encoding="utf-8"))
    held = list(lines_of(new.ledger))
    with pytest.raises((SettingsError, LedgerError), match="Hãy"):
        restore(saved, new)
    assert list(lines_of(new.ledger)) == held


def test_every_table_of_the_ledger_is_in_it():
    assert {table.name for table in TABLES} >= {"message", "submission", "approval", "record", "cycle", "document"}


@pytest.mark.parametrize("key", ["", "an-office-own-key-in-the-environment"], ids=["key in a file", "key in a setting"])
def test_the_commands_do_the_same(tmp_path, config, key):
    """From the command line, as the how-to page says: backup, check, everything away, restore."""
    environment = {"DUNGHEN_CONFIG": str(config), "DUNGHEN_FILES": str(tmp_path / "var"), "DUNGHEN_SECRET": key}

    def dunghen(*arguments: str, fails: bool = False) -> str:
        done = subprocess.run(
            [PROGRAM, *arguments], env={**os.environ, **environment}, capture_output=True, text=True, check=False
        )
        assert done.returncode == int(fails), done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr

    dunghen("db", "upgrade")
    dunghen("run", "--plan", "ke-hoach", "--as-of", "2026-11-02")
    saved = str(tmp_path / "sao-luu.zip")
    assert "dòng sổ" in dunghen("backup", saved)
    assert "Bản sao nguyên vẹn" in dunghen("restore", "--check", saved)
    assert "Hãy" in dunghen("restore", saved, fails=True)
    shutil.move(tmp_path / "var", tmp_path / "chuyen-di")
    dunghen("db", "upgrade")
    assert "dunghen ledger accept" in dunghen("restore", saved)
    assert dunghen("outbox") == dunghen("outbox")
    assert "ke-hoach/" in dunghen("outbox")
