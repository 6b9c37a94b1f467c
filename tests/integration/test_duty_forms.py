"""Whatever is sent to the form of a duty, no plan breaks; and what was written comes back by undo."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dunghen.adapters.office_files import OfficeFiles
from dunghen.desk.amend import amend, undo
from dunghen.editing.duties import duty_entry
from dunghen.exceptions import ConfigError, DecisionError
from dunghen.fields.compound import Part
from dunghen.fields.offsets import OffsetDays, OffsetList
from dunghen.fields.rows import Rows
from dunghen.loading.load import load_config

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dunghen.editing.entry import Entry
    from dunghen.fields.field import Field
    from dunghen.loading.config import Config
    from dunghen.plans.plan import Duty, Plan

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


def entries(folder: Path) -> dict[tuple[str, ...], Entry]:
    """The form of every duty, by plan and duty."""
    config = load_config(folder)
    return {(plan.id, duty.id): form(folder, config, plan, duty) for plan in config.sound_plans for duty in plan.duties}


def form(folder: Path, config: Config, plan: Plan, duty: Duty) -> Entry:
    files, name = OfficeFiles(folder), f"plans/{plan.id}.yaml"
    return duty_entry(plan, duty, config.office, files.signed(name), files.decided(name), TODAY)


@pytest.fixture(scope="module")
def forms(folder: Path) -> dict[tuple[str, ...], Entry]:
    """Before anything is decided."""
    return entries(folder)


@pytest.fixture(scope="module")
def signed(folder: Path) -> Config:
    """The configuration before anything is decided."""
    return load_config(folder)


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


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_is_sent_no_plan_breaks_and_undo_brings_back_what_was(
    folder: Path, forms: dict[tuple[str, ...], Entry], signed: Config, data: st.DataObject
) -> None:
    shutil.rmtree(folder / "office", ignore_errors=True)
    place = data.draw(st.sampled_from(sorted(forms)))
    entry, files = forms[place], OfficeFiles(folder)
    read = entry.read(data.draw(sent_to(entry)))
    try:
        decision = amend(files, entry.file, read.changes, by="lan", why="thử", now=NOW)
    except (ConfigError, DecisionError):
        assert not (folder / "office" / entry.file).exists()
        return

    config = load_config(folder)
    assert config.problems == signed.problems
    plan = next(one for one in config.sound_plans if one.id == place[0])
    again = form(folder, config, plan, plan.duty(place[1]))
    for field in again.fields:
        field.content(again.value(field))
        assert field.text(again.value(field))
    undo(files, entry.file, decision.number, by="lan", why="thử", now=NOW)
    assert load_config(folder).plans == signed.plans


@st.composite
def sent_to(draw: st.DrawFn, entry: Entry) -> dict[str, list[str]]:
    """A form, filled in by somebody who means no good, or no harm."""
    names = [one for field in entry.fields for one in inputs(field)]
    sent = {}
    for name, choices in draw(st.lists(st.sampled_from(names), min_size=1, max_size=8, unique=True)):
        texts = st.sampled_from((*choices[:8], *TEXTS))
        sent[name] = draw(st.lists(texts, min_size=1, max_size=3))
    return sent
