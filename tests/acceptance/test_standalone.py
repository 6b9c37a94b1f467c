"""``make run``: what it says when it cannot start, and that it starts and stops whole."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from typing import TYPE_CHECKING, Any

import psutil
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LAUNCH = [sys.executable, "-m", "dunghen.entrypoints.standalone"]
READY, GONE = 240, 30
"""Seconds. The second start must take less than 40 on an idle machine; a test machine is seldom idle."""


def environment(root: Path, var: Path, **changes: str) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("AIRFLOW", "DUNGHEN"))}
    return {**plain, "DUNGHEN_FILES": str(var), "DUNGHEN_CONFIG": str(root / "config"), "COLUMNS": "200", **changes}


def refused(root: Path, var: Path, **changes: str) -> str:
    """What it prints; it must end with exit code 1."""
    done = subprocess.run(
        LAUNCH,
        env=environment(root, var, **changes),
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that another program listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def test_a_port_in_use_is_named_with_the_command_that_helps(root: Path, tmp_path: Path, taken: int) -> None:
    printed = refused(root, tmp_path, PORT=str(taken))

    assert f"Cổng {taken} đang có chương trình khác dùng. Hãy chạy: make run PORT=" in printed
    assert f"Port {taken} is in use. Try: make run PORT=" in printed


def test_a_port_that_is_none_is_refused(root: Path, tmp_path: Path) -> None:
    assert "PORT=tám nghìn không phải số cổng" in refused(root, tmp_path, PORT="tám nghìn")


def test_a_folder_that_cannot_be_written_is_named(root: Path, tmp_path: Path, free_port: int) -> None:
    (tmp_path / "var").write_text("a file, where a folder is to be", encoding="utf-8")

    printed = refused(root, tmp_path / "var", PORT=str(free_port))

    assert f"Không ghi được vào {tmp_path}/var/airflow" in printed
    assert "đặt DUNGHEN_FILES là thư mục khác" in printed


@pytest.fixture
def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@pytest.mark.timeout(READY + GONE + 60)
@pytest.mark.xdist_group("airflow")
def test_it_serves_the_five_plans_and_stops_without_leaving_anything_behind(
    root: Path, tmp_path: Path, free_port: int
) -> None:
    printed = tmp_path / "printed.txt"
    with printed.open("w") as output:
        launcher = subprocess.Popen(
            LAUNCH, env=environment(root, tmp_path, PORT=str(free_port)), cwd=root, stdout=output, stderr=output
        )
    try:
        wait_for(lambda: "Ctrl-C" in printed.read_text(encoding="utf-8"), launcher)
        started = psutil.Process(launcher.pid).children(recursive=True)
        base = f"http://127.0.0.1:{free_port}"
        password = json.loads((tmp_path / "airflow" / "passwords.json").read_text(encoding="utf-8"))["admin"]
        token = ask(f"{base}/auth/token", {"username": "admin", "password": password})["access_token"]
        wait_for(lambda: ask(f"{base}/api/v2/dags", token=token)["total_entries"] >= 6, launcher)
        dags = ask(f"{base}/api/v2/dags", token=token)["dags"]
    finally:
        launcher.send_signal(signal.SIGTERM)
        code = launcher.wait(timeout=GONE)

    assert code == 0
    assert password in printed.read_text(encoding="utf-8")
    assert {one["dag_id"] for one in dags} == {
        "dunghen_intake",
        "hai-phong-2024-2025",
        "kazakhstan-2025-2027",
        "ngoai-giao-van-hoa-2030",
        "nq59-2025-2030",
        "quoc-te-hoa-van-hoa-du-thao",
    }
    assert not any(one["is_paused"] or one["has_import_errors"] for one in dags)
    _, alive = psutil.wait_procs(started, timeout=5)  # the machine may take a moment to bury the dead
    assert alive == []


def wait_for(is_so: Any, launcher: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + READY
    while not is_so():
        assert launcher.poll() is None, "it ended by itself"
        assert time.monotonic() < until, "it was not ready in time"
        time.sleep(0.5)


def ask(url: str, data: Mapping[str, str] | None = None, token: str = "") -> Any:
    request = urllib.request.Request(url, headers={"content-type": "application/json"})
    if token:
        request.add_header("authorization", f"Bearer {token}")
    if data:
        request.data = json.dumps(data).encode()
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)
