"""One Airflow for all tests that need it running: started by the launcher, as ``make run`` does, and stopped once."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import psutil
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LAUNCH = [sys.executable, "-m", "dunghen.entrypoints.standalone"]
READY, GONE = 240, 30
"""Seconds. The second start must take less than 40 on an idle machine; a test machine is seldom idle."""
ROLES = {"admin": "admin", "op": "op", "viewer": "viewer"}
"""User → role."""


@pytest.hookimpl(tryfirst=True)  # pytest-xdist reads the groups in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs the running Airflow shares one process, and what stops it comes last."""
    for item in items:
        if "standalone" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("standalone"))
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
    log: Path
    passwords: Mapping[str, str] = field(repr=False)
    started: list[psutil.Process] = field(default_factory=list)
    _tokens: dict[str, str] = field(default_factory=dict, repr=False)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def printed(self) -> str:
        """What the launcher has told the operator so far."""
        return self.log.read_text(encoding="utf-8")

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

    def ask(self, path: str, user: str = "admin") -> Any:
        """JSON of Airflow's own API."""
        request = urllib.request.Request(self.url + path, headers={"authorization": f"Bearer {self.token(user)}"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def stop(self) -> int:
        """Ask it to stop, as a service manager does; the exit code."""
        if self.launcher.poll() is None:
            self.started = psutil.Process(self.launcher.pid).children(recursive=True)
            self.launcher.send_signal(signal.SIGTERM)
        return self.launcher.wait(timeout=GONE)


@pytest.fixture(scope="session")
def standalone(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standalone]:
    """Airflow, ready, with all plans read."""
    var = tmp_path_factory.mktemp("standalone")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = int(listening.getsockname()[1])
    passwords = {user: secrets.token_urlsafe(9) for user in ROLES}
    (var / "airflow").mkdir()
    (var / "airflow" / "passwords.json").write_text(json.dumps(passwords), encoding="ascii")
    users = ",".join(f"{user}:{role}" for user, role in ROLES.items())
    started_with = environment(root, var, PORT=str(port), AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS=users)
    log = var / "printed.txt"
    with log.open("w") as output:
        launcher = subprocess.Popen(LAUNCH, env=started_with, cwd=root, stdout=output, stderr=output)
    running = Standalone(port, launcher, log, passwords)
    try:
        running.wait_for(lambda: "Ctrl-C" in running.printed)
        running.wait_for(lambda: running.ask("/api/v2/dags")["total_entries"] >= 6)
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def stopped(standalone: Standalone) -> tuple[int, list[psutil.Process]]:
    """The exit code after TERM, and the processes that are left. Tests that ask for it run last."""
    code = standalone.stop()
    _, alive = psutil.wait_procs(standalone.started, timeout=5)  # the machine may take a moment to bury the dead
    return code, alive
