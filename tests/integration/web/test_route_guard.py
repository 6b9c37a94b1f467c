"""The guard of the routes finds what it is there to find: a route without a guard, and a public one that minds no link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient

from dunghen.entrypoints.web.access import ACTS, READS
from dunghen.entrypoints.web.app import create_app
from tests.acceptance.web.routes import PREFIX, Route, routes_of, unguarded

if TYPE_CHECKING:
    import pytest

    from tests.integration.web.unit_head import Head


def opening(app: FastAPI, routes: list[Route]) -> list[str]:
    """The public routes that open, or act, for somebody with a link that nobody has signed."""
    served = FastAPI()
    served.mount(PREFIX, app)
    browser = TestClient(served, follow_redirects=False)
    public = [one for one in routes if one.public]
    return [one.path for one in public if not 400 <= browser.request(one.method, one.filled()).status_code < 500]


def answer() -> str:
    return "what nobody may see"


def test_every_route_has_its_guard():
    assert unguarded(create_app()) == []


def test_a_route_without_a_guard_is_found():
    app = create_app()
    app.add_api_route("/bi-mat", answer)
    assert unguarded(app) == ["['GET'] /bi-mat"]


def test_a_route_that_acts_for_those_who_may_only_read_is_found():
    app = create_app()
    app.add_api_route("/gui-het", answer, methods=["POST"], dependencies=[READS])
    assert unguarded(app) == ["['POST'] /gui-het"]


def test_a_route_that_acts_without_the_proof_of_its_form_is_found():
    app = create_app()
    app.add_api_route("/gui-het", answer, methods=["POST"], dependencies=[READS, ACTS])
    assert unguarded(app) == ["['POST'] /gui-het"]


def test_without_a_signed_link_no_public_route_opens(head: Head):
    app = create_app()
    assert opening(app, routes_of(app)) == []


def test_a_public_route_that_minds_no_link_is_found(head: Head, monkeypatch: pytest.MonkeyPatch):
    router = APIRouter()
    router.add_api_route("/nop/{link}/moi-nguoi", answer)
    monkeypatch.setattr("dunghen.entrypoints.web.pages.PUBLIC_PAGES", [router])
    app = create_app()
    app.include_router(router)
    assert opening(app, routes_of(app)) == ["/nop/{link}/moi-nguoi"]
