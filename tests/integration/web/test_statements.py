"""No page asks the ledger once for each thing that it shows: what it costs does not grow with units, letters, versions."""

from __future__ import annotations

import shutil
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from starlette.routing import Mount

from dunghen.entrypoints.clock import now_in_hanoi
from dunghen.testing import a_cycle_key, a_draft, a_key, a_submission
from dunghen.wording.dates import HANOI
from tests.acceptance.web.routes import routes_of
from tests.integration.web.office import write_config

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi import FastAPI
    from fastapi.testclient import TestClient

    from dunghen.adapters.ledger.sql_ledger import SqlLedger

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=HANOI)
"""thứ Ba, three days before the reports of 2026 are due."""
CYCLE = a_cycle_key("2026", plan="ke-hoach", duty="bao-cao")
NAMED = (
    "/tinh-hinh-nop/ke-hoach/bao-cao/2026/u-1",
    "/nhac-nop/ke-hoach/bao-cao/2026",
    "/ke-hoach/ke-hoach",
    "/sua/nhiem-vu?ke-hoach=ke-hoach&nhiem-vu=bao-cao",
    "/sua/don-vi?ma=u-1",
    "/sua/nhom?ma=don-vi",
)
"""Pages that need a name in their address; those that need none are found by themselves."""


@pytest.fixture
def addresses(application: FastAPI) -> list[str]:
    application.dependency_overrides[now_in_hanoi] = lambda: NOON
    assert [one.name for one in application.routes if isinstance(one, Mount)] == ["static"]
    found = [one.path for one in routes_of(application) if one.is_page and one.path != "/"]
    assert len(found) > 15
    return [*found, *NAMED]


def fill(folder: Path, ledger: SqlLedger, units: int) -> None:
    """So many units, each with two letters and two versions of its report."""
    shutil.rmtree(folder)
    write_config(folder, [(f"u-{n}", f"Cục số {n}") for n in range(units)], '{year: {before: "11-30"}}')
    for number in range(units):
        for step in ("request", "remind-7"):
            key = a_key(f"u-{number}", plan="ke-hoach", duty="bao-cao", cycle="2026", step=step)
            ledger.queue([a_draft(f"u-{number}", key=key)], now=NOON)
        for version in ("a", "b"):
            ledger.add_submission(a_submission(f"u-{number}", cycle=CYCLE, sha256=version * 64))


def test_what_a_page_costs_does_not_grow_with_what_it_shows(
    client: TestClient, addresses: list[str], config: Path, ledger: SqlLedger, statements: list[str]
) -> None:
    def cost(address: str) -> int:
        client.get(address)  # reads the configuration, and what has come in since
        statements.clear()
        assert client.get(address).status_code == 200, address
        return len(statements)

    fill(config, ledger, 4)
    few = {address: cost(address) for address in addresses}
    fill(config, ledger, 60)

    assert {address: cost(address) for address in addresses} == few
    assert max(few.values()) < 15
