"""Whether a change of an event is to be told to those who know the former days (ADR 0013). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dunghen.events.event import FIRING, EventStatus

_CALLED_OFF = frozenset({EventStatus.POSTPONED, EventStatus.CANCELLED})


@dataclass(frozen=True, slots=True)
class Standing:
    """Of an event, what those who were told go by."""

    status: EventStatus
    since: date | None
    until: date | None = None

    @property
    def days(self) -> tuple[date | None, date | None]:
        """First and last day."""
        return self.since, self.until or self.since

    @property
    def may_have_been_told(self) -> bool:
        """Whether anybody can have been told of it: an idea, or an event without days, is told to nobody."""
        return self.since is not None and self.status is not EventStatus.IDEA


def is_forgotten(old: Standing, new: Standing) -> bool:
    """Whether an event that may have been told of becomes one of which nobody is told any more."""
    return old.may_have_been_told and not new.may_have_been_told


def _is_moved(old: Standing, new: Standing) -> bool:
    is_other = old.days != new.days or old.status in _CALLED_OFF
    return new.status in FIRING and old.may_have_been_told and is_other


def notice_of(
    old: Standing, new: Standing, today: date, why: str | None, *, only_a_slip: bool = False
) -> dict[str, Any] | None:
    """The line under ``changes`` that makes those who were told be told once more; None where nothing is to be told.

    Args:
        old: as it stands in the calendar.
        new: as it shall stand.
        today: the day of the decision.
        why: for those who are told.
        only_a_slip: the former days were a slip of the pen and told to nobody. Who calls an event off always says when.
    """
    is_called_off = new.status in _CALLED_OFF and new.status is not old.status
    if not is_called_off and (only_a_slip or not _is_moved(old, new)):
        return None
    line: dict[str, Any] = {"on": today}
    if old.may_have_been_told:
        line |= {"from": old.since} | ({"to": old.until} if old.until else {})
    return line | ({"why": why} if why else {})
