"""``config/office/`` on a real disk: a crash between journal and file, a folder that cannot be written."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from dunghen.adapters.office_files import OfficeFiles
from dunghen.decision import ABSENT, Change
from dunghen.desk.amend import amend
from dunghen.exceptions import DecisionError
from dunghen.loading.load import load_config
from dunghen.wording.dates import HANOI
from tests.integration.web.office import write_config

NOW = datetime(2026, 11, 20, 9, tzinfo=HANOI)
UNITS = (("u-0", "Cục Hợp tác quốc tế"), ("u-1", "Cục Điện ảnh"))
FILE = "units.yaml"
# Stands in for a kill -9 (or a power cut) at the worst moment: the journal is written, the file is not.
KILLED = """
import os, signal, sys
from pathlib import Path
from datetime import datetime, UTC
from dunghen.adapters import office_files
from dunghen.desk.amend import amend
from dunghen.decision import ABSENT, Change

whole, files = office_files.write_whole, office_files.OfficeFiles(Path(sys.argv[1]))

def dies_at_the_file(path, *written):
    if "journal" not in path.parts:
        os.kill(os.getpid(), signal.SIGKILL)
    whole(path, *written)

office_files.write_whole = dies_at_the_file
before = files.decided("units.yaml")
change = Change(("units", "u-1", "note"), ABSENT, "ghi dở")
amend(files, "units.yaml", [change], by="Lan", why="1", now=datetime.now(UTC))
"""


@pytest.fixture
def files(tmp_path: Path) -> OfficeFiles:
    return OfficeFiles(write_config(tmp_path / "config", UNITS, '{year: {before: "11-30"}}'))


def decide(files: OfficeFiles, slug: str, email: str) -> None:
    change = Change(("units", slug, "email"), ABSENT, email)
    amend(files, FILE, [change], by="Lan", why="Quyết định số 1", now=NOW)


def killed_while_writing(files: OfficeFiles) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED, str(files.folder)], check=False)
    assert ended.returncode == -9


@pytest.mark.parametrize("had_decided", [False, True])
def test_a_kill_between_journal_and_file_leaves_what_held_before_and_is_told(
    files: OfficeFiles, had_decided: bool
) -> None:
    if had_decided:
        decide(files, "u-0", "icd@example.org")
    killed_while_writing(files)

    loaded = load_config(files.folder)

    assert loaded.problems == ()
    assert {one.slug: one.note for one in loaded.office.directory.units}["u-1"] is None
    assert len(files.journal(FILE)) == had_decided + 1
    assert (files.is_half_written(FILE), files.was_edited_by_hand(FILE)) == (True, False)


def test_after_a_kill_the_next_decision_is_written_as_ever(files: OfficeFiles) -> None:
    killed_while_writing(files)
    decide(files, "u-0", "icd@example.org")
    assert [one.number for one in files.journal(FILE)] == [1, 2]
    assert (files.is_half_written(FILE), files.was_edited_by_hand(FILE)) == (False, False)
    assert load_config(files.folder).office.directory.units[0].email == "icd@example.org"


def test_what_was_edited_by_hand_is_told_apart_from_a_crash(files: OfficeFiles) -> None:
    decide(files, "u-0", "icd@example.org")
    (files.folder / "office" / FILE).write_text("units: {u-0: {note: tay}}\n", encoding="utf-8")
    assert (files.is_half_written(FILE), files.was_edited_by_hand(FILE)) == (False, True)


@pytest.mark.parametrize(
    ("blocked", "said"),
    [
        ("office", "Không ghi được vào config/office .*: chưa có gì thay đổi. Cho tiến trình Airflow quyền ghi"),
        (f"office/{FILE}", f"office/{FILE} không đọc được"),
        (f"office/journal/{FILE}", "không đọc được nhật ký"),
    ],
)
def test_a_folder_that_cannot_be_written_is_named_with_the_remedy(files: OfficeFiles, blocked: str, said: str) -> None:
    # Whoever runs the tests as root is refused nothing by permissions: a file stands where a folder is needed, and
    # a folder where a file is.
    place = files.folder / blocked
    place.parent.mkdir(parents=True, exist_ok=True)
    if blocked == "office":
        place.write_text("", encoding="utf-8")
    else:
        (place / "day").mkdir(parents=True)

    with pytest.raises(DecisionError, match=said):
        decide(files, "u-0", "icd@example.org")


@pytest.mark.parametrize("spoilt", ["<<<<<<< HEAD\n{}=======\n", "\udcff{}"])
def test_a_file_that_a_merge_has_spoilt_is_never_taken_for_empty(files: OfficeFiles, spoilt: str) -> None:
    decide(files, "u-0", "icd@example.org")
    path = files.folder / "office" / FILE
    path.write_bytes(spoilt.format(path.read_text(encoding="utf-8")).encode(errors="surrogateescape"))
    before = path.read_bytes()

    with pytest.raises(DecisionError, match=f"office/{FILE} không đọc được .*lấy lại bản trước"):
        decide(files, "u-1", "dien-anh@example.org")

    assert path.read_bytes() == before
    assert len(files.journal(FILE)) == 1


def test_a_day_that_does_not_exist_is_text_for_the_forms_as_it_is_at_load(files: OfficeFiles) -> None:
    (files.folder / "office").mkdir()
    (files.folder / "office" / FILE).write_text("units: {u-0: {valid_to: 2026-02-30}}\n", encoding="utf-8")
    assert files.decided(FILE) == {"units": {"u-0": {"valid_to": "2026-02-30"}}}
