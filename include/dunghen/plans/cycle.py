"""Cycle and Step: one occurrence of a duty, and one dated act in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dunghen.values.source import Basis


class Act(StrEnum):
    """What a step does, in the order in which a day's run does it. Each act is one task of the duty's group in the DAG.

    Collecting comes first: who has reported by the drop folder is not reminded.
    """

    COLLECT = "collect"
    REQUEST = "request"
    REMIND = "remind"
    OVERDUE = "overdue"
    ESCALATE = "escalate"
    INFORM = "inform"
    INVITE = "invite"
    CHECK = "check"
    DRAFT = "draft"
    COMPILE = "compile"
    DELIVER = "deliver"
    APPROVE = "approve"
    DELIVER_OUTWARD = "deliver-outward"

    @property
    def asks(self) -> bool:
        """Whether the act asks a unit for what it owes: only the newest of these holds."""
        return self in (Act.REQUEST, Act.REMIND, Act.OVERDUE)


@dataclass(frozen=True, slots=True)
class Cycle:
    """One occurrence of a duty.

    Attributes:
        name: the period's name: «2026», «2026-Q3», «2027-06-29».
        anchor: the day that offsets count from (for a report, the last working day that is on time).
        covers: first and last day of the period reported on.
        deadline: the last day that is on time, None where nothing is owed by a day.
        deadline_text: the document's own words for the deadline.
        late_from: the first day that is late (30/11 for «trước ngày 30/11»), from 00:00 in Hà Nội.
        lock: the day on which the cycle is compiled; what arrives later is kept but no longer asked for.
        asked_by: who asked for it, and by which letter; None for a cycle that returns by itself.
        provisional: the days off of a year that the cycle touches, or the day itself, are not announced yet.
        first_deadline: where the cycle is that of a unit with more time, the deadline of all (``agenda.extension``).
    """

    name: str
    anchor: date
    covers: tuple[date, date]
    deadline: date | None = None
    deadline_text: str | None = None
    late_from: date | None = None
    lock: date | None = None
    provisional: bool = False
    asked_by: str | None = None
    first_deadline: date | None = None

    @property
    def last_day(self) -> date:
        """The last day that is on time; the day of the cycle where nothing is owed by a day."""
        return self.deadline or self.anchor


SUBMISSION = "submission"
"""What settles the asking for a report: a submission of the recipient that counts."""

ANY_SUBJECT = "/*"
"""After the name of a record in ``Step.settled_by``: an entry about anything settles the act (one link of many)."""


@dataclass(frozen=True, slots=True)
class Step:
    """One dated act in a cycle; due on ``due``, void from ``expires`` on (the act falls away at that day's hour).

    Attributes:
        thread: acts that ask the same recipient for the same thing; of one thread only the newest holds.
        settled_by: what makes the act needless: ``SUBMISSION``, or the name of a record of the cycle.
        requires: the name of a record of the cycle without which the act must wait (a content review before publicity).
        send_on: the day before which what the act has written may not leave, however early it was approved; None for at
            once.
    """

    name: str
    act: Act
    due: date
    expires: date
    recipients: tuple[str, ...]
    basis: Basis = Basis.SETTING
    thread: str = ""
    settled_by: str | None = None
    requires: str | None = None
    send_on: date | None = None

    @property
    def outward(self) -> bool:
        """Whether it leaves the house, which it does only once a named person has approved it."""
        return self.act is Act.DELIVER_OUTWARD
