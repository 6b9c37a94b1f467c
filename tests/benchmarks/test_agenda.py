"""How long the agenda of a year takes for a plan of 5,000 units, loaded from files, and how much memory.

Measured in a process of its own, the import of the package included in the memory and not in the time.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.benchmarks.results import keep

pytestmark = pytest.mark.benchmark

UNITS = 5_000
BUDGET_SECONDS, BUDGET_MB = 2.0, 300

MEASURE = """
import json, resource, sys
from datetime import date
from pathlib import Path
from time import perf_counter
from dunghen.agenda.build import agenda
from dunghen.agenda.present import as_record
from dunghen.loading.load import load_config
started = perf_counter()
config = load_config(Path(sys.argv[1]))
loaded = perf_counter()
(plan,) = config.sound_plans
actions = agenda(plan, config.office, date(2026, 1, 1), date(2026, 12, 31))
computed = perf_counter()
text = json.dumps([as_record(action) for action in actions])
print(json.dumps({
    "load_s": loaded - started, "agenda_s": computed - loaded, "json_s": perf_counter() - computed,
    "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    "actions": len(actions), "recipients": sum(len(one.step.recipients) for one in actions), "bytes": len(text),
}))
"""


@pytest.fixture
def large_config(root: Path, tmp_path: Path) -> Path:
    """The shipped configuration with the NQ 59 plan alone, and 5,000 units in the group that reports."""
    shipped = root / "config"
    (tmp_path / "plans").mkdir()
    for name in ("settings.yaml", "calendar.yaml"):
        (tmp_path / name).write_bytes((shipped / name).read_bytes())
    for name in ("nq59-2025-2030.yaml", "nq59_tasks.csv"):
        (tmp_path / "plans" / name).write_bytes((shipped / "plans" / name).read_bytes())
    directory = yaml.safe_load((shipped / "units.yaml").read_text(encoding="utf-8"))
    house = "bo-van-hoa-the-thao-va-du-lich"
    added = [
        {"slug": f"don-vi-{n}", "name": f"Đơn vị {n}", "email": f"don-vi-{n}@dunghen.invalid", "house": house}
        for n in range(UNITS - 18)
    ]
    directory["units"] += added
    group = next(one for one in directory["groups"] if one["slug"] == "cac-don-vi-thuoc-bo")
    group["members"] += [unit["slug"] for unit in added]
    (tmp_path / "units.yaml").write_text(yaml.safe_dump(directory, allow_unicode=True), encoding="utf-8")
    return tmp_path


def test_the_agenda_of_a_year_for_five_thousand_units(large_config: Path) -> None:
    measured = subprocess.run(
        [sys.executable, "-c", MEASURE, str(large_config)], check=True, capture_output=True, text=True
    )
    figures = json.loads(measured.stdout)
    keep("agenda-5000-units", figures)
    assert figures["actions"] == 11
    # Seven asking steps go to every unit; escalation, compilation and the two deliveries to one each.
    assert figures["recipients"] == 7 * UNITS + 4
    assert figures["load_s"] + figures["agenda_s"] + figures["json_s"] < BUDGET_SECONDS
    assert figures["peak_mb"] < BUDGET_MB
