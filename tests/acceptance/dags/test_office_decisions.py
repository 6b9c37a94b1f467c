"""What the office decides in a form is in the plan's DAG at the next parse, and out of it again once it is undone."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from dunghen.adapters.office_files import OfficeFiles
from dunghen.desk.amend import amend, undo
from dunghen.editing.duties import duty_entry
from dunghen.entrypoints.dag import plan_dags
from dunghen.entrypoints.timetable import DutyDaysTimetable
from dunghen.loading.load import load_config

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

PLAN, DUTY = "ngoai-giao-van-hoa-2030", "hop-thuong-nien"
NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)


def dates() -> tuple[date, ...]:
    (dag,) = plan_dags(PLAN)
    assert isinstance(dag.timetable, DutyDaysTimetable)
    return dag.timetable.days


def test_a_meeting_typed_into_its_form_is_in_the_dag_and_undo_takes_it_out(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "config"
    shutil.copytree(root / "config", folder, ignore=shutil.ignore_patterns("office"))
    monkeypatch.setenv("DUNGHEN_CONFIG", str(folder))
    assert dates() == ()
    config, files, file = load_config(folder), OfficeFiles(folder), f"plans/{PLAN}.yaml"
    plan = next(one for one in config.sound_plans if one.id == PLAN)
    entry = duty_entry(plan, plan.duty(DUTY), config.office, files.signed(file), None, date(2026, 11, 22))

    changes = entry.read({"dates.day": ["2029-05-16"]}).changes
    amend(files, file, [one for one in changes if one.path[-1] == "dates"], by="lan", why="số 1", now=NOW)

    assert dates()[:3] == (
        date(2029, 5, 2),  # thứ Tư: the invitation
        date(2029, 5, 14),  # thứ Hai: the reminder
        date(2029, 5, 21),  # thứ Hai: the conclusions are asked for
    )

    undo(files, file, 1, by="lan", why="nhầm", now=NOW)

    assert dates() == ()
