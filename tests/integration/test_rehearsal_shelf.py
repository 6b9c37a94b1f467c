"""The rehearsals that are kept: how many, how long one may run, and what is no rehearsal."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from dunghen.entrypoints.rehearsals.shelf import KEPT, BusyError, Rehearsal, Shelf
from dunghen.entrypoints.rehearsals.status import State, Status, write_status
from dunghen.wording.dates import HANOI

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 22, 7, 30, tzinfo=HANOI)
STATUS = Status(first=date(2026, 11, 1), last=date(2026, 11, 30), plan=None, by="Lan", started=NOW)
SECONDS = 60


@pytest.fixture(autouse=True)
def installed(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUNGHEN_CONFIG", str(root / "config"))
    monkeypatch.setenv("DUNGHEN_FILES", str(tmp_path / "var"))


def ended(shelf: Shelf, one: Rehearsal) -> Rehearsal:
    until = time.monotonic() + SECONDS
    while (found := shelf.find(one.name)) and found.is_running:
        assert time.monotonic() < until, "it did not end in time"
        time.sleep(0.05)
    assert found
    return found


@pytest.mark.parametrize("seconds", [0.01, 0.1, 0.2, 0.3])  # where the configuration is read, plan by plan
def test_one_that_takes_too_long_ends_by_itself_and_says_what_to_do(tmp_path: Path, seconds: float) -> None:
    shelf = Shelf(tmp_path / "rehearsals", limit=timedelta(seconds=seconds))

    found = ended(shelf, shelf.start(STATUS))

    assert found.status.state is State.FAILED
    assert "Hãy chọn khoảng ngày ngắn hơn" in found.status.why


def test_of_many_that_start_at_once_one_runs(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)

    def start(number: int) -> Rehearsal | None:
        try:
            return shelf.start(STATUS.model_copy(update={"started": NOW + timedelta(seconds=number)}))
        except BusyError:
            return None

    with ThreadPoolExecutor(8) as starting:
        begun = [one for one in starting.map(start, range(8)) if one]

    assert [one.name for one in begun] == [one.name for one in shelf.all()]
    assert len(begun) == 1
    assert ended(shelf, begun[0]).status.state is State.DONE


def test_the_oldest_ones_make_room_for_a_new_one(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    for number in range(KEPT):
        (tmp_path / f"2026112{number // 10}-{number % 10}").mkdir()
        write_status(tmp_path / f"2026112{number // 10}-{number % 10}", STATUS.model_copy(update={"state": State.DONE}))
    oldest = shelf.all()[-1]

    new = shelf.start(STATUS)

    names = [one.name for one in shelf.all()]
    assert len(names) == KEPT
    assert oldest.name not in names
    assert not oldest.folder.exists()
    assert names[0] == new.name
    assert ended(shelf, new).status.state is State.DONE


def test_what_is_no_rehearsal_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").touch()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "status.json").write_text("{", encoding="ascii")
    (tmp_path / "of-an-earlier-form").mkdir()
    earlier = STATUS.model_dump_json().replace('"form":1', '"form":0')
    (tmp_path / "of-an-earlier-form" / "status.json").write_text(earlier, encoding="ascii")

    assert Shelf(tmp_path).all() == []
    assert Shelf(tmp_path / "absent").all() == []


def test_one_that_begins_after_the_clock_was_set_back_is_not_cleared_away(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    for number in range(KEPT):
        folder = tmp_path / f"20261123-{number:06}-0"
        folder.mkdir()
        write_status(folder, STATUS.model_copy(update={"state": State.DONE}))

    new = shelf.start(STATUS)

    assert len(shelf.all()) == KEPT
    assert ended(shelf, new).status.state is State.DONE
