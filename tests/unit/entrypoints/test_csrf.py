"""A form is taken from a page made for the same person not long ago, and from nowhere else."""

from __future__ import annotations

from typing import Annotated

import pytest
from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from dunghen.entrypoints.web import csrf
from dunghen.entrypoints.web.access import WHO

SECRET = "a secret of the office"
HOUR = 60 * 60


class Person:
    """Somebody who is logged in."""

    def __init__(self, name: str) -> None:
        self.name = name

    def get_id(self) -> str:
        return f"id-of-{self.name}"

    def get_name(self) -> str:
        return self.name


ANNA, BINH = Person("anna"), Person("binh")


@pytest.fixture
def anna(monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """Anna's browser, before a form that answers who sent it."""
    monkeypatch.setenv("DUNGHEN_SECRET", SECRET)
    app = FastAPI()
    app.dependency_overrides[WHO.dependency] = lambda: ANNA

    def form(by: Annotated[str, Depends(csrf.checked)]) -> str:
        return by

    app.add_api_route("/", form, methods=["POST"])
    return TestClient(app)


def made_ago(seconds: int, who: str = "id-of-anna") -> str:
    class Earlier(TimestampSigner):
        def get_timestamp(self) -> int:
            return super().get_timestamp() - seconds

    return URLSafeTimedSerializer(SECRET, salt="dunghen/csrf/person", signer=Earlier).dumps(who)


def test_the_form_of_ones_own_page_is_taken_and_names_the_person(anna: TestClient):
    answer = anna.post("/", data={"csrf": csrf.token_of(ANNA)})
    assert (answer.status_code, answer.json()) == (200, "anna")


def test_a_page_holds_for_half_a_day(anna: TestClient):
    assert anna.post("/", data={"csrf": made_ago(11 * HOUR)}).status_code == 200
    assert anna.post("/", data={"csrf": made_ago(13 * HOUR)}).status_code == 403


@pytest.mark.parametrize("given", ["", "made-up", "id-of-anna"])
def test_a_form_without_a_token_of_ours_is_refused(anna: TestClient, given: str):
    assert anna.post("/", data={"csrf": given}).status_code == 403
    assert anna.post("/").status_code == 403


def test_the_page_of_somebody_else_is_refused(anna: TestClient):
    assert anna.post("/", data={"csrf": csrf.token_of(BINH)}).status_code == 403


def test_a_token_of_another_office_is_refused(anna: TestClient, monkeypatch: pytest.MonkeyPatch):
    foreign = URLSafeTimedSerializer("a secret of another office", salt="dunghen/csrf").dumps("id-of-anna")
    assert anna.post("/", data={"csrf": foreign}).status_code == 403
