"""*Sửa*: what can be decided without touching a file, the office's own settings among it, and the journal of it all."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Response
from fastapi.responses import HTMLResponse

from dunghen.editing.office import FILE, office_entry
from dunghen.entrypoints.web import csrf
from dunghen.entrypoints.web.access import ACTS, WHO
from dunghen.entrypoints.web.edit_flow import FIELDS, HERE, Editing, Written, answer, edit_page, take_back
from dunghen.entrypoints.web.edit_list import HUB
from dunghen.entrypoints.web.installation import config_in_force, decision_files
from dunghen.entrypoints.web.page import absent, page
from dunghen.exceptions import DecisionError
from dunghen.views.decision_history import HistoryLine, history_of

router = APIRouter(prefix="/sua")

JOURNAL = f"{HUB}/nhat-ky"
_JOURNAL_SHOWN = 100


@router.get("")
def hub_page() -> HTMLResponse:
    """What can be edited, as a list of doors."""
    config = config_in_force()
    return page("edit_hub.html", here=HERE, plans=list(config.sound_plans), directory=config.office.directory)


@router.get("/van-phong")
def office_page(written: Written = None, user: object = WHO) -> Response:
    """The office's mailboxes and settings."""
    return edit_page(_office(), user, written=written)


@router.post("/van-phong", dependencies=[ACTS])
def decide_office(
    by: Annotated[str, Depends(csrf.checked)], sent: dict[str, list[str]] = FIELDS, user: object = WHO
) -> Response:
    """Preview or write them."""
    return answer(_office(), sent, by, user)


def _office() -> Editing:
    files = decision_files()
    entry = office_entry(files.signed(FILE) or {}, files.decided(FILE))
    return Editing(entry, f"{HUB}/van-phong", (HUB, "Sửa"))


@router.get("/nhat-ky")
def journal_page(file: Annotated[str, Query(alias="tep", max_length=200)] = "", user: object = WHO) -> HTMLResponse:
    """Everything that was decided, of all files or of one, the newest first."""
    files = decision_files()
    known = files.journalled()
    lines: list[HistoryLine] = []
    trouble: list[str] = []
    readable: list[str] = []
    for one in known if file not in known else (file,):
        try:
            lines += history_of(files.journal(one))
            readable.append(one)
        except DecisionError as error:
            trouble.append(str(error))
    lines.sort(key=lambda line: line.decision.at, reverse=True)
    return page(
        "edit_journal.html",
        here=HERE,
        lines=lines[:_JOURNAL_SHOWN],
        count=len(lines),
        files=known,
        chosen=file if file in known else "",
        by_hand=[one for one in readable if files.was_edited_by_hand(one)],
        half=[(one, files.journal(one)[-1].number) for one in readable if files.is_half_written(one)],
        trouble=trouble,
        address=JOURNAL,
        csrf=csrf.token_of(user),
    )


@router.post("/hoan-tac", dependencies=[ACTS])
def undo(
    by: Annotated[str, Depends(csrf.checked)],
    file: Annotated[str, Form(alias="tep", max_length=200)],
    number: Annotated[int, Form(alias="so", ge=1)],
    address: Annotated[str, Form(alias="ve", max_length=500)] = JOURNAL,
    sent: dict[str, list[str]] = FIELDS,
) -> Response:
    """Take one decision back."""
    if file not in decision_files().journalled():
        return absent(HERE, "Không có nhật ký nào như vậy.")
    # Back to a page of these alone, never to an address of somebody's choice.
    back = address if address.startswith(f"{HUB}/") and "//" not in address else JOURNAL
    return take_back(file, number, back, sent, by)
