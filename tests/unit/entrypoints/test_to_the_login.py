"""Whoever is not logged in is led to the login, and from there back to the very page; never out of the house."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi import FastAPI, HTTPException
from fastapi.testclient import TestClient

from dunghen.entrypoints.web.access import to_the_login


@pytest.fixture
def client() -> TestClient:
    """Airflow with our application mounted in it, to which nobody is logged in."""
    pages = FastAPI()
    pages.add_exception_handler(HTTPException, to_the_login)  # type: ignore[arg-type] # Starlette's own way to say it

    @pages.api_route("/{rest:path}", methods=["GET", "POST"])
    def refused(rest: str) -> None:
        raise HTTPException(401, "Not authenticated")

    airflow = FastAPI()
    airflow.mount("/dunghen", pages)
    return TestClient(airflow, follow_redirects=False)


@pytest.mark.parametrize(
    "address",
    [
        "/dunghen/lich-viec",
        "/dunghen/lich-viec?ke-hoach=nq59-2025-2030&loai=report",
        "/dunghen/tinh-hinh-nop?ten=C%E1%BB%A5c%20%C4%90i%E1%BB%87n%20%E1%BA%A3nh%26m",
        "/dunghen/so-thu/thu/nq59-2025-2030/annual-report/2026/request/cuc-dien-anh",
        "/dunghen/lich-viec?next=https://xau.invalid/&den=//xau.invalid",
    ],
)
def test_the_way_back_is_the_address_with_its_query(client: TestClient, address: str) -> None:
    answer = client.get(address)

    to = urlsplit(answer.headers["location"])
    assert answer.status_code == 303
    assert (to.scheme, to.netloc, to.path) == ("", "", "/auth/login")
    assert parse_qs(to.query) == {"next": [address]}


def test_an_address_that_is_not_ours_leads_back_to_the_first_page() -> None:
    unmounted = FastAPI()
    unmounted.add_exception_handler(HTTPException, to_the_login)  # type: ignore[arg-type] # Starlette's own way to say it

    @unmounted.get("/{rest:path}")
    def refused(rest: str) -> None:
        raise HTTPException(401)

    answer = TestClient(unmounted, follow_redirects=False).get("http://testserver//xau.invalid/dunghen/")

    assert answer.headers["location"] == "/auth/login?next=/dunghen/"


def test_what_was_to_change_something_is_refused_and_not_led_anywhere(client: TestClient) -> None:
    assert client.post("/dunghen/so-thu/gui-lai").status_code == 401
