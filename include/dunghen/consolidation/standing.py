"""How the units stand in a cycle: who handed in, when, and whether it counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time

from dunghen.agenda.extension import extended
from dunghen.consolidation.consolidated import Figures, Standing, UnitLine
from dunghen.consolidation.versions import newest_counting
from dunghen.directory.unit import Unit
from dunghen.plans.cycle import Cycle
from dunghen.records import Submission
from dunghen.submissions.paper import is_without_figures
from dunghen.wording.dates import HANOI


def unit_lines(
    reporters: Iterable[Unit],
    versions: Mapping[str, Sequence[Submission]],
    cycle: Cycle,
    until: Mapping[str, date],
) -> tuple[UnitLine, ...]:
    """One line for each unit that owed the report, in their order; ``versions`` as ``versions_by_unit`` returns them.

    ``until``: the last day that is on time of each unit that was granted more time (``Extensions.in_cycle``).
    """
    newest = newest_counting(versions)
    return tuple(
        _unit_line(unit, versions.get(unit.slug, ()), newest.get(unit.slug), cycle, until.get(unit.slug))
        for unit in reporters
    )


def figures(units: Sequence[UnitLine]) -> Figures:
    """Completeness and timeliness of these units."""
    return Figures(
        expected=len(units),
        received=sum(not unit.standing.is_missing for unit in units),
        on_time=sum(unit.on_time is True for unit in units),
        late=sum(unit.on_time is False for unit in units),
        nil=sum(unit.standing is Standing.NIL for unit in units),
        missing=sum(unit.standing.is_missing for unit in units),
        returned=sum(unit.standing is Standing.RETURNED for unit in units),
        valid_at_first=sum(unit.valid_at_first is True for unit in units),
    )


def _unit_line(
    unit: Unit, versions: Sequence[Submission], newest: Submission | None, cycle: Cycle, until: date | None
) -> UnitLine:
    returned = sum(not one.counts for one in versions)
    if newest is None:
        standing = Standing.RETURNED if returned else Standing.MISSING
        return UnitLine(unit.slug, unit.name, standing, returned=returned, until=until)
    oldest_first = sorted(versions, key=lambda one: (one.received_at, one.version))
    first = next(one for one in oldest_first if one.counts)
    on_time = _is_on_time(first.received_at, extended(cycle, until))
    return UnitLine(
        slug=unit.slug,
        name=unit.name,
        standing=Standing.NIL if newest.nil else Standing.ON_TIME if on_time else Standing.LATE,
        on_time=on_time,
        first_received_at=first.received_at,
        received_at=newest.received_at,
        version=newest.version,
        returned=returned,
        valid_at_first=oldest_first[0].counts,
        until=until,
        has_figures=not is_without_figures(newest),
    )


def _is_on_time(received_at: datetime, cycle: Cycle) -> bool:
    """Before the first late day begins in Hà Nội; always where the cycle has no deadline."""
    return cycle.late_from is None or received_at < datetime.combine(cycle.late_from, time(), HANOI)
