"""Who does what: for each kind of duty, the use case behind each act, and the writer of its outward letters.

A new kind adds its module here; nothing else of the machinery knows the kinds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunghen.agenda.action import Act
from dunghen.execution.ask import ask
from dunghen.execution.compile import compile_cycle
from dunghen.execution.deliver import covering_letter, deliver
from dunghen.execution.escalate import escalate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from dunghen.agenda.due import Owed
    from dunghen.execution.app import App
    from dunghen.execution.letters import Letter, Party


@dataclass(frozen=True, slots=True)
class Performers:
    """What one kind of duty can do.

    Attributes:
        acts: the use case behind each act inside the house: does it for everybody to whom it is due, idempotently, and
            returns a one-line summary.
        outward: writes one letter that leaves the house; it is queued held back and goes once a person has approved it.
    """

    acts: Mapping[Act, Callable[[App, Sequence[Owed], datetime], str]]
    outward: Callable[[App, Owed, Party, datetime], Letter | str | None] | None = None


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
}
"""By the kind's name."""
