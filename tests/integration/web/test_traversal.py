"""A path in place of a name: no route hands out a file of the machine, whatever stands in its address."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dunghen.entrypoints.web import csrf, installation
from dunghen.settings import Settings
from tests.acceptance.web.routes import PREFIX, routes_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunghen.adapters.ledger.sql_ledger import SqlLedger
    from tests.integration.postgres import PostgresCluster

SECRET = "a secret that lies beside the ledger"
PATHS = [
    "..%2f..%2f..%2f..%2fetc%2fpasswd",
    "%2fetc%2fpasswd",
    "%2e%2e",
    "%2e%2e%2fsecret",
    "..%5c..%5csecret",
    "....%2f%2fsecret",
    "secret%00.xlsx",
    "%00",
    "%0d%0aSet-Cookie:%20a=b",
    "%ff%fe",
    "%E2%80%AE",
    "a" * 4000,
]


@pytest.fixture
def browser(application: FastAPI, ledger: SqlLedger, files: Path) -> TestClient:
    (files / "secret").write_text(SECRET, encoding="ascii")
    served = FastAPI()
    served.mount(PREFIX, application)
    return TestClient(served, follow_redirects=False)


@pytest.mark.parametrize("path", [*PATHS, "the folder itself"])
def test_no_route_opens_a_path(browser: TestClient, application: FastAPI, files: Path, path: str):
    value = str(files / "secret").replace("/", "%2f") if path == "the folder itself" else path
    with_a_hole = [one for one in routes_of(application) if "{" in one.path]
    assert len(with_a_hole) >= 12
    for route in with_a_hole:
        # Everything by its name but the last: a route that looks the others up first is asked all the same.
        for address in {route.filled(value), value.join(route.filled("\x01").rsplit("\x01", 1)).replace("\x01", "a")}:
            answer = browser.request(route.method, address)
            assert 400 <= answer.status_code < 500, (route, answer.status_code)
            assert SECRET not in answer.text
            assert "root:" not in answer.text
            assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", [*PATHS, "..%2fpage.py", "..%2ftemplates%2funit.html", "%2e%2e/page.py", ""])
def test_the_static_files_are_those_of_their_folder(browser: TestClient, path: str):
    answer = browser.get(f"{PREFIX}/static/{path}")
    assert 400 <= answer.status_code < 500
    assert "import" not in answer.text


@pytest.fixture
def on_postgresql(postgres: PostgresCluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The pages read a ledger on PostgreSQL."""
    monkeypatch.setenv("DUNGHEN_LEDGER_URL", postgres.ledger())
    yield
    installation._ledger(Settings.from_environment()).dispose()


def test_a_nul_is_refused_before_postgresql_is_asked(browser: TestClient, application: FastAPI, on_postgresql: None):
    proof = csrf.token("lan")
    for route in routes_of(application):
        fields = {"csrf": proof, "key": "a\0b", "reason": "a\0b"}
        body = {"data": fields} if route.method == "POST" else {}
        for address in (route.filled("a%00b"), f"{route.filled('a')}?ke-hoach=%00&don-vi=%00&nhiem-vu=%00&ten=%00"):
            answer = browser.request(route.method, address, **body)
            assert answer.status_code < 500, (route, address)
