"""*Đăng ký lịch*: the address under which a calendar program finds the agenda of a plan."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Response

from dunghen.entrypoints.web.installation import installation
from dunghen.entrypoints.web.page import page
from dunghen.execution.unit_link import plan_feed_url

router = APIRouter()


@router.get("/dang-ky-lich")
def subscribe(plan: Annotated[str, Query(alias="ke-hoach")]) -> Response:
    """The address of one plan's calendar."""
    with installation() as (app, _):
        found = app.plans.get(plan)
        if found is None:
            raise HTTPException(404, "Không có kế hoạch này.")
        return page("subscribe.html", here="lich-viec", plan=found, feed=plan_feed_url(app, plan))
