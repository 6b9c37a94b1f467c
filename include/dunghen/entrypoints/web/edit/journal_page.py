"""*Sửa → Nhật ký*: everything that was decided, by whom, when and why, and the way back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Form, Query, Response
from fastapi.responses import HTMLResponse

from dunghen.entrypoints.web.access import ACTS
from dunghen.entrypoints.web.csrf import TOKEN, By
from dunghen.entrypoints.web.edit.doors import doors, file_told
from dunghen.entrypoints.web.edit.flow import FIELDS, HERE, take_back
from dunghen.entrypoints.web.edit.list import HUB
from dunghen.entrypoints.web.installation import config_in_force, decision_files
from dunghen.entrypoints.web.page import NOW, TODAY, absent, page
from dunghen.exceptions import DecisionError
from dunghen.views.decision_history import journal_of

router = APIRouter(prefix=HUB.removeprefix("/dunghen"))

JOURNAL = f"{HUB}/nhat-ky"
SHOWN = 100
"""The newest decisions; of the others only how many."""


@router.get("/nhat-ky")
def journal_page(
    file: Annotated[str, Query(alias="tep", max_length=200)] = "", token: str = TOKEN, today: date = TODAY
) -> HTMLResponse:
    """Everything that was decided, of all files or of one, the newest first."""
    config, files = config_in_force(), decision_files()
    known = files.journalled()
    journals, trouble = {}, []
    for one in known if file not in known else (file,):
        try:
            journals[one] = files.journal(one)
        except DecisionError as error:
            trouble.append(str(error))
    newest = sorted((one for each in journals.values() for one in each), key=lambda one: one.at, reverse=True)[:SHOWN]
    door = doors(today)
    lines = [line for one in journals.values() for line in journal_of(one, door, newest)]
    return page(
        "edit_journal.html",
        here=HERE,
        lines=sorted(lines, key=lambda line: line.decision.at, reverse=True),
        count=sum(map(len, journals.values())),
        files={one: file_told(one, config) for one in known},
        chosen=file if file in known else "",
        by_hand=[one for one in journals if files.was_edited_by_hand(one)],
        half=[(one, journal[-1].number) for one, journal in journals.items() if files.is_half_written(one)],
        trouble=trouble,
        address=JOURNAL,
        csrf=token,
    )


@router.post("/hoan-tac", dependencies=[ACTS])
def undo(
    by: By,
    file: Annotated[str, Form(alias="tep", max_length=200)],
    number: Annotated[int, Form(alias="so", ge=1)],
    address: Annotated[str, Form(alias="ve", max_length=500)] = JOURNAL,
    sent: dict[str, list[str]] = FIELDS,
    now: datetime = NOW,
) -> Response:
    """Take one decision back."""
    if file not in decision_files().journalled():
        return absent(HERE, "Không có nhật ký nào như vậy.")
    # Back to a page of these alone, never to an address of somebody's choice.
    back = address if address.startswith(f"{HUB}/") and "//" not in address else JOURNAL
    return take_back(file, number, back, sent, by, now)
