"""``make run``: what it says when it cannot start, and that it starts and stops whole."""

from __future__ import annotations

import socket
import subprocess
from typing import TYPE_CHECKING

import psutil
import pytest

from tests.acceptance import own_plan
from tests.acceptance.conftest import LAUNCH, Standalone, environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


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


def test_it_serves_the_five_plans_and_says_how_to_log_in(standalone: Standalone) -> None:
    dags = standalone.ask("/api/v2/dags")["dags"]

    assert standalone.passwords["admin"] in standalone.printed
    assert {one["dag_id"] for one in dags} == {
        "dunghen_intake",
        "hai-phong-2024-2025",
        "kazakhstan-2025-2027",
        "ngoai-giao-van-hoa-2030",
        "nq59-2025-2030",
        "quoc-te-hoa-van-hoa-du-thao",
        own_plan.PLAN,
    }
    assert not any(one["is_paused"] or one["has_import_errors"] for one in dags)


def test_it_stops_without_leaving_anything_behind(stopped: tuple[int, list[psutil.Process]]) -> None:
    assert stopped == (0, [])
