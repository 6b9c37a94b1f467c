"""What Airflow finds in ``plugins/``, and what it would do with anything else there."""

from __future__ import annotations

import sys
from pathlib import Path


def scanned(folder: Path) -> list[str]:
    """The files that Airflow executes in every process, each as a module named by its stem."""
    from airflow._shared.module_loading.file_discovery import find_path_from_directory

    return [str(Path(path).relative_to(folder)) for path in find_path_from_directory(str(folder), ".airflowignore")]


def test_only_the_shim_is_read_and_it_shadows_no_module_of_the_language(root: Path) -> None:
    assert scanned(root / "plugins") == ["dunghen_plugin.py"]
    assert "dunghen_plugin" not in sys.stdlib_module_names


def test_a_module_put_there_by_mistake_is_passed_over(root: Path, tmp_path: Path) -> None:
    for name in (".airflowignore", "dunghen_plugin.py"):
        (tmp_path / name).write_bytes((root / "plugins" / name).read_bytes())
    for mistake in ("email.py", "gov/calendar.py", "gov/dunghen_plugin.py"):
        (tmp_path / mistake).parent.mkdir(exist_ok=True)
        (tmp_path / mistake).touch()

    assert scanned(tmp_path) == ["dunghen_plugin.py"]


def test_the_timetable_is_registered_under_the_name_that_the_dags_use(airflow: None) -> None:
    from airflow.plugins_manager import get_timetables_plugins

    assert "dunghen.entrypoints.timetable.DutyDaysTimetable" in get_timetables_plugins()
