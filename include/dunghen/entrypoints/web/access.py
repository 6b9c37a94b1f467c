"""Who may see and do what on the pages. The one module that touches Airflow's own security, which is no public API.

A viewer reads, an operator acts; both are Airflow's roles. Somebody who is not logged in is led to the login.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from airflow.api_fastapi.core_api.security import get_user, requires_access_dag
from fastapi import Depends
from fastapi.responses import JSONResponse, RedirectResponse

if TYPE_CHECKING:
    from fastapi import HTTPException, Request, Response

READS: Any = Depends(requires_access_dag(method="GET"))
"""Put on a router: every route of it is for those who may read DAGs."""
ACTS: Any = Depends(requires_access_dag(method="PUT"))
"""Put on a route: only for those who may edit DAGs."""
WHO: Any = Depends(get_user)
"""The person who is logged in."""

_LOGIN = 401


async def to_the_login(request: Request, refused: HTTPException) -> Response:
    """A reader who is not logged in is led to the login and back; any other refusal stays what it is."""
    if refused.status_code == _LOGIN and request.method == "GET":
        asked = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/auth/login?next={quote(request.url.path + asked)}", status_code=303)
    return JSONResponse({"detail": refused.detail}, refused.status_code, headers=refused.headers)
