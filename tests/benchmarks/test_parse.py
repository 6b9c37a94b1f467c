"""What Airflow pays for reading ``dags/plans.py``: beside ``import airflow.sdk`` alone, and for each of 500 plans.

CPU seconds (user and system) of processes of their own, the best of several taken turn by turn: a machine that does
other work at the same time makes wall time say little.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from itertools import cycle
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.results import keep

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(600)]

ROUNDS = 7
BUDGET_RATIO = 1.3
PLANS, BUDGET_SECONDS_A_PLAN = 500, 0.020

AIRFLOW_ALONE = "import airflow.sdk"
READ_PLANS = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("plans", sys.argv[1])
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
found = [one for one in vars(module).values() if type(one).__name__ == "DAG"]
assert len({one.dag_id for one in found}) == int(sys.argv[2]), found
assert not [one.dag_id for one in found if one.dag_id.startswith("broken_plan__")], found
"""


def cpu_seconds(code: str, *arguments: str, config: Path) -> float:
    """What a process that runs this code costs."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Compiled modules are what an installation runs on.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["DUNGHEN_CONFIG"] = str(config)
    subprocess.run([sys.executable, "-c", code, *arguments], env=environment, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


def test_five_plans_cost_less_than_a_third_of_what_airflow_costs_by_itself(root: Path) -> None:
    plans = (READ_PLANS, str(root / "dags" / "plans.py"), "5")
    alone, read = [], []
    for _ in range(ROUNDS):
        alone.append(cpu_seconds(AIRFLOW_ALONE, config=root / "config"))
        read.append(cpu_seconds(*plans, config=root / "config"))

    ratio = min(read) / min(alone)

    keep("parse-5-plans", {"airflow_sdk_s": min(alone), "plans_s": min(read), "ratio": ratio, "budget": BUDGET_RATIO})
    assert ratio < BUDGET_RATIO


def test_each_of_500_plans_costs_less_than_20_milliseconds(root: Path, tmp_path: Path) -> None:
    file = str(root / "dags" / "plans.py")
    many = copies(root / "config", tmp_path, PLANS)

    few = min(cpu_seconds(READ_PLANS, file, "5", config=root / "config") for _ in range(3))
    all_of_them = cpu_seconds(READ_PLANS, file, str(PLANS), config=many)
    each = (all_of_them - few) / (PLANS - 5)

    keep("parse-500-plans", {"total_s": all_of_them, "each_ms": each * 1000, "budget_ms": BUDGET_SECONDS_A_PLAN * 1000})
    assert each < BUDGET_SECONDS_A_PLAN


def copies(shipped: Path, folder: Path, count: int) -> Path:
    """A configuration with so many plans: the five of the repository in turn, each under a name of its own."""
    plans = sorted((shipped / "plans").glob("*.yaml"))
    assert len(plans) == 5
    (folder / "plans").mkdir(parents=True)
    for file in (*shipped.glob("*.yaml"), *(shipped / "plans").glob("*.csv")):
        (folder / file.relative_to(shipped)).write_bytes(file.read_bytes())
    for number, original in zip(range(count), cycle(plans), strict=False):
        name = f"{original.stem}-{number}"
        text = original.read_text(encoding="utf-8").replace(f"id: {original.stem}", f"id: {name}", 1)
        (folder / "plans" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder
