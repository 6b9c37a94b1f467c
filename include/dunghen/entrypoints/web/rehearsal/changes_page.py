"""What changed from one rehearsal to another: mails that are new, gone, moved or read otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from dunghen.entrypoints.rehearsals.comparison import comparison, earlier_ones
from dunghen.entrypoints.rehearsals.shelf import Rehearsal
from dunghen.entrypoints.web.page import absent, page
from dunghen.entrypoints.web.rehearsal.kept import HERE, NONE, finished, shelf
from dunghen.views.line_diff import DiffLine, line_diff
from dunghen.views.rehearsal_changes import CHANGE_KINDS, Change, ChangeKind

router = APIRouter(prefix="/dien-tap/{name}/thay-doi")

SHOWN = 50
"""Changes on one page."""
TONES = {ChangeKind.MOVED: "warn", ChangeKind.CHANGED: "pale", ChangeKind.NEW: "good", ChangeKind.GONE: "bad"}


@dataclass(frozen=True)
class ChangedLines:
    """A change, and its text line by line where that differs."""

    change: Change
    lines: Sequence[DiffLine]


@router.get("")
def changes_page(
    name: str,
    chosen: Annotated[str, Query(alias="so-voi", max_length=100)] = "",
    kind: Annotated[str, Query(alias="loai", max_length=20)] = "",
    number: Annotated[int, Query(alias="trang", ge=1, le=1_000_000)] = 1,
) -> HTMLResponse:
    """Beside the last rehearsal of the same plans, or the one that is chosen."""
    one = finished(name)
    if one is None:
        return absent(HERE, NONE)
    try:
        return _changes(one, chosen, kind if kind in list(ChangeKind) else "", number)
    except (OSError, LookupError):  # cleared away meanwhile
        return absent(HERE, NONE)


def _changes(one: Rehearsal, chosen: str, kind: str, number: int) -> HTMLResponse:
    earlier = earlier_ones(shelf(), one)
    found = comparison(one, earlier, chosen)
    changes = [change for change in found.changes if kind in ("", change.kind)] if found else []
    pages = max(1, ceil(len(changes) / SHOWN))
    number = min(number, pages)
    before = found.before if found else one
    return page(
        "rehearsal_changes.html",
        here=HERE,
        one=one,
        earlier=earlier,
        comparison=found,
        titles={plan.id: plan.short_title for plan in one.result.plans},
        asked={"so-voi": found.before.name if found else "", "loai": kind},
        shown=[_lines(change, before, one) for change in changes[(number - 1) * SHOWN : number * SHOWN]],
        count=len(changes),
        number=number,
        pages=pages,
        kinds=CHANGE_KINDS,
        tones=TONES,
    )


def _lines(change: Change, before: Rehearsal, after: Rehearsal) -> ChangedLines:
    texts = change.texts
    return ChangedLines(change, line_diff(before.text(texts[0]), after.text(texts[1])) if texts else ())
