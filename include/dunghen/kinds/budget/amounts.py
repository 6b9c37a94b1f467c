"""Which amounts were entered for which programme at which stage. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dunghen.records import AMOUNT, Record

TITLE = "title"
"""The name of a programme's title among an entry's values."""


@dataclass(frozen=True, slots=True)
class Entered:
    """One stage of one programme, as it was entered.

    Attributes:
        programme: its name among its kind; empty where the entry is about the cycle as a whole.
        title: what people call it.
        act: the stage (``BudgetAct``'s value).
        amount_vnd: in đồng; None where the entry has no amount.
    """

    programme: str
    title: str
    act: str
    day: date
    amount_vnd: int | None


def entered(records: Iterable[Record], acts: Sequence[str]) -> list[Entered]:
    """The entries about these stages; a title given at one stage names the programme at all of them."""
    known = [one for one in records if one.what in acts]
    titles = {one.subject: str(one.values[TITLE]) for one in known if TITLE in one.values}
    return [
        Entered(one.subject, titles.get(one.subject, one.subject), one.what, one.day, _amount(one)) for one in known
    ]


def _amount(record: Record) -> int | None:
    value = record.values.get(AMOUNT)
    return value if isinstance(value, int) else None


def unfinished(lines: Iterable[Entered], before: str, act: str) -> list[str]:
    """Titles of the programmes that have come through stage ``before`` and not yet through stage ``act``."""
    named = [one for one in lines if one.programme]
    through = {one.programme for one in named if one.act == act}
    return [one.title for one in named if one.act == before and one.programme not in through]
