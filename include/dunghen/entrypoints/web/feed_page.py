"""Calendars to subscribe to, each by its own signed link: calendar programs log in nowhere."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Response

from dunghen.entrypoints.web.installation import installation
from dunghen.entrypoints.web.page import HEADERS, NOW
from dunghen.links.feed import feed
from dunghen.links.unit_link import open_feed

router = APIRouter(prefix="/lich")


@router.get("/{link}.ics")
def calendar(link: Annotated[str, Path(max_length=1000)], now: datetime = NOW) -> Response:
    """The calendar of a unit or a plan."""
    with installation() as (app, _):
        found = open_feed(app, link)
        if found is None:
            return Response("Lịch này không còn mở được.\n", 404, media_type="text/plain", headers=HEADERS)
        return Response(feed(app, found, now), media_type="text/calendar", headers=HEADERS)
