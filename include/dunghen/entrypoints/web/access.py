"""Who may see and do what on the pages. The one module that touches Airflow's own security, which is no public API.

A viewer reads, an operator acts; both are Airflow's roles. Somebody who is not logged in is led to the login.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import quote

from airflow.api_fastapi.auth.managers.models.base_user import BaseUser
from airflow.api_fastapi.core_api.security import get_user, requires_access_dag
from fastapi import Depends, HTTPException, Request
from fastapi.responses import JSONResponse, RedirectResponse

if TYPE_CHECKING:
    from fastapi import Response

READS: Any = Depends(requires_access_dag(method="GET"))
"""Put on a router: every route of it is for those who may read DAGs."""
ACTS: Any = Depends(requires_access_dag(method="PUT"))
"""Put on a route: only for those who may edit DAGs."""
WHO: Any = Depends(get_user)
"""The person who is logged in."""


def _may_act(request: Request, user: Annotated[BaseUser, WHO]) -> bool:
    try:
        ACTS.dependency(request, user)
    except HTTPException:
        return False
    return True


MAY_ACT: Any = Depends(_may_act)
"""Whether the person may do what ``ACTS`` lets pass: a page shows its buttons to nobody else."""


def _who_may_act(user: Annotated[BaseUser, WHO], may_act: Annotated[bool, MAY_ACT]) -> BaseUser | None:
    return user if may_act else None


EDITOR: Any = Depends(_who_may_act)
"""The person who is logged in, where that person may act; None for who only reads."""

_LOGIN = 401
_OURS = "/dunghen/"


async def to_the_login(request: Request, refused: HTTPException) -> Response:
    """A reader who is not logged in is led to the login and back; any other refusal stays what it is."""
    if refused.status_code == _LOGIN and request.method == "GET":
        return RedirectResponse(f"/auth/login?next={quote(_asked_for(request))}", status_code=303)
    return JSONResponse({"detail": refused.detail}, refused.status_code, headers=refused.headers)


def _asked_for(request: Request) -> str:
    """The address as the browser sent it, with its query; never one outside of our own pages."""
    path, query = request.scope["raw_path"], request.scope["query_string"]
    address = (path + (b"?" + query if query else b"")).decode("latin-1")
    return address if address.startswith(_OURS) else _OURS
