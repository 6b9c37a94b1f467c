"""Calendars to subscribe to, each by its own signed link: calendar programs log in nowhere. *Đăng ký lịch* gives the link."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from dunghen.entrypoints.web.installation import installation
from dunghen.entrypoints.web.page import HEADERS, NOW, page
from dunghen.entrypoints.web.plan_page import no_plan
from dunghen.links.feed import feed
from dunghen.links.unit_link import open_feed, plan_feed_url
from dunghen.views.agenda import unknown_plan

router = APIRouter()
public = APIRouter(prefix="/lich")


@public.get("/{link}.ics")
def calendar(link: Annotated[str, Path(max_length=1000)], now: datetime = NOW) -> Response:
    """The calendar of a unit or a plan."""
    with installation() as (app, _):
        found = open_feed(app, link)
        if found is None:
            return Response("Lịch này không còn mở được.\n", 404, media_type="text/plain", headers=HEADERS)
        return Response(feed(app, found, now), media_type="text/calendar", headers=HEADERS)


@router.get("/dang-ky-lich")
def subscribe(plan: Annotated[str, Query(alias="ke-hoach")]) -> Response:
    """The address under which a calendar program finds the agenda of one plan."""
    with installation() as (app, config):
        found = app.plans.get(plan)
        if found is None:
            what = f"Không có kế hoạch nào mang mã «{plan}», nên không có lịch để đăng ký."
            return no_plan(what, unknown_plan(plan, config), here="lich-viec")
        return page("subscribe.html", here="lich-viec", plan=found, feed=plan_feed_url(app, plan))
