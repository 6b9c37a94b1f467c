"""A small installation whose plan is run through the real DAG."""

from __future__ import annotations

from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from dunghen.testing.builders import a_plan, a_report

if TYPE_CHECKING:
    from email.message import EmailMessage

    import pytest
    from airflow.sdk import DAG

ROOT = Path(__file__).resolve().parents[3]
PLAN = "nq59-2025-2030"


def dags_of(config: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, DAG]:
    """The DAGs that Airflow finds in ``dags/`` with this configuration; there must be no import error."""
    from airflow.dag_processing.dagbag import DagBag

    monkeypatch.setenv("DUNGHEN_CONFIG", str(config))
    bag = DagBag(dag_folder=str(ROOT / "dags"), bundle_name="dags-folder")
    assert bag.import_errors == {}
    return dict(bag.dags)


@dataclass
class Installation:
    """A configuration with one plan (three units, one yearly report), a mail catcher, a ledger."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch
    states: dict[str, str] = field(default_factory=dict)
    """What became of the tasks of the last run."""

    @property
    def config(self) -> Path:
        return self.folder / "config"

    def write(self, name: str, content: Any) -> None:
        """Write a configuration file."""
        path = self.config / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")

    def dags(self) -> dict[str, DAG]:
        return dags_of(self.config, self.monkeypatch)

    def run(self, dag_id: str = PLAN, **conf: Any) -> str:
        """Run a DAG as a manual trigger does; returns the run's state."""
        run = self.dags()[dag_id].test(run_conf=conf)
        self.states = {task.task_id: str(task.state) for task in run.get_task_instances()}
        return str(run.state)

    @property
    def done(self) -> set[str]:
        """The tasks of the last run that were carried out."""
        return {task for task, state in self.states.items() if state == "success"}

    def mails(self) -> list[EmailMessage]:
        """The mails that were caught, in the order in which they came."""
        files = sorted((self.folder / "mail").glob("*.eml"))
        return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]

    def recipients(self) -> list[str]:
        """The true recipients of the caught mails, by the names of their files."""
        return [file.stem.partition("-")[2] for file in sorted((self.folder / "mail").glob("*.eml"))]

    def app(self) -> Any:
        """The installation, opened beside the runs."""
        from dunghen.settings import Settings
        from dunghen.wiring import open_app

        return open_app(Settings.from_environment())


def plan_file(**changes: Any) -> dict[str, Any]:
    """A plan file with the yearly report and a duty that waits for a date."""
    plan = a_plan().model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {**plan, "duties": [a_report(), A_WAITING_DUTY], **changes}


A_WAITING_DUTY = {
    "id": "strategy",
    "kind": "deliverable",
    "title": "Chiến lược quảng bá văn hóa Việt Nam ra nước ngoài",
    "facts": ["nq59-strategy"],
    "source": {"basis": "stated", "lines": "496-516"},
    "waiting_for": ["ngày trình Chiến lược"],
}
