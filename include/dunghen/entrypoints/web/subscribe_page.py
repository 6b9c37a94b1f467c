"""*Đăng ký lịch*: the address under which a calendar program finds the agenda of a plan."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from dunghen.entrypoints.web.installation import installation
from dunghen.entrypoints.web.page import page
from dunghen.links.unit_link import plan_feed_url
from dunghen.views.agenda import unknown_plan

router = APIRouter()


@router.get("/dang-ky-lich")
def subscribe(plan: Annotated[str, Query(alias="ke-hoach")]) -> Response:
    """The address of one plan's calendar."""
    with installation() as (app, config):
        found = app.plans.get(plan)
        if found is None:
            unknown = unknown_plan(plan, config)
            what = f"Không có kế hoạch nào mang mã «{plan}», nên không có lịch để đăng ký."
            near = unknown.nearest if unknown else None
            return page(
                "no_plan.html", status=404, here="lich-viec", heading="Không có kế hoạch này", what=what, near=near
            )
        return page("subscribe.html", here="lich-viec", plan=found, feed=plan_feed_url(app, plan))
