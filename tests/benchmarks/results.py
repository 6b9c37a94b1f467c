"""Keeps what the benchmarks measured: one JSON file for each question, the newest run last."""

from __future__ import annotations

import json
import platform
from datetime import UTC, datetime
from pathlib import Path

RESULTS = Path(__file__).parent / "results"
KEPT = 20
"""Runs kept in each file."""


def keep(question: str, figures: dict[str, object]) -> None:
    """Append one run's figures (rounded to four digits) and print them."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{question}.json"
    runs = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    rounded = {name: round(value, 4) if isinstance(value, float) else value for name, value in figures.items()}
    run = {"at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "python": platform.python_version(), **rounded}
    path.write_text(json.dumps([*runs, run][-KEPT:], indent=1) + "\n", encoding="utf-8")
    print(f"\n{question}: {rounded}")
