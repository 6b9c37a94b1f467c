"""A decision changes what it names and nothing else, and can be taken back; the journal says what was done."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunghen.decision import ABSENT, Change, Decision, applied, file_text, journal_text, read_journal, value_at
from dunghen.exceptions import OutdatedDecisionError
from dunghen.values.yaml_lines import parse_yaml
from dunghen.wording.characters import sound
from dunghen.wording.dates import HANOI

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=HANOI)
DATES = ("duties", "hop", "dates")
KEYS = st.sampled_from(["duties", "hop", "dates", "steps", "a"])
TEXTS = st.text(min_size=1, max_size=30).map(sound)
"""The doors let no other in (``wording.characters``)."""
VALUES = st.none() | st.booleans() | TEXTS | st.dates() | st.lists(TEXTS, max_size=2)
TREES = st.recursive(
    st.dictionaries(KEYS, VALUES, min_size=1, max_size=3),
    lambda below: st.dictionaries(KEYS, VALUES | below, min_size=1, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("decided", "change", "after"),
    [
        (None, Change(DATES, ABSENT, ["x"]), {"duties": {"hop": {"dates": ["x"]}}}),
        ({"duties": {"hop": {"dates": ["x"]}}}, Change(DATES, ["x"], ABSENT), {}),
        ({"duties": {"hop": {"dates": ["x"], "note": "y"}}}, Change(DATES, ["x"], ABSENT), {"duties": {"hop": {"note": "y"}}}),
        ({"duties": {"hop": {"dates": None}}}, Change(DATES, None, ["x"]), {"duties": {"hop": {"dates": ["x"]}}}),
        ({}, Change(DATES, ABSENT, None), {"duties": {"hop": {"dates": None}}}),
    ],
)  # fmt: skip
def test_a_change_touches_one_value_and_leaves_no_empty_entry(decided: Any, change: Change, after: Any) -> None:
    assert applied(decided, [change]) == after


@pytest.mark.parametrize("before", [ABSENT, None, ["y"]])
def test_a_change_made_for_another_value_is_refused(before: Any) -> None:
    with pytest.raises(OutdatedDecisionError):
        applied({"duties": {"hop": {"dates": ["x"]}}}, [Change(DATES, before, ["z"])])


@given(decided=TREES, path=st.lists(KEYS, min_size=1, max_size=3).map(tuple), value=VALUES)
def test_what_is_taken_back_is_as_it_was(decided: Any, path: tuple[str, ...], value: Any) -> None:
    below = value_at(decided, path[:-1])
    if not isinstance(below, dict):
        return  # a form never names a value inside a value
    change = Change(path, value_at(decided, path), value)

    assert applied(applied(decided, [change]), [change.reverse]) == decided


@given(decided=TREES)
def test_what_is_written_reads_back_the_same(decided: Any) -> None:
    read = parse_yaml(file_text("plans/a.yaml", decided, "office/journal/plans/a.yaml"))
    assert (read.data, read.repeated) == (decided, [])


@given(before=VALUES | st.just(ABSENT), after=TREES | st.just(ABSENT), why=TEXTS)
def test_the_journal_reads_back_the_same(before: Any, after: Any, why: str) -> None:
    printable = why.encode("utf-8", "ignore").decode()
    decisions = (
        Decision("plans/a.yaml", 1, NOW, "Chuyên viên", printable, (Change(DATES, before, after),), None, "ab"),
        Decision("plans/a.yaml", 2, NOW, "Chuyên viên", printable, (Change(DATES, after, before),), 1, "cd"),
    )

    assert read_journal("plans/a.yaml", journal_text(decisions)) == decisions


def test_a_journal_is_read_by_people() -> None:
    change = Change(DATES, ABSENT, [{"day": date(2027, 3, 15), "at": "08:30"}])
    text = journal_text([Decision("plans/a.yaml", 1, NOW, "Chuyên viên", "Thông báo số 5", (change,), None, "ab")])

    assert text == (
        "- number: 1\n"
        "  at: 2026-11-22 09:30:00+07:00\n"
        "  by: Chuyên viên\n"
        "  why: Thông báo số 5\n"
        "  changes:\n"
        "  - path:\n    - duties\n    - hop\n    - dates\n"
        "    after:\n    - day: 2027-03-15\n      at: 08:30\n"
        "  sha256: ab\n"
    )


SOUND = "- {number: 1, at: 2026-11-22 09:30:00+07:00, by: A, why: B, changes: [{path: [a]}], sha256: ab}\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (SOUND, "chữ\n"),
        (SOUND, "5\n"),
        (SOUND, "{a: b}\n"),
        ("number: 1", "number: một"),
        ("at: 2026-11-22 09:30:00+07:00", "at: 2026-11-22"),
        ("at: 2026-11-22 09:30:00+07:00", "at: 2026-11-22 09:30:00"),
        ("by: A", "by: [A]"),
        ("why: B", "why: null"),
        ("[{path: [a]}]", "{path: [a]}"),
        ("path: [a]", "path: a"),
        ("path: [a]", "path: [[a]]"),
        (", sha256: ab", ""),
    ],
)
def test_a_journal_that_a_hand_has_spoilt_is_refused_and_never_half_believed(old: str, new: str) -> None:
    assert len(read_journal("plans/a.yaml", SOUND)) == 1
    with pytest.raises((KeyError, TypeError)):
        read_journal("plans/a.yaml", SOUND.replace(old, new))
