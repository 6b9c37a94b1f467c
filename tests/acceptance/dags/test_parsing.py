"""What reading the DAG files costs a process: YAML and models; no tables, no mail, no ledger."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = ("pandas", "numpy", "openpyxl", "xlsxwriter", "docx", "yagmail", "python_calamine", "aiosmtpd", "alembic")

READ = """
import importlib.util, json, sys
spec = importlib.util.spec_from_file_location("read", sys.argv[1])
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
print(json.dumps(sorted(sys.modules)))
"""


@pytest.mark.parametrize("file", ["plans.py", "intake.py"])
def test_reading_a_dag_file_loads_nothing_heavy_and_touches_no_ledger(file: str, root: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "DUNGHEN_CONFIG": str(root / "config"), "DUNGHEN_FILES": str(tmp_path / "var")}

    printed = subprocess.run(
        [sys.executable, "-c", READ, str(root / "dags" / file)],
        env=environment,
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    loaded = set(json.loads(printed.splitlines()[-1]))

    assert "dunghen.entrypoints.timetable" in loaded or file == "intake.py"
    assert loaded & set(HEAVY) == set()
    assert {name for name in loaded if name.startswith(("dunghen.adapters", "dunghen.wiring"))} == set()
    assert not (tmp_path / "var").exists()


def test_the_dag_files_are_a_loop_and_nothing_else(root: Path) -> None:
    lengths = {file.name: len(file.read_text(encoding="utf-8").splitlines()) for file in (root / "dags").glob("*.py")}

    assert set(lengths) == {"plans.py", "intake.py"}
    assert max(lengths.values()) <= 15
