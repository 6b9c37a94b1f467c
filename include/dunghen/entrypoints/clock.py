"""The one reader of the clock. Everything below is handed the time."""

from __future__ import annotations

from datetime import date, datetime

from dunghen.plans.plan import MORNING
from dunghen.wording.dates import HANOI, at_hour


def now_in_hanoi() -> datetime:
    """This instant."""
    return datetime.now(HANOI)


def moment(as_of: date | None) -> datetime:
    """08:00 of the day asked for; else this instant."""
    return now_in_hanoi() if as_of is None else at_hour(as_of, MORNING)
