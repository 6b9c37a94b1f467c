"""*Tình hình nộp*: units × cycles of one collecting duty, with how each unit stands and the rates of each cycle."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from dunghen.agenda.extension import extended
from dunghen.consolidation.consolidated import Figures, Standing, UnitLine
from dunghen.consolidation.standing import figures, unit_lines
from dunghen.consolidation.versions import versions_by_unit
from dunghen.directory.directory import Directory
from dunghen.plans.collection import Collection as Collecting
from dunghen.plans.cycle import Cycle
from dunghen.plans.office import Office
from dunghen.plans.plan import Plan
from dunghen.records import Submission
from dunghen.views.cycle_bars import Bar, bar

SHOWN = 12
"""Cycles side by side."""
EVERYTHING = datetime.max.replace(tzinfo=UTC) - timedelta(days=1)
"""The page shows what the ledger holds, also what a rehearsal of a later day has put there."""


class CellState(StrEnum):
    """How a unit stands in a cycle on a day; a missing report is told apart by whether there is still time."""

    ON_TIME = "on-time"
    LATE = "late"
    NIL = "nil"
    RETURNED = "returned"
    OWED = "owed"
    OVERDUE = "overdue"

    @property
    def label(self) -> str:
        """The Vietnamese name."""
        return _LABELS[self]

    @property
    def tone(self) -> str:
        """The class of the style sheet."""
        return _TONES[self]


_LABELS = {
    CellState.ON_TIME: "Đúng hạn",
    CellState.LATE: "Muộn",
    CellState.NIL: "Không phát sinh",
    CellState.RETURNED: "Bị trả lại",
    CellState.OWED: "Chưa nộp, còn hạn",
    CellState.OVERDUE: "Chưa nộp, quá hạn",
}
_TONES = {
    CellState.ON_TIME: "good",
    CellState.LATE: "warn",
    CellState.NIL: "pale",
    CellState.RETURNED: "back",
    CellState.OWED: "open",
    CellState.OVERDUE: "bad",
}
_HANDED_IN = {
    Standing.ON_TIME: CellState.ON_TIME,
    Standing.LATE: CellState.LATE,
    Standing.NIL: CellState.NIL,
    Standing.RETURNED: CellState.RETURNED,
}


@dataclass(frozen=True, slots=True)
class Column:
    """One cycle: the line of every unit that owed its report (by slug, in the plan's order), the rates, the bar."""

    cycle: Cycle
    lines: Mapping[str, UnitLine]
    figures: Figures
    bar: Bar

    def state(self, slug: str, today: date) -> CellState | None:
        """How the unit stands today; None where it owed nothing."""
        line = self.lines.get(slug)
        return state_of(line.standing, extended(self.cycle, line.until), today) if line else None

    def bar_on(self, today: date) -> Bar:
        """The bar of the cycle as it is to be shown today."""
        late_from = self.cycle.late_from
        return self.bar if late_from and today >= late_from else self.bar.while_there_is_time()


@dataclass(frozen=True, slots=True)
class Row:
    """One unit; ``states`` has an entry for each column."""

    slug: str
    name: str
    states: tuple[CellState | None, ...]


def state_of(standing: Standing, cycle: Cycle, today: date) -> CellState:
    """What a standing means today; ``cycle`` as it holds for the unit."""
    if standing is Standing.MISSING:
        return CellState.OVERDUE if cycle.late_from and today >= cycle.late_from else CellState.OWED
    return _HANDED_IN[standing]


def cycles_to_show(cycles: Iterable[Cycle], plan: Plan) -> list[Cycle]:
    """The cycles in which somebody was or will be asked, oldest first: not those that had passed before the plan began."""
    found = [one for one in cycles if (one.lock or one.anchor) >= plan.effective_from]
    return sorted(found, key=lambda one: one.anchor)


def newest_asked(cycles: Sequence[Cycle], collecting: Collecting, office: Office, today: date) -> int:
    """The place of the newest cycle for which the asking has begun; 0 where none has."""
    begun = [
        place
        for place, cycle in enumerate(cycles)
        if collecting.steps.request.from_day(cycle.anchor, office.calendar) <= today
    ]
    return max(begun, default=0)


def column(
    cycle: Cycle,
    collecting: Collecting,
    plan: Plan,
    office: Office,
    submissions: Iterable[Submission],
    until: Mapping[str, date],
) -> Column:
    """One cycle, from all that was handed in for it; ``until`` as ``Extensions.in_cycle`` gives it."""
    directory, day = office.directory, cycle.anchor
    reporters = directory.expand(collecting.reporters(plan.units, directory, day), day)
    lines = unit_lines(reporters, versions_by_unit(submissions, directory, day, EVERYTHING), cycle, until)
    return Column(cycle, {one.slug: one for one in lines}, figures(lines), bar(lines))


def units(columns: Sequence[Column], today: date, *, name: str = "", state: CellState | None = None) -> dict[str, str]:
    """Slug → name, in the order of the newest cycle, those of older cycles after them.

    Args:
        columns: oldest first.
        today: tells whether a missing report is overdue.
        name: only units with this in their name; case is ignored.
        state: only units that stand so in the newest cycle.
    """
    names: dict[str, str] = {}
    for one in reversed(columns):
        names |= {slug: line.name for slug, line in one.lines.items() if slug not in names}
    wanted, newest = name.casefold(), columns[-1] if columns else None
    return {
        slug: named
        for slug, named in names.items()
        if wanted in named.casefold() and (state is None or (newest and newest.state(slug, today) is state))
    }


def rows(columns: Sequence[Column], chosen: Iterable[tuple[str, str]], today: date) -> list[Row]:
    """A row for each of these units (slug, name), with the columns in the order given."""
    return [Row(slug, name, tuple(one.state(slug, today) for one in columns)) for slug, name in chosen]


def answered_for(unit: str, directory: Directory, day: date) -> Collection[str]:
    """The unit and all that were merged into it: whose submissions count as the unit's on this day."""
    slugs = {one.slug for one in directory.units if one.successor}
    return {unit} | {slug for slug in slugs if (one := directory.answering(slug, day)) and one.slug == unit}
