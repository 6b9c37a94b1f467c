"""The running Airflow that the pictures are taken of: started by the launcher, on a clock that the story sets."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.acceptance.conftest import LAUNCH, ROLES, Standalone
from tests.handbook.story import PLAN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.handbook.story import Office

CLOCK = Path(__file__).parent / "clock"
WAIT = 240
"""Seconds for a run of a DAG."""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@contextmanager
def airflow(office: Office, root: Path, port: int) -> Iterator[Standalone]:
    """Airflow with all plans read, and nothing running: the story alone moves on from here."""
    home = office.var / "airflow"
    home.mkdir(exist_ok=True)
    passwords = {user: "mat-khau-so-tay" for user in ROLES}
    (home / "passwords.json").write_text(json.dumps(passwords), encoding="ascii")
    path = os.pathsep.join(filter(None, [str(CLOCK), str(root / "include"), os.environ.get("PYTHONPATH", "")]))
    environment = {
        **os.environ,
        "PORT": str(port),
        "PYTHONPATH": path,
        "HANDBOOK_CLOCK": str(office.clock),
        "COLUMNS": "200",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": ",".join(f"{user}:{role}" for user, role in ROLES.items()),
    }
    log = office.var / "printed.txt"
    with log.open("w") as output:
        launcher = subprocess.Popen(LAUNCH, env=environment, cwd=root, stdout=output, stderr=output)
    running = Standalone(port, launcher, log, passwords)
    try:
        running.wait_for(lambda: "Ctrl-C" in running.printed)
        running.wait_for(lambda: running.ask("/api/v2/dags")["total_entries"] >= 6)
        _come_to_rest(running)
        yield running
    finally:
        running.stop()


def _come_to_rest(running: Standalone) -> None:
    """Let the runs of the start end, then pause the service DAG: the story sends what waits."""
    running.wait_for(lambda: not _running(running))
    _send(running, "PATCH", "/api/v2/dags/dunghen_intake", {"is_paused": True})


def _running(running: Standalone) -> int:
    asked = "/api/v2/dags/~/dagRuns?limit=1&state=running&state=queued"
    return int(running.ask(asked)["total_entries"])


def run_plan_until_it_asks(running: Standalone) -> None:
    """Start the plan's DAG as the button «Trigger» does, and wait until a letter waits for its approval."""
    _send(running, "POST", f"/api/v2/dags/{PLAN}/dagRuns", {"logical_date": None, "conf": {}})
    until = time.monotonic() + WAIT
    while not running.ask("/api/v2/dags/~/dagRuns/~/hitlDetails")["total_entries"]:
        if time.monotonic() > until:
            raise TimeoutError("no letter waits for its approval")
        time.sleep(1)


def _send(running: Standalone, method: str, path: str, body: dict[str, object]) -> None:
    headers = {"authorization": f"Bearer {running.token('admin')}", "content-type": "application/json"}
    request = urllib.request.Request(running.url + path, json.dumps(body).encode(), headers, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        answer.read()
