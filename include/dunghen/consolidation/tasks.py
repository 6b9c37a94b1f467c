"""The task table of a plan, joined with what the units reported on it, this cycle and the one before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd

from dunghen.consolidation.consolidated import (
    DIFFERS,
    NOT_TOLD,
    NOTHING_TO_REPORT,
    LeadLine,
    Statement,
    StatusCount,
    TaskLine,
)
from dunghen.consolidation.verbatim import verbatim
from dunghen.directory.directory import Directory
from dunghen.plans.task_table import TaskRow
from dunghen.records import Submission
from dunghen.submissions.layout import Status


class _Words(NamedTuple):
    """What a unit said of a task; empty words where it said nothing."""

    status: str
    last_status: str
    result: str


_COLUMNS = ["unit", "tt", "status", "result"]


def task_lines(
    rows: Sequence[TaskRow],
    newest: Mapping[str, Submission],
    last: Mapping[str, Submission],
    directory: Directory,
    day: date,
) -> tuple[TaskLine, ...]:
    """Every row of the task table, whether or not anything was reported on it.

    Args:
        rows: the plan's task table.
        newest: the version that counts, by unit, in the order in which units stand under a task.
        last: the same for the cycle before.
        directory: names and groups.
        day: groups and successors are those of this day.
    """
    reported = _reported(newest).merge(_reported(last), on=["unit", "tt"], how="outer", suffixes=("", "_last"))
    places = {unit: place for place, unit in enumerate(newest)}
    ordered = reported.sort_values("unit", kind="stable", key=lambda units: units.map(places).fillna(len(places)))
    by_task = {tt: part.set_index("unit") for tt, part in ordered.fillna("").groupby("tt", sort=False)}
    nothing = pd.DataFrame(columns=reported.columns).set_index("unit")
    return tuple(_line(row, by_task.get(row.tt, nothing), newest, directory, day) for row in rows)


def _reported(newest: Mapping[str, Submission]) -> pd.DataFrame:
    """One row for each unit and task that it wrote about."""
    words = [
        (unit, row.tt, verbatim(row.status), verbatim(row.result))
        for unit, submission in newest.items()
        if not submission.nil
        for row in submission.rows
    ]
    return pd.DataFrame(words, columns=_COLUMNS, dtype="object").drop_duplicates(["unit", "tt"], keep="last")


def _line(
    row: TaskRow, reported: pd.DataFrame, newest: Mapping[str, Submission], directory: Directory, day: date
) -> TaskLine:
    units = _lead_units(row, reported.index, directory, day)
    leads = tuple(_lead(unit, words, newest, directory, day) for unit, words in _words(reported, units))
    return TaskLine(
        tt=row.tt,
        task=row.task,
        lead_names="; ".join(directory.name(slug, day) for slug in row.leads),
        product=row.product,
        time=row.time,
        status=_common(lead.status for lead in leads) or NOT_TOLD,
        last_status=_common(lead.last_status for lead in leads if lead.last_status),
        leads=leads,
        coordinators=_coordinators(row.tt, reported.drop(units, errors="ignore"), directory, day),
        per_unit=len(row.leads) > 1 or any(map(directory.group, row.leads)),
    )


def _coordinators(tt: str, others: pd.DataFrame, directory: Directory, day: date) -> tuple[Statement, ...]:
    """What the units wrote that do not lead the task."""
    results = zip(others.index, others["result"], strict=True)
    return tuple(Statement(directory.name(unit, day), result, tt) for unit, result in results if result)


def _lead_units(row: TaskRow, tellers: Iterable[str], directory: Directory, day: date) -> list[str]:
    """The units that lead; a group that nobody has listed is led by whoever wrote about the task."""
    units = [unit.slug for unit in directory.expand(row.leads, day)]
    groups = (directory.group(slug) for slug in row.leads)
    if any(group is not None and group.members is None for group in groups):
        named = {unit.slug for unit in directory.expand(row.coordinators, day)}
        units += [unit for unit in tellers if unit not in named and unit not in units]
    return units


def _words(reported: pd.DataFrame, units: Sequence[str]) -> list[tuple[str, _Words]]:
    """What each of these units said of the task; empty words for a unit that said nothing."""
    chosen = reported.reindex(list(units)).fillna("")
    words = zip(chosen["status"], chosen["status_last"], chosen["result"], strict=True)
    return [(unit, _Words(*map(str, said))) for unit, said in zip(units, words, strict=True)]


def _lead(unit: str, words: _Words, newest: Mapping[str, Submission], directory: Directory, day: date) -> LeadLine:
    silent = NOTHING_TO_REPORT if unit in newest and newest[unit].nil else NOT_TOLD
    return LeadLine(directory.name(unit, day), words.status or silent, words.last_status, words.result)


def _common(statuses: Iterable[str]) -> str:
    """The word all agree on; ``DIFFERS`` where they do not; empty where there is none."""
    distinct = set(statuses)
    return DIFFERS if len(distinct) > 1 else next(iter(distinct), "")


def status_counts(tasks: Sequence[TaskLine]) -> tuple[StatusCount, ...]:
    """Tasks by status, in the order of the form; what was not told comes last."""
    now = pd.Series([task.status for task in tasks], dtype="object").value_counts()
    last = pd.Series([task.last_status for task in tasks if task.last_status], dtype="object").value_counts()
    names = sorted({*now.index, *last.index}, key=lambda name: (_ORDER.get(name, len(Status)), name))
    return tuple(StatusCount(name, int(now.get(name, 0)), int(last.get(name, 0))) for name in names)


_ORDER = {**{status.value: place for place, status in enumerate(Status)}, DIFFERS: 98, NOT_TOLD: 99}
