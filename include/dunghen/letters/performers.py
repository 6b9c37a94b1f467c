"""Who does what for a kind of duty: the use case behind each act, and the writer of its outward letters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dunghen.agenda.due import Owed
from dunghen.app import App
from dunghen.letters.writing import Letter, Party
from dunghen.plans.cycle import Act


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
