"""*Sửa*: what can be decided without touching a file, the office's own settings among it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.responses import HTMLResponse

from dunghen.editing.office import FILE, office_entry
from dunghen.entrypoints.web import csrf
from dunghen.entrypoints.web.access import ACTS, EDITOR
from dunghen.entrypoints.web.edit.flow import FIELDS, HERE, Editing, Written, answer, edit_page
from dunghen.entrypoints.web.edit.list import HUB
from dunghen.entrypoints.web.installation import config_in_force, decision_files
from dunghen.entrypoints.web.page import page

router = APIRouter(prefix="/sua")


@router.get("")
def hub_page() -> HTMLResponse:
    """What can be edited, as a list of doors."""
    config = config_in_force()
    return page("edit_hub.html", here=HERE, plans=list(config.sound_plans), directory=config.office.directory)


@router.get("/van-phong")
def office_page(written: Written = None, user: object = EDITOR) -> Response:
    """The office's mailboxes and settings."""
    return edit_page(office_editing(), user, written=written)


@router.post("/van-phong", dependencies=[ACTS])
def decide_office(
    by: Annotated[str, Depends(csrf.checked)], sent: dict[str, list[str]] = FIELDS, user: object = EDITOR
) -> Response:
    """Preview or write them."""
    return answer(office_editing(), sent, by, user)


def office_editing() -> Editing:
    """The form of the office's own settings."""
    files = decision_files()
    entry = office_entry(files.signed(FILE) or {}, files.decided(FILE))
    return Editing(entry, f"{HUB}/van-phong", (HUB, "Sửa"))
