"""The web application that the plugin mounts under ``/dunghen``."""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from fastapi.staticfiles import StaticFiles

from dunghen.entrypoints.web.access import READS
from dunghen.entrypoints.web.body_limit import BodyLimit
from dunghen.entrypoints.web.doorstep import Doorstep
from dunghen.entrypoints.web.pages import OPERATOR_PAGES, PUBLIC_PAGES
from dunghen.entrypoints.web.readings import Readings
from dunghen.entrypoints.web.trouble import handle_trouble
from dunghen.entrypoints.web.wrong_links import SIGNED_OR_SELDOM, limiter
from dunghen.kinds.registry import all_kinds

STATIC = Path(__file__).parent / "static"


class _Static(StaticFiles):
    """The files of ``static/``, and the colours of the kinds, which each kind says itself."""

    async def get_response(self, path: str, scope: MutableMapping[str, Any]) -> Response:
        """One file."""
        if path == "kinds.css":
            rules = (f".k-{kind.name} {{ --kind: {kind.colour}; }}\n" for kind in all_kinds())
            return Response("".join(rules), media_type="text/css")
        return await super().get_response(path, scope)


def create_app() -> FastAPI:
    """All pages. Every operators' router is put behind a reader here, so that none can be forgotten."""
    # A redirect to the address with or without a slash would be to whatever host the request names.
    app = FastAPI(title="Đúng Hẹn", docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    app.state.wrong_links, app.state.readings = limiter(), Readings()
    handle_trouble(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(Doorstep)
    app.mount("/static", _Static(directory=STATIC), name="static")
    # Straight into the application: a router between the two would have every route made twice, half a second of each start.
    first = APIRouter()
    first.add_api_route("/", _first_page, methods=["GET"], include_in_schema=False)
    for router in (first, *OPERATOR_PAGES):
        app.include_router(router, dependencies=[READS, Depends(_no_nul)])
    for router in PUBLIC_PAGES:
        app.include_router(router, dependencies=[SIGNED_OR_SELDOM])
    return app


def _no_nul(request: Request) -> None:
    """No name has a NUL in it, and PostgreSQL breaks off when it is asked for one."""
    if "\0" in request.scope["path"] or b"%00" in request.scope["query_string"]:
        raise HTTPException(404, "Không có trang nào như vậy.")


def _first_page() -> RedirectResponse:
    return RedirectResponse("/dunghen/lich-viec", status_code=303)
