"""*Cần cấu hình*: what is wrong with the configuration, and what the documents leave to the office to decide."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from dunghen.entrypoints.web.installation import config_as_signed, config_in_force
from dunghen.entrypoints.web.page import TODAY, page
from dunghen.views.decisions import decisions

router = APIRouter()


@router.get("/can-cau-hinh")
def decisions_page(today: date = TODAY) -> HTMLResponse:
    """Problems first, since a plan with a problem does not run; then every open decision, plan by plan."""
    config = config_in_force()
    open_ones = decisions(config, today, config_as_signed())
    return page("decisions.html", here="can-cau-hinh", problems=config.problems, open=open_ones)
