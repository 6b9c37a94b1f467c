"""The pages of a small installation, asked in the process of the test."""

from __future__ import annotations

import shutil
import socket
import threading
import time
import warnings
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
import uvicorn

from dunghen.adapters.file_store import FileStore
from dunghen.adapters.ledger.sql_ledger import SqlLedger
from dunghen.adapters.ledger.upgrade import upgrade
from dunghen.entrypoints.clock import now_in_hanoi
from dunghen.records import Realm
from dunghen.wording.dates import HANOI
from tests.integration.web.office import CONFIG, write_config
from tests.integration.web.unit_head import PUBLIC, Head

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fastapi import FastAPI
    from fastapi.testclient import TestClient

    from tests.integration.web.operator_desk import Operator

HOSTILE = "Cục <script>alert(1)</script>"
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=HANOI)
"""What the clock of the pages says, unless a test sets it: thứ Hai of the week in which the reports are due."""
UNITS = (("u-0", "Cục Hợp tác quốc tế"), ("u-1", "Cục Điện ảnh"), ("u-2", HOSTILE))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Airflow's and Starlette's own deprecations are not ours."""
    for item in items:
        if "integration/web" in item.path.as_posix():
            item.add_marker(pytest.mark.filterwarnings("ignore::DeprecationWarning"))


class Person:
    """Somebody who is logged in."""

    def get_id(self) -> str:
        return "lan"

    def get_name(self) -> str:
        return "Chuyên viên Lan"


@pytest.fixture
def files(tmp_path, monkeypatch) -> Path:
    """The installation's folder; the environment points at it."""
    config = write_config(tmp_path / "config", UNITS, '{year: {before: "11-30"}}')
    monkeypatch.setenv("DUNGHEN_CONFIG", str(config))
    monkeypatch.setenv("DUNGHEN_FILES", str(tmp_path / "var"))
    return tmp_path / "var"


@pytest.fixture
def config(files, tmp_path) -> Path:
    """The configuration folder."""
    return tmp_path / "config"


@pytest.fixture
def store(files) -> FileStore:
    return FileStore(files)


@pytest.fixture
def ledger(files) -> Iterator[SqlLedger]:
    """The ledger that the pages read."""
    files.mkdir()
    url = f"sqlite:///{files / 'ledger.sqlite3'}"
    upgrade(url)
    opened = SqlLedger(url, Realm.REHEARSAL)
    yield opened
    opened.dispose()


@pytest.fixture
def application(ledger) -> FastAPI:
    """The pages, with somebody logged in who may read and act."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from dunghen.entrypoints.web import access
        from tests.integration.web.made_pages import pages

        made = pages("reader")
    made.dependency_overrides = {
        now_in_hanoi: lambda: MONDAY,
        access.READS.dependency: lambda: None,
        access.ACTS.dependency: lambda: None,
        access.MAY_ACT.dependency: lambda: True,
        access.WHO.dependency: Person,
    }
    return made


@pytest.fixture
def client(application) -> TestClient:
    from fastapi.testclient import TestClient

    return TestClient(application, follow_redirects=False)


@pytest.fixture
def operator(tmp_path, monkeypatch) -> Iterator[Operator]:
    """Somebody who may act, at the pages of the repository's own plans."""
    from tests.integration.web.operator_desk import PUBLIC, Operator

    monkeypatch.setenv("DUNGHEN_CONFIG", str(CONFIG))
    monkeypatch.setenv("DUNGHEN_FILES", str(tmp_path))
    monkeypatch.setenv("DUNGHEN_BASE_URL", PUBLIC)
    made = Operator(Person)
    with made.browser:
        yield made


@pytest.fixture
def shipped(client: TestClient, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped configuration, copied, with nothing decided yet."""
    folder = tmp_path / "shipped"
    shutil.copytree(root / "config", folder, ignore=shutil.ignore_patterns("office"))
    monkeypatch.setenv("DUNGHEN_CONFIG", str(folder))
    return folder


@pytest.fixture
def head(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Head]:
    monkeypatch.setenv("DUNGHEN_CONFIG", str(CONFIG))
    monkeypatch.setenv("DUNGHEN_FILES", str(tmp_path))
    monkeypatch.setenv("DUNGHEN_BASE_URL", PUBLIC)
    monkeypatch.setenv("DUNGHEN_SMTP_PORT", "1")  # nobody listens: what is written stays in the ledger
    head = Head()
    with head.browser:
        yield head


@pytest.fixture
def served(application: FastAPI, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The pages on a port of this machine, with somebody logged in who may read and act."""
    from fastapi import FastAPI

    whole = FastAPI()
    whole.mount("/dunghen", application)
    listening = socket.create_server(("127.0.0.1", 0))
    url = f"http://localhost:{listening.getsockname()[1]}"
    monkeypatch.setenv("DUNGHEN_BASE_URL", url)
    server = uvicorn.Server(uvicorn.Config(whole, log_level="error"))
    running = threading.Thread(target=server.run, args=([listening],), daemon=True)
    running.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    yield url
    server.should_exit = True
    running.join(20)
