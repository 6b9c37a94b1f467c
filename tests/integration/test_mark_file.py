"""The mark in its file: whole, durable, one writer at a time, and never taken for another when it is spoilt."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from dunghen.adapters.mark_file import NAME, MarkFile
from dunghen.audit import Head
from dunghen.exceptions import SettingsError
from dunghen.marks import Hold, KeptMark, Mark, why_held
from dunghen.records import Realm


@pytest.mark.parametrize("audit", [None, Head(12, "b" * 64)])
@pytest.mark.parametrize("mode", [None, *Realm])
def test_what_is_written_is_read_by_another_process(tmp_path: Path, mode: Realm | None, audit: Head | None):
    kept = KeptMark(Mark("a" * 32, 7), mode, audit)
    MarkFile(tmp_path / "var").write(kept)
    assert MarkFile(tmp_path / "var").read() == kept
    assert [path.name for path in (tmp_path / "var").iterdir()] == [NAME]


def test_where_nothing_was_written_there_is_none_and_reading_makes_none(tmp_path: Path):
    assert MarkFile(tmp_path / "var").read() is None
    assert not (tmp_path / "var").exists()


SPOILT = [
    *(b"", b"{", b"\xff", b"null", b"[]", b'"a"', b"{}"),
    b'{"ledger": "a", "number": "x", "mode": null}',
    b'{"ledger": "a", "number": null, "mode": "live"}',
    b'{"ledger": "a", "number": 1, "mode": "lve"}',
    b'{"ledger": "a", "number": 1, "mode": null, "audit": "x", "seal": ""}',
    b'{"ledger": "a", "number": 1, "mode": null, "audit": 3}',
]


@pytest.mark.parametrize("spoilt", SPOILT)
def test_a_spoilt_file_is_the_mark_of_no_ledger(tmp_path: Path, spoilt: bytes):
    (tmp_path / NAME).write_bytes(spoilt)
    assert why_held(Mark("a", 9), MarkFile(tmp_path).read()) is Hold.OTHER


def test_those_who_read_and_write_alone_lose_nothing(tmp_path: Path):
    MarkFile(tmp_path).write(KeptMark(Mark("a", 0), None))

    def run() -> None:
        marks = MarkFile(tmp_path)
        for _ in range(10):
            with marks.alone():
                kept = marks.read()
                assert kept is not None
                marks.write(KeptMark(Mark("a", kept.mark.number + 1), None))

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert json.loads((tmp_path / NAME).read_text())["number"] == 40


def test_a_place_that_cannot_be_written_is_named_with_its_setting(tmp_path: Path):
    (tmp_path / "var").write_text("a file, and no folder")
    marks = MarkFile(tmp_path / "var")
    for act in (lambda: marks.write(KeptMark(Mark("a", 1), None)), lambda: marks.alone().__enter__(), marks.read):
        with pytest.raises(SettingsError, match="DUNGHEN_FILES"):
            act()
