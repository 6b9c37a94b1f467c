"""Compile the reports of a cycle: who reported and when, and what they say of each task."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from dunghen.consolidation.consolidated import Consolidated, Figures, Standing, Statement, UnitLine
from dunghen.consolidation.tasks import status_counts, task_lines
from dunghen.consolidation.verbatim import verbatim
from dunghen.consolidation.versions import newest_counting, versions_by_unit
from dunghen.wording.dates import HANOI

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dunghen.agenda.action import Cycle
    from dunghen.directory.directory import Directory
    from dunghen.directory.unit import Unit
    from dunghen.plans.duty import Duty
    from dunghen.plans.plan import Plan
    from dunghen.records import Submission


def consolidate(
    *,
    plan: Plan,
    duty: Duty,
    cycle: Cycle,
    reporters: Sequence[Unit],
    submissions: Sequence[Submission],
    previous: Sequence[Submission],
    directory: Directory,
    as_of: datetime,
) -> Consolidated:
    """Compile what was received up to ``as_of`` (an aware instant, included).

    Args:
        plan: gives the task table and the title.
        duty: the report that was owed.
        cycle: gives the period and the first day that is late.
        reporters: the units that owed it. What another unit handed in is told under the tasks, and not counted.
        submissions: every version of the cycle, rejected ones too.
        previous: the same for the cycle before; empty where there was none.
        directory: names, groups and successors; those of the cycle's anchor, when it was settled who owes.
        as_of: the instant of compiling.
    """
    day = cycle.anchor
    versions = versions_by_unit(submissions, directory, day, as_of)
    newest = _in_order(newest_counting(versions), reporters)
    last = newest_counting(versions_by_unit(previous, directory, day, as_of))
    units = tuple(_unit_line(unit, versions.get(unit.slug, []), newest.get(unit.slug), cycle) for unit in reporters)
    tasks = task_lines(plan.task_rows, newest, last, directory, day)
    named = {directory.name(slug, day): submission for slug, submission in newest.items()}
    return Consolidated(
        plan_title=plan.title,
        plan_number=plan.document.number,
        duty_title=duty.title,
        cycle_name=cycle.name,
        covers=cycle.covers,
        deadline_text=cycle.deadline_text,
        late_from=cycle.late_from,
        as_of=as_of,
        units=units,
        figures=_figures(units),
        tasks=tasks,
        statuses=status_counts(tasks),
        assessments=tuple(_statements(named, "assessment")),
        difficulties=tuple(_statements(named, "difficulties", column="difficulty")),
        proposals=tuple(_statements(named, "proposals", column="proposal")),
        has_previous=bool(last),
    )


def _unit_line(unit: Unit, versions: Sequence[Submission], newest: Submission | None, cycle: Cycle) -> UnitLine:
    returned = sum(not one.counts for one in versions)
    if newest is None:
        standing = Standing.RETURNED if returned else Standing.MISSING
        return UnitLine(unit.slug, unit.name, standing, returned=returned)
    oldest_first = sorted(versions, key=lambda one: (one.received_at, one.version))
    first = next(one for one in oldest_first if one.counts)
    on_time = _is_on_time(first.received_at, cycle)
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
    )


def _is_on_time(received_at: datetime, cycle: Cycle) -> bool:
    """Before the first late day begins in Hà Nội; always where the cycle has no deadline."""
    return cycle.late_from is None or received_at < datetime.combine(cycle.late_from, time(), HANOI)


def _figures(units: Sequence[UnitLine]) -> Figures:
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


def _in_order(newest: Mapping[str, Submission], reporters: Sequence[Unit]) -> dict[str, Submission]:
    """In the order of the plan; units that owed nothing come last."""
    asked = [unit.slug for unit in reporters if unit.slug in newest]
    return {slug: newest[slug] for slug in (*asked, *sorted(newest.keys() - set(asked)))}


def _statements(named: Mapping[str, Submission], remark: str, column: str | None = None) -> Iterator[Statement]:
    """What each unit wrote in a column of the task rows, then in a field of the general part of the form."""
    for unit, submission in named.items():
        for row in submission.rows:
            if column and (text := verbatim(getattr(row, column))):
                yield Statement(unit, text, row.tt)
        if text := verbatim(submission.remarks.get(remark, "")):
            yield Statement(unit, text)
