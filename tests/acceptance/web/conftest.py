"""The running Airflow as an anonymous reader, a viewer and an operator meet it, and as a browser shows it."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.acceptance.web.routes import Route, all_routes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from tests.acceptance.conftest import Standalone

    Client = Callable[[str], httpx.Client]

REHEARSALS = "/dunghen/dien-tap"
REHEARSED = 120
"""Seconds for a rehearsal of three months, beside a running Airflow."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Airflow's own warnings are not ours."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings("ignore"))


@pytest.fixture(scope="session")
def routes() -> list[Route]:
    found = all_routes()
    assert len([one for one in found if not one.public]) >= 3
    return found


@pytest.fixture(scope="module")
def client(standalone: Standalone) -> Iterator[Client]:
    """By user («» for nobody), with the cookie that a browser has after the login; redirects are not followed."""
    opened: dict[str, httpx.Client] = {}

    def of(user: str) -> httpx.Client:
        if user not in opened:
            cookies = {"_token": standalone.token(user)} if user else {}
            opened[user] = httpx.Client(base_url=standalone.url, cookies=cookies, timeout=60)
        return opened[user]

    yield of
    for one in opened.values():
        one.close()


@pytest.fixture(scope="module")
def rehearsed(client: Client) -> list[str]:
    """Two rehearsals that the operator has started, one after the other: their addresses."""
    found = []
    for first in ("2026-10-01", "2026-11-01"):
        token = re.findall(r'name="csrf" value="([^"]+)"', client("op").get(REHEARSALS).text)[0]
        asked = {"csrf": token, "tu": first, "den": "2026-12-31"}
        address = client("op").post(REHEARSALS, data=asked).headers["location"]
        until = time.monotonic() + REHEARSED
        while "Tải tất cả" not in client("op").get(address).text:
            assert time.monotonic() < until, client("op").get(address).text
            time.sleep(0.5)
        found.append(address)
    return found


@pytest.fixture(scope="session")
def screenshots(root: Path) -> Path:
    """``var/screenshots``, emptied: the pages as this run has seen them, to be looked at."""
    folder = root / "var" / "screenshots"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def log_in(page: Page, standalone: Standalone, user: str) -> None:
    """By Airflow's own form, which the page has led to."""
    page.get_by_label("Username").fill(user)
    page.get_by_label("Password").fill(standalone.passwords[user])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile(r"^(?!.*/auth/login)"))
