"""Who writes what about an inspection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunghen.letters.matter import matter_words
from dunghen.letters.performers import Performers
from dunghen.letters.writing import Letter, Party, queue_letters
from dunghen.mail.render import render
from dunghen.plans.cycle import Act
from dunghen.wording.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from dunghen.agenda.due import Owed
    from dunghen.app import App

TEMPLATES = __package__ or ""


def write(app: App, owed: Sequence[Owed], now: datetime) -> str:
    """Queue the letters of one act; a one-line summary."""
    return queue_letters(app, owed, now, letter)


def letter(app: App, one: Owed, party: Party, now: datetime) -> Letter:
    """That the inspection comes, or that it is still to be recorded."""
    action = one.action
    context = {
        **matter_words(app, action, party, action.duty.title),
        "facts": (("Ngày kiểm tra", long_date(action.cycle.anchor)),),
    }
    return Letter(render(f"inspection-{action.step.name}", context, TEMPLATES))


PERFORMERS = Performers(acts={Act.INFORM: write, Act.REMIND: write})
