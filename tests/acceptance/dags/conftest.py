"""A real Airflow with a database of its own, and a small installation whose plan it runs by ``dag.test()``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dunghen.adapters.catcher import MailCatcher
from dunghen.testing.builders import MINISTRY, a_unit, an_office, default_units
from tests.acceptance.dags.installation import PLAN, ROOT, Installation, dags_of, plan_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from airflow.sdk import DAG

# Airflow reads these when it is first imported.
os.environ |= {
    "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
    "AIRFLOW__CORE__PLUGINS_FOLDER": str(ROOT / "plugins"),
    "AIRFLOW__LOGGING__LOGGING_LEVEL": "ERROR",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Airflow's own warnings are not ours."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings("ignore"))
            item.add_marker(pytest.mark.timeout(180))


@pytest.fixture(scope="session")
def airflow() -> None:
    """Airflow's database."""
    from airflow.utils.db import initdb

    initdb()


@pytest.fixture
def shipped(airflow: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, DAG]:
    """The DAGs of the configuration in the repository."""
    return dags_of(ROOT / "config", monkeypatch)


@pytest.fixture
def installation(airflow: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installation]:
    made = Installation(tmp_path, monkeypatch)
    ministry = a_unit(MINISTRY, name="Bộ Văn hóa, Thể thao và Du lịch", head="Bộ trưởng")
    units = [unit.model_dump(mode="json", exclude_defaults=True) for unit in (ministry, *default_units())]
    made.write("units.yaml", {"units": units, "groups": []})
    made.write("settings.yaml", an_office().settings.model_dump(mode="json", exclude_none=True))
    made.write("calendar.yaml", {})
    made.write(f"plans/{PLAN}.yaml", plan_file())
    with MailCatcher(tmp_path / "mail") as catcher:
        settings = {"CONFIG": made.config, "FILES": tmp_path / "var", "SMTP_PORT": catcher.port, "SECRET": "s" * 32}
        for name, value in settings.items():
            monkeypatch.setenv(f"DUNGHEN_{name}", str(value))
        yield made
