"""The processes of ``airflow standalone``: started together, watched, and stopped without leaving one behind.

Airflow's own parent process neither notices that a component has died nor, on TERM, stops them.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

from dunghen.entrypoints.airflow_home import airflow_command
from dunghen.exceptions import DungHenError

STOP_SECONDS, DIE_SECONDS = 18, 5
COMPONENTS = ("metadatabase", "scheduler", "dag_processor", "triggerer")


class CannotStartError(DungHenError):
    """Chưa chạy được. / Cannot start."""


class AirflowProcesses:
    """The processes of ``airflow standalone``, all in one process group."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self._log_path = log
        with log.open("ab") as output:
            self._process = subprocess.Popen(  # noqa: S603 - the program of this environment
                [airflow_command(), "standalone"],
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    def check(self) -> None:
        """Raises CannotStartError when Airflow or one of its components has died; it would never say so itself."""
        if self._process.poll() is not None or any(
            child.status() == psutil.STATUS_ZOMBIE for child in _children(self._process.pid, recursive=False)
        ):
            raise CannotStartError(
                f"Airflow đã dừng giữa chừng. Xem cuối tệp {self._log_path}.\n"
                f"Airflow has stopped unexpectedly. See the end of {self._log_path}.\n\n{self._tail()}"
            )

    def stop(self) -> None:
        """INT lets Airflow stop its components; whoever is still there after that is killed, and waited for."""
        running = _children(self._process.pid, recursive=True)
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            _, running = psutil.wait_procs([psutil.Process(self._process.pid), *running], timeout=STOP_SECONDS)
        for process in running:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        psutil.wait_procs(running, timeout=DIE_SECONDS)
        self._process.wait()

    def _tail(self, lines: int = 12) -> str:
        return "\n".join(self._log_path.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


def _children(pid: int, *, recursive: bool) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).children(recursive=recursive)
    except psutil.NoSuchProcess:
        return []


def is_healthy(port: int) -> bool:
    """Whether the API server answers and says that every component is well."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v2/monitor/health", timeout=5) as answer:
            health: dict[str, Any] = json.load(answer)
    except (OSError, ValueError):
        return False
    return all(health.get(name, {}).get("status") == "healthy" for name in COMPONENTS)
