"""The running Airflow that the pictures are taken of: started by the launcher, on a clock that the story sets."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dunghen.entrypoints import standalone
from tests.handbook.story import PLAN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.handbook.story import Office

CLOCK = Path(__file__).parent / "clock"
WAIT = 300
"""Seconds for the start, and for a run of a DAG, on a busy machine."""
GONE = 60
"""Seconds for the end."""
ROLES = {"admin": "admin", "op": "op", "viewer": "viewer"}
PASSWORD = "mat-khau-so-tay"


@dataclass
class Running:
    """A running Airflow with the pages of this project."""

    port: int
    launcher: subprocess.Popen[bytes]
    log: Path
    _token: str = field(default="", repr=False)

    @property
    def url(self) -> str:
        """Without a path."""
        return f"http://localhost:{self.port}"

    def wait_for(self, is_so: Callable[[], bool]) -> None:
        """Until it is so.

        Raises:
            TimeoutError: it took longer than ``WAIT``, or the launcher has ended.
        """
        until = time.monotonic() + WAIT
        while not is_so():
            if self.launcher.poll() is not None or time.monotonic() > until:
                raise TimeoutError(self.log.read_text(encoding="utf-8"))
            time.sleep(0.5)

    def ask(self, path: str, body: object = None, method: str | None = None) -> Any:
        """JSON of Airflow's own API, as the administrator."""
        if not self._token:
            login = {"username": "admin", "password": PASSWORD}
            self._token = self._send("/auth/token", login)["access_token"]
        return self._send(path, body, method)

    def _send(self, path: str, body: object, method: str | None = None) -> Any:
        headers = {"content-type": "application/json"}
        if self._token:
            headers["authorization"] = f"Bearer {self._token}"
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, content, headers, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def stop(self) -> None:
        """Ask it to stop, as a service manager does."""
        self.launcher.send_signal(signal.SIGTERM)
        self.launcher.wait(timeout=GONE)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@contextmanager
def airflow(office: Office, root: Path, port: int) -> Iterator[Running]:
    """Airflow with all plans read, and nothing running: the story alone moves on from here."""
    home = office.var / "airflow"
    home.mkdir(exist_ok=True)
    (home / "passwords.json").write_text(json.dumps(dict.fromkeys(ROLES, PASSWORD)), encoding="ascii")
    environment = {
        **os.environ,
        "PORT": str(port),
        "PYTHONPATH": os.pathsep.join([str(CLOCK), str(root / "include")]),
        "HANDBOOK_CLOCK": str(office.clock),
        "COLUMNS": "200",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": ",".join(f"{user}:{role}" for user, role in ROLES.items()),
    }
    log = office.var / "printed.txt"
    launch = [sys.executable, "-m", standalone.__name__]
    with log.open("w") as output:
        launcher = subprocess.Popen(launch, env=environment, cwd=root, stdout=output, stderr=output)
    running = Running(port, launcher, log)
    try:
        running.wait_for(lambda: "Ctrl-C" in log.read_text(encoding="utf-8"))
        running.wait_for(lambda: running.ask("/api/v2/dags")["total_entries"] >= 6)
        # The runs of the start end first; then the service DAG rests: the story sends what waits.
        running.wait_for(lambda: not running.ask(_UNFINISHED)["total_entries"])
        running.ask("/api/v2/dags/dunghen_intake", {"is_paused": True}, "PATCH")
        yield running
    finally:
        running.stop()


_UNFINISHED = "/api/v2/dags/~/dagRuns?limit=1&state=running&state=queued"


def run_plan_until_it_asks(running: Running) -> None:
    """Start the plan's DAG as the button «Trigger» does, and wait until a letter waits for its approval."""
    running.ask(f"/api/v2/dags/{PLAN}/dagRuns", {"logical_date": None, "conf": {}, "dag_run_id": "tong-hop-2026"})
    running.wait_for(lambda: running.ask("/api/v2/dags/~/dagRuns/~/hitlDetails")["total_entries"] > 0)
