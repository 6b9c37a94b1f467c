"""Keeps what the benchmarks measured: one JSON file for each question, the newest run last. No run is ever taken out."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path

RESULTS = Path(__file__).parent / "results"


def keep(question: str, figures: dict[str, object]) -> None:
    """Append one run's figures (rounded to four digits), and what they were measured on; print them."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{question}.json"
    runs = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    rounded = {name: round(value, 4) if isinstance(value, float) else value for name, value in figures.items()}
    path.write_text(json.dumps([*runs, {**circumstances(), **rounded}], indent=1) + "\n", encoding="utf-8")
    print(f"\n{question}: {rounded}")


def circumstances() -> dict[str, object]:
    """When, of which commit, on which processor, and how busy the machine was in the minute before."""
    return {
        "at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "commit": _git("rev-parse", "--short", "HEAD") + ("+" if _git("status", "--porcelain", "-uno") else ""),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load before": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
    }


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=RESULTS.parent, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _processor() -> str:
    """Its name, where the system tells it (Linux)."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())
