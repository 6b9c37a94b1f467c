"""Whatever is sent to the form of a duty, no plan breaks; and what was written comes back by undo."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dunghen.adapters.office_files import OfficeFiles
from dunghen.editing.compound import Part
from dunghen.editing.duties import duty_entry
from dunghen.editing.field import OffsetDays, OffsetList, Rows
from dunghen.exceptions import ConfigError, DecisionError
from dunghen.execution.amend import amend, undo
from dunghen.plans.load import load_config

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dunghen.editing.entry import Entry
    from dunghen.editing.field import Field

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
TODAY = date(2026, 11, 22)
TEXTS = (
    *("", " ", "0", "1", "7", "-1", "99999", "2027", "2028", "true", "false", "null", "~", "[]", "{a: b}", "<script>"),
    *("2027-03-15", "2028-02-30", "2032-01-01", "30/11", "31/02", "12-15", "08:30", "25:00", "840", "yc-1", "Yc 1"),
    *("-wd", "+wd", "-d", "+d", "{{ mode }}", "a" * 600, "dòng một\r\ndòng hai", "\x00", "\u202e", "…"),
)


@pytest.fixture(scope="module")
def folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped configuration, copied, with nothing decided yet."""
    copied = tmp_path_factory.mktemp("shipped") / "config"
    shutil.copytree(root / "config", copied, ignore=shutil.ignore_patterns("office"))
    return copied


def entries(folder: Path) -> list[Entry]:
    config, files = load_config(folder), OfficeFiles(folder)
    return [
        duty_entry(plan, duty, config.office, files.signed(name), files.decided(name), TODAY)
        for plan in config.sound_plans
        for name in [f"plans/{plan.id}.yaml"]
        for duty in plan.duties
    ]


def inputs(field: Field, prefix: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """The names of a field's inputs, each with what a browser could choose there."""
    name = prefix + field.name
    if isinstance(field, Part):
        for column in field.columns:
            yield from inputs(column)
    elif isinstance(field, Rows):
        for column in field.columns:
            yield from inputs(column, f"{field.name}.")
    else:
        yield name, tuple(value for value, _ in getattr(field, "choices", ()))
        if isinstance(field, OffsetDays | OffsetList):
            yield f"{name}.side", tuple(value for value, _ in field.sides)


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_sent_no_plan_breaks_and_undo_brings_back_what_was(folder: Path, data: st.DataObject) -> None:
    before = load_config(folder)
    entry = data.draw(st.sampled_from(entries(folder)))
    names = [one for field in entry.fields for one in inputs(field)]
    sent: dict[str, Any] = {}
    for name, choices in data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=8, unique=True)):
        texts = st.sampled_from((*choices, *TEXTS)) if choices else st.sampled_from(TEXTS)
        sent[name] = data.draw(st.lists(texts, min_size=1, max_size=3))
    files = OfficeFiles(folder)
    read = entry.read(sent)
    try:
        decision = amend(files, entry.file, read.changes, by="lan", why="thử", now=NOW)
    except (ConfigError, DecisionError):
        assert load_config(folder) == before
        return

    assert load_config(folder).problems == before.problems
    for one in entries(folder):
        for field in one.fields:
            field.shown(one.value(field))
            assert field.told(one.value(field))
    undo(files, entry.file, decision.number, by="lan", why="thử", now=NOW)
    assert load_config(folder).plans == before.plans
    shutil.rmtree(folder / "office")
