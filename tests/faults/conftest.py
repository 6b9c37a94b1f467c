"""Counts of what the faults did, for the harness; in an ordinary run of the tests they are asserted and not kept."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dunghen.adapters.ledger.upgrade import upgrade
from dunghen.running.run import run_day
from dunghen.settings import Settings
from dunghen.wiring import open_app
from tests.faults.office import ASKED
from tests.faults.promises import PROMISES
from tests.integration.mail.servers import FaultyServer
from tests.integration.postgres import PostgresCluster, running_cluster
from tests.integration.web.office import write_config

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LOG = "FAULTS_LOG"
"""The variable that names the file of counts; ``make faults`` sets it."""


@dataclass(frozen=True)
class Count:
    """What one test counted for one promise.

    ``tried`` faults; ``lost`` and ``doubled_outside`` mails are broken promises; ``doubled_inside`` are second copies
    with the same Message-ID; ``seconds`` and ``megabytes`` are the most that any one fault took; ``told`` says where
    somebody was told of it.
    """

    promise: str
    tried: int
    lost: int = 0
    doubled_outside: int = 0
    doubled_inside: int = 0
    seconds: float = 0
    megabytes: float = 0
    told: str = ""


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresCluster]:
    """A private PostgreSQL cluster for the whole run."""
    with running_cluster() as cluster:
        yield cluster


@pytest.fixture
def counted() -> Callable[[Count], None]:
    """Keeps a count for the table of ``make faults``."""

    def keep(count: Count) -> None:
        assert count.promise in {promise.key for promise in PROMISES}
        if path := os.environ.get(LOG):
            with Path(path).open("a", encoding="utf-8") as log:
                log.write(json.dumps(asdict(count), ensure_ascii=False) + "\n")

    return keep


@pytest.fixture(params=["sqlite", "postgres"])
def url(request, tmp_path) -> str:
    if request.param == "postgres":
        return request.getfixturevalue("postgres").ledger()
    upgrade(f"sqlite:///{tmp_path}/ledger.sqlite3")
    return f"sqlite:///{tmp_path}/ledger.sqlite3"


@pytest.fixture
def office(tmp_path) -> Settings:
    """An office of twelve units that have been asked for their report."""
    units = [(f"u-{number}", f"Đơn vị {number}") for number in range(12)]
    config = write_config(tmp_path / "config", units, '{year: {before: "11-30"}}')
    with FaultyServer() as server:
        settings = Settings(config=config, files=tmp_path / "var", smtp_port=server.port, secret="s" * 32)
        with open_app(settings) as app:
            run_day(app, app.plans["ke-hoach"], ASKED, "test")
    return settings
