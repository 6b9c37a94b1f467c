"""*Sửa → Nhật ký*: everything that was decided, by whom, when and why, and the way back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Form, Query, Response
from fastapi.responses import HTMLResponse

from dunghen.decision import Decision
from dunghen.entrypoints.web.access import ACTS
from dunghen.entrypoints.web.csrf import TOKEN, By
from dunghen.entrypoints.web.edit.doors import doors, file_title
from dunghen.entrypoints.web.edit.flow import FIELDS, HERE, take_back
from dunghen.entrypoints.web.edit.list import HUB
from dunghen.entrypoints.web.installation import config_in_force, decision_files
from dunghen.entrypoints.web.page import NOW, TODAY, absent, page
from dunghen.exceptions import DecisionError
from dunghen.ports import OfficeFiles
from dunghen.views.decision_history import HistoryLine, journal_of

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
    journals, trouble = _journals(files, (file,) if file in known else known)
    return page(
        "edit_journal.html",
        here=HERE,
        lines=_lines(journals.values(), today),
        count=sum(map(len, journals.values())),
        files={one: file_title(one, config) for one in known},
        chosen=file if file in known else "",
        by_hand=[one for one in journals if files.was_edited_by_hand(one)],
        half=[(one, journal[-1].number) for one, journal in journals.items() if files.is_half_written(one)],
        trouble=trouble,
        address=JOURNAL,
        csrf=token,
    )


def _journals(files: OfficeFiles, names: Iterable[str]) -> tuple[dict[str, Sequence[Decision]], list[str]]:
    """By file, the decisions that can be read; and why others cannot."""
    found: dict[str, Sequence[Decision]] = {}
    trouble = []
    for name in names:
        try:
            found[name] = files.journal(name)
        except DecisionError as error:
            trouble.append(str(error))
    return found, trouble


def _lines(journals: Collection[Sequence[Decision]], today: date) -> list[HistoryLine]:
    """The newest decisions of all of them, in the words of the forms."""
    decisions = (decision for journal in journals for decision in journal)
    newest = sorted(decisions, key=lambda decision: decision.at, reverse=True)[:SHOWN]
    door = doors(today)
    lines = (line for journal in journals for line in journal_of(journal, door, newest))
    return sorted(lines, key=lambda line: line.decision.at, reverse=True)


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
