"""*Ai đã làm gì*: every act of a person, newest first."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from dunghen.entrypoints.web.installation import installation
from dunghen.entrypoints.web.page import page
from dunghen.terms import DEEDS

router = APIRouter(prefix="/ai-da-lam-gi")

SHOWN = 100
"""Entries on one page."""
_LONGEST_WORD = 200


@router.get("")
def audit_page(
    before: Annotated[int | None, Query(alias="truoc", ge=1, le=2**53)] = None,
    word: Annotated[str, Query(alias="tim", max_length=_LONGEST_WORD)] = "",
) -> HTMLResponse:
    """A hundred at a time, those with the word in them; the rest is asked for by the number of the last one."""
    with installation() as (app, config):
        entries = app.ledger.acts(before=before, word=word.strip(), limit=SHOWN + 1)
    return page(
        "audit.html",
        here="so-thu",
        entries=entries[:SHOWN],
        older=entries[SHOWN - 1].number if len(entries) > SHOWN else None,
        before=before,
        word=word,
        deeds=DEEDS,
        directory=config.office.directory,
    )
