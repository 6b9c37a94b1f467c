"""One Airflow for all tests that need it running: started by the launcher, as ``make run`` does, and stopped once."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import psutil
import pytest

from dunghen.entrypoints.clock import now_in_hanoi
from tests.acceptance import own_plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from email.message import EmailMessage

LAUNCH = [sys.executable, "-m", "dunghen.entrypoints.standalone"]
READY, GONE = 240, 30
"""Seconds. The second start must take less than 40 on an idle machine; a test machine is seldom idle."""
ROLES = {"admin": "admin", "op": "op", "viewer": "viewer"}
"""User → role."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs the running Airflow may wait for it, and what stops it comes last."""
    for item in items:
        if "standalone" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.timeout(READY + GONE + 60))
    items.sort(key=lambda item: "stopped" in getattr(item, "fixturenames", ()))


def environment(root: Path, var: Path, **changes: str) -> dict[str, str]:
    """The environment of a launcher that keeps what it makes in ``var``."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("AIRFLOW", "DUNGHEN"))}
    return {**plain, "DUNGHEN_FILES": str(var), "DUNGHEN_CONFIG": str(root / "config"), "COLUMNS": "200", **changes}


@dataclass
class Standalone:
    """A running Airflow with the pages of this project, and its three users."""

    port: int
    launcher: subprocess.Popen[bytes]
    var: Path
    """What it makes lies here."""
    config: Path
    passwords: Mapping[str, str] = field(repr=False)
    started: list[psutil.Process] = field(default_factory=list)
    _tokens: dict[str, str] = field(default_factory=dict, repr=False)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def printed(self) -> str:
        """What the launcher has told the operator so far."""
        return (self.var / "printed.txt").read_text(encoding="utf-8")

    def wait_for(self, is_so: Any) -> None:
        """Until it is so; fails when the launcher ends before, or after ``READY`` seconds."""
        until = time.monotonic() + READY
        while not is_so():
            assert self.launcher.poll() is None, self.printed
            assert time.monotonic() < until, "it was not ready in time"
            time.sleep(0.5)

    def token(self, user: str) -> str:
        """Of one login; «» for nobody."""
        if user and user not in self._tokens:
            login = json.dumps({"username": user, "password": self.passwords[user]}).encode()
            request = urllib.request.Request(f"{self.url}/auth/token", login, {"content-type": "application/json"})
            with urllib.request.urlopen(request, timeout=60) as answer:
                self._tokens[user] = json.load(answer)["access_token"]
        return self._tokens.get(user, "")

    def ask(self, path: str, user: str = "admin", send: Any = None) -> Any:
        """JSON of Airflow's own API; ``send`` is posted."""
        headers = {"authorization": f"Bearer {self.token(user)}", "content-type": "application/json"}
        request = urllib.request.Request(self.url + path, json.dumps(send).encode() if send else None, headers)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def run(self, dag: str, **conf: str) -> None:
        """Trigger a DAG with this form, as a person does, and wait until it has succeeded."""
        runs = f"/api/v2/dags/{dag}/dagRuns"
        started = self.ask(runs, send={"logical_date": None, "conf": conf})["dag_run_id"]
        ended = {"success", "failed"}
        self.wait_for(lambda: self.ask(f"{runs}/{quote(started)}")["state"] in ended)
        assert self.ask(f"{runs}/{quote(started)}")["state"] == "success", dag

    def mails(self) -> list[EmailMessage]:
        """What the rehearsal's mailbox has caught, in the order in which it came."""
        files = sorted((self.var / "mail").glob("*.eml"))
        return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]

    def stop(self) -> int:
        """Ask it to stop, as a service manager does; the exit code."""
        if self.launcher.poll() is None:
            self.started = psutil.Process(self.launcher.pid).children(recursive=True)
            self.launcher.send_signal(signal.SIGTERM)
        return self.launcher.wait(timeout=GONE)


@pytest.fixture(scope="session")
def standalone(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standalone]:
    """Airflow, ready, with all plans read: those of the repository, and a small one of the tests' own."""
    var = tmp_path_factory.mktemp("standalone")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = int(listening.getsockname()[1])
    passwords = {user: secrets.token_urlsafe(9) for user in ROLES}
    (var / "airflow").mkdir()
    (var / "airflow" / "passwords.json").write_text(json.dumps(passwords), encoding="ascii")
    users = ",".join(f"{user}:{role}" for user, role in ROLES.items())
    config = Path(shutil.copytree(root / "config", var / "config"))
    own_plan.write(config, now_in_hanoi().date())
    changes = {"PORT": str(port), "DUNGHEN_CONFIG": str(config), "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": users}
    with (var / "printed.txt").open("w") as output:
        started_with = environment(root, var, **changes)
        launcher = subprocess.Popen(LAUNCH, env=started_with, cwd=root, stdout=output, stderr=output)
    running = Standalone(port, launcher, var, config, passwords)
    try:
        running.wait_for(lambda: "Ctrl-C" in running.printed)
        running.wait_for(lambda: running.ask("/api/v2/dags")["total_entries"] >= 7)
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def stopped(standalone: Standalone) -> tuple[int, list[psutil.Process]]:
    """The exit code after TERM, and the processes that are left. Tests that ask for it run last."""
    code = standalone.stop()
    _, alive = psutil.wait_procs(standalone.started, timeout=5)  # the machine may take a moment to bury the dead
    return code, alive
