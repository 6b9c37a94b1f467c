"""Who does what: for each kind of duty, the use case behind each act, and the writer of its outward letters.

A new kind adds its module here; nothing else of the machinery knows the kinds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunghen.collecting.ask import ask
from dunghen.collecting.compile import compile_cycle
from dunghen.collecting.deliver import covering_letter, deliver
from dunghen.collecting.escalate import escalate
from dunghen.due_documents.letters import remind_document, remind_review
from dunghen.kinds.budget.letters import check_amounts, remind_stage
from dunghen.kinds.bulletin.letters import hand_out, issue_letter, write_for_bulletin
from dunghen.kinds.event.letters import ask_about, inform
from dunghen.kinds.event.press_release import draft_release, release_letter
from dunghen.kinds.greeting.letters import draft, greeting_letter, remind_to_record
from dunghen.kinds.meeting.letters import write_about_meeting
from dunghen.kinds.quota.letters import check_pace
from dunghen.plans.cycle import Act

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from dunghen.agenda.due import Owed
    from dunghen.app import App
    from dunghen.letters.writing import Letter, Party


@dataclass(frozen=True, slots=True)
class Performers:
    """What one kind of duty can do.

    Attributes:
        acts: the use case behind each act inside the house: does it for everybody to whom it is due, idempotently, and
            returns a one-line summary.
        outward: writes one letter that leaves the house; it is queued held back and goes once a person has approved it.
        whole: what goes to a partner is a whole letter with its own address and signature, maybe in another language: no
            Vietnamese greeting is put around it.
    """

    acts: Mapping[Act, Callable[[App, Sequence[Owed], datetime], str]]
    outward: Callable[[App, Owed, Party, datetime], Letter | str | None] | None = None
    whole: bool = False


PERFORMERS: Mapping[str, Performers] = {
    "report": Performers(
        acts={
            Act.REQUEST: ask,
            Act.REMIND: ask,
            Act.OVERDUE: ask,
            Act.ESCALATE: escalate,
            Act.COMPILE: compile_cycle,
            Act.DELIVER: deliver,
        },
        outward=covering_letter,
    ),
    "greeting": Performers(acts={Act.DRAFT: draft, Act.REMIND: remind_to_record}, outward=greeting_letter, whole=True),
    "event": Performers(
        acts={Act.REQUEST: ask_about, Act.REMIND: ask_about, Act.INFORM: inform, Act.DRAFT: draft_release},
        outward=release_letter,
    ),
    "quota": Performers(acts={Act.CHECK: check_pace}),
    "budget": Performers(acts={Act.REMIND: remind_stage, Act.OVERDUE: remind_stage, Act.CHECK: check_amounts}),
    "deliverable": Performers(acts=dict.fromkeys((Act.REMIND, Act.OVERDUE, Act.ESCALATE), remind_document)),
    "review": Performers(
        acts={
            **dict.fromkeys((Act.REMIND, Act.OVERDUE, Act.ESCALATE), remind_review),
            Act.REQUEST: ask,
            Act.COMPILE: compile_cycle,
            Act.DELIVER: deliver,
        },
        outward=covering_letter,
    ),
    "meeting": Performers(
        acts=dict.fromkeys((Act.REQUEST, Act.REMIND, Act.OVERDUE, Act.INFORM, Act.INVITE), write_about_meeting)
    ),
    "bulletin": Performers(
        acts={Act.REQUEST: write_for_bulletin, Act.DRAFT: write_for_bulletin, Act.DELIVER: hand_out},
        outward=issue_letter,
        whole=True,
    ),
}
"""By the kind's name."""
