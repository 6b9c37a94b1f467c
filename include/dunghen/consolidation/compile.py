"""Compile the reports of a cycle: who reported and when, and what they say of each task."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType

from dunghen.consolidation.consolidated import Consolidated, Statement
from dunghen.consolidation.standing import figures, unit_lines
from dunghen.consolidation.tasks import status_counts, task_lines
from dunghen.consolidation.verbatim import verbatim
from dunghen.consolidation.versions import newest_counting, versions_by_unit
from dunghen.directory.directory import Directory
from dunghen.directory.unit import Unit
from dunghen.plans.cycle import Cycle
from dunghen.plans.plan import Duty, Plan
from dunghen.records import Submission

NOBODY: Mapping[str, date] = MappingProxyType({})


def consolidate(  # noqa: PLR0913 - each is a fact that only the caller knows
    *,
    plan: Plan,
    duty: Duty,
    cycle: Cycle,
    reporters: Sequence[Unit],
    submissions: Sequence[Submission],
    previous: Sequence[Submission],
    directory: Directory,
    as_of: datetime,
    until: Mapping[str, date] = NOBODY,
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
        until: unit → its last day that is on time, of those to whom more time was granted.
    """
    day = cycle.anchor
    versions = versions_by_unit(submissions, directory, day, as_of)
    newest = _in_order(newest_counting(versions), reporters)
    last = newest_counting(versions_by_unit(previous, directory, day, as_of))
    units = unit_lines(reporters, versions, cycle, until)
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
        figures=figures(units),
        tasks=tasks,
        statuses=status_counts(tasks),
        assessments=tuple(_statements(named, "assessment")),
        difficulties=tuple(_statements(named, "difficulties", column="difficulty")),
        proposals=tuple(_statements(named, "proposals", column="proposal")),
        has_previous=bool(last),
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
