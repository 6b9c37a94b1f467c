"""Who does what for a review: as for a report where it collects from units, else as for a document that is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dunghen.agenda.due import Owed
from dunghen.app import App
from dunghen.collecting.asking_letter import ask
from dunghen.collecting.compile import compile_cycle, covering_letter, deliver
from dunghen.collecting.escalate import escalate
from dunghen.due_documents.letters import remind_document
from dunghen.letters.performers import Performers
from dunghen.plans.cycle import Act


def remind_review(app: App, owed: Sequence[Owed], now: datetime) -> str:
    """Ask as for a report where the review collects from units, else remind as of a document."""
    if owed and owed[0].action.duty.collection:
        return escalate(app, owed, now) if owed[0].action.step.act is Act.ESCALATE else ask(app, owed, now)
    return remind_document(app, owed, now)


PERFORMERS = Performers(
    acts={
        **dict.fromkeys((Act.REMIND, Act.OVERDUE, Act.ESCALATE), remind_review),
        Act.REQUEST: ask,
        Act.COMPILE: compile_cycle,
        Act.DELIVER: deliver,
    },
    outward=covering_letter,
)
