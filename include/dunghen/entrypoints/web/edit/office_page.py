"""*Sửa*: what can be decided without touching a file, the office's own settings among it."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from dunghen.editing.office import FILE, office_entry
from dunghen.entrypoints.web.edit.flow import HERE, Editing, form_at
from dunghen.entrypoints.web.edit.list import HUB
from dunghen.entrypoints.web.installation import decision_files
from dunghen.entrypoints.web.page import page

router = APIRouter(prefix="/sua")


@router.get("")
def hub_page() -> HTMLResponse:
    """What can be edited, as a list of doors."""
    return page("edit_hub.html", here=HERE)


def office_editing() -> Editing:
    """The form of the office's own settings."""
    files = decision_files()
    entry = office_entry(files.signed(FILE) or {}, files.decided(FILE))
    return Editing(entry, f"{HUB}/van-phong", (HUB, "Sửa"))


form_at(router, "/van-phong", office_editing)
