"""*Sổ tay*: the operators' handbook behind the login, and the unit heads' printed sheet, also behind the unit's link."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Response
from fastapi.responses import HTMLResponse

from dunghen.entrypoints.web.download import download
from dunghen.entrypoints.web.handbook import OPERATORS, SHEET_PDF, chapter, folder, pictures
from dunghen.entrypoints.web.installation import installation
from dunghen.entrypoints.web.page import HEADERS, NOW, absent, page
from dunghen.links.unit_link import open_link

router = APIRouter(prefix="/so-tay")
public = APIRouter(prefix="/nop")

HERE = "so-tay"
_NONE = "Sổ tay không có tệp nào như vậy."
BASE = "/dunghen/so-tay/"
SHEET_NAME = "huong-dan-nop-bao-cao.pdf"
_A_DAY = {**HEADERS, "Cache-Control": "private, max-age=86400"}


@router.get("")
def handbook_page() -> HTMLResponse:
    """The handbook, all on one page: the browser searches it."""
    shown = chapter(OPERATORS, BASE)
    if shown is None:
        return absent(HERE, "Sổ tay chưa được cài cùng chương trình.")
    return page("handbook.html", here=HERE, chapter=shown)


@router.get("/hinh/{name}")
def picture(name: str) -> Response:
    """A picture of the handbook. No other file is found under this address."""
    found = pictures().get(name)
    if found is None:
        return absent(HERE, _NONE)
    return Response(found.read_bytes(), media_type="image/png", headers=_A_DAY)


@router.get("/{name}")
def sheet_file(name: str) -> Response:
    """The sheet for unit heads, to print or to send on, under its own name alone."""
    return (_sheet() if name == SHEET_PDF else None) or absent(HERE, _NONE)


@public.get("/{link}/huong-dan.pdf")
def sheet_of_unit(link: Annotated[str, Path(max_length=1000)], now: datetime = NOW) -> Response:
    """The same sheet for whoever holds a link that opens."""
    with installation() as (app, _):
        opened = open_link(app, link, now)
    return (_sheet() if opened else None) or Response(status_code=404, headers=HEADERS)


def _sheet() -> Response | None:
    found = folder()
    if found is None or not (found / SHEET_PDF).is_file():
        return None
    return download((found / SHEET_PDF).read_bytes(), SHEET_NAME)
