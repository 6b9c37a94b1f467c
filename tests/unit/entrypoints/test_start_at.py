"""``make run`` says «start at» a plan that is alive."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dunghen.entrypoints.standalone import start_at
from dunghen.loading.load import load_config


@pytest.mark.parametrize(
    ("today", "plan"),
    [(date(2024, 6, 1), "hai-phong-2024-2025"), (date(2026, 12, 1), "nq59-2025-2030")],
)
def test_the_plan_with_the_most_days_of_work_to_come(root: Path, today: date, plan: str) -> None:
    found = start_at(load_config(root / "config"), today)
    assert found
    assert found.id == plan
