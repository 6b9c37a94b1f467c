"""What every test stands on: no setting of the machine reaches a test, and generated inputs can be repeated."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[1]

# Airflow writes its configuration on import, and would write it into the home folder of whoever runs the tests.
_AIRFLOW_HOME = tempfile.mkdtemp(prefix="dunghen-airflow-")
for _name in [name for name in os.environ if name.startswith(("DUNGHEN_", "AIRFLOW_"))]:
    del os.environ[_name]
os.environ |= {
    "AIRFLOW_HOME": _AIRFLOW_HOME,
    "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
    "AIRFLOW__CORE__DEFAULT_TIMEZONE": "Asia/Ho_Chi_Minh",
    "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{_AIRFLOW_HOME}/airflow.db?timeout=60",
}

# A shared machine may be slow at any moment: time is watched by pytest-timeout and by the benchmarks, not per example.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("here"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


ONE_PROCESS = {
    "tests/acceptance/web/": "the served Airflow",
    "tests/acceptance/test_standalone.py": "the served Airflow",
    "tests/acceptance/dags/": "Airflow in the process",
    "tests/acceptance/test_demo.py": "the demonstration",
}
"""Where tests lie that share something started at a cost, and what that is."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Tests that share something go to one process, each other test to whichever is free.

    ``--dist loadgroup`` is to do that by a mark, and does nothing under pytest 9.2 (pytest-xdist 3.8, issue 1386).
    """
    from xdist.scheduler import LoadScopeScheduling

    class ByWhatIsShared(LoadScopeScheduling):  # type: ignore[misc] # it ships no types
        def _split_scope(self, nodeid: str) -> str:
            return next((shared for place, shared in ONE_PROCESS.items() if nodeid.startswith(place)), nodeid)

    return ByWhatIsShared(config, log) if config.getoption("dist") in ("load", "loadgroup") else None


def pytest_unconfigure() -> None:
    shutil.rmtree(_AIRFLOW_HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; one for all, since a process can drive only one at a time."""
    from tests.chromium import chromium

    with chromium() as opened:
        yield opened
