"""What the units handed in."""
# ruff: noqa: D102 - the port says what each method promises

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, cast, func, insert, select, union_all

from dunghen.adapters.ledger import tables
from dunghen.adapters.ledger.audit_trail import note
from dunghen.adapters.ledger.book import Book, record_of, row_of
from dunghen.adapters.ledger.database import serialise
from dunghen.adapters.ledger.recorded import holding
from dunghen.audit import Act, Deed
from dunghen.keys import CycleKey
from dunghen.records import TAKEN_BACK, Problem, Realm, Severity, Submission, SubmissionRow, SubmissionState

if TYPE_CHECKING:
    from sqlalchemy import Column, ColumnElement, Connection, Row, Select, Table


_STANDING = ("cycle", "unit", "version", "state", "received_at", "channel", "sha256", "original_name", "nil")
"""What tells how a unit stands, in the order of the fields of ``Submission``."""
_STATES = {one.value: one for one in SubmissionState}


class SubmissionBook(Book):
    """The submissions of the port."""

    def add_submission(self, submission: Submission) -> tuple[Submission, bool]:
        of_unit = [*self._of_cycle(tables.submission, submission.cycle), tables.submission.c.unit == submission.unit]
        with self._database.writing() as connection:
            # Two doors may receive from the same unit at once; the second waits for its number.
            serialise(connection, f"{self.realm.value}/{submission.cycle}/{submission.unit}")
            version = connection.scalar(select(func.max(tables.submission.c.version)).where(*of_unit)) or 0
            newest = _found(
                connection, *of_unit, tables.submission.c.version == version, self._holds(submission.cycle.plan)
            )
            if newest and newest[0].sha256 == submission.sha256:
                return newest[0], False
            kept = replace(submission, version=version + 1)
            _insert(connection, kept, self.realm)
            note(connection, self.realm, _act(kept))
        return kept, True

    def submissions(
        self, cycle: CycleKey, units: Collection[str] | None = None, *, taken_back: bool = False
    ) -> tuple[Submission, ...]:
        wanted: list[ColumnElement[bool]] = [] if units is None else [tables.submission.c.unit.in_(units)]
        wanted += [] if taken_back else [self._holds(cycle.plan)]
        with self._database.reading() as connection:
            return _found(connection, *self._of_cycle(tables.submission, cycle), *wanted)

    def standings(self, plan: str, duty: str, cycles: Collection[str]) -> tuple[Submission, ...]:
        table, keys = tables.submission, {name: CycleKey(plan, duty, name) for name in cycles}
        wanted = (
            select(*(table.c[name] for name in _STANDING))
            .where(*self._of_duty(table, plan, duty), table.c.cycle.in_(keys), self._holds(plan))
            .order_by(table.c.id)
        )
        with self._database.reading() as connection:
            return tuple(
                Submission(keys[cycle], unit, version, _STATES[state], *rest)
                for cycle, unit, version, state, *rest in connection.execute(wanted)
            )

    def submission_counts(self, plan: str, duty: str) -> Mapping[str, int]:
        handed_in, entered = tables.submission, tables.record
        taken_back = [*self._of_duty(entered, plan, duty), entered.c.what == TAKEN_BACK]
        # Each half is counted by its own index: a count over their union would copy every row first.
        wanted = union_all(
            _counted(handed_in.c.cycle, *self._of_duty(handed_in, plan, duty)),
            _counted(entered.c.cycle, *taken_back),
        )
        found: Counter[str] = Counter()
        with self._database.reading() as connection:
            for row in connection.execute(wanted):
                found[row[0]] += row[1]
        return found

    def _of_duty(self, table: Table, plan: str, duty: str) -> list[ColumnElement[bool]]:
        return [table.c.realm == self.realm.value, table.c.plan == plan, table.c.duty == duty]

    def _holds(self, plan: str) -> ColumnElement[bool]:
        """Nobody has taken this version back (``records.taken_back_subject``)."""
        one, entry = tables.submission.c, tables.record.c
        back = holding(entry.realm == self.realm.value, entry.plan == plan, entry.what == TAKEN_BACK)
        names = select(entry.duty + "/" + entry.cycle + "/" + entry.subject).where(*back)
        return (one.duty + "/" + one.cycle + "/" + one.unit + "/" + cast(one.version, Text)).not_in(names)


def _act(one: Submission) -> Act:
    detail = f"lần {one.version}, {one.channel}, {one.state}, {one.sha256}"
    return Act(one.received_at, one.unit, Deed.HANDED_IN, f"{one.cycle}/{one.unit}", detail)


def _counted(cycle: Column[str], *conditions: ColumnElement[bool]) -> Select[str, int]:
    return select(cycle, func.count()).where(*conditions).group_by(cycle)


def _insert(connection: Connection, one: Submission, realm: Realm) -> None:
    identity = tables.submission.c.id
    submission_id = connection.scalar(insert(tables.submission).values(_row_of(one, realm)).returning(identity))
    rows = [
        {"submission_id": submission_id, "position": position, **asdict(row)} for position, row in enumerate(one.rows)
    ]
    if rows:
        connection.execute(insert(tables.submission_row), rows)


def _found(connection: Connection, *conditions: ColumnElement[bool]) -> tuple[Submission, ...]:
    """Two statements, however many they are: the submissions, and the rows of all of them."""
    found = connection.execute(select(tables.submission).where(*conditions).order_by(tables.submission.c.id)).all()
    rows = connection.execute(
        select(tables.submission_row)
        .join(tables.submission, tables.submission.c.id == tables.submission_row.c.submission_id)
        .where(*conditions)
        .order_by(tables.submission_row.c.submission_id, tables.submission_row.c.position)
    )
    rows_of = _rows_by_submission(rows)
    return tuple(_submission_of(one, tuple(rows_of[one.id])) for one in found)


def _rows_by_submission(rows: Iterable[Row[Any]]) -> dict[int, list[SubmissionRow]]:
    found: dict[int, list[SubmissionRow]] = defaultdict(list)
    for row in rows:
        one = SubmissionRow(row.tt, row.status, row.result, row.difficulty, row.proposal)
        found[row.submission_id].append(one)
    return found


def _row_of(submission: Submission, realm: Realm) -> dict[str, Any]:
    return row_of(
        submission,
        tables.submission,
        realm,
        **asdict(submission.cycle),
        state=submission.state.value,
        remarks=dict(submission.remarks),
        problems=[asdict(problem) for problem in submission.problems],
    )


def _submission_of(row: Row[Any], rows: tuple[SubmissionRow, ...]) -> Submission:
    return record_of(
        Submission,
        row,
        cycle=CycleKey(row.plan, row.duty, row.cycle),
        state=SubmissionState(row.state),
        rows=rows,
        problems=tuple(Problem(**{**one, "severity": Severity(one["severity"])}) for one in row.problems),
    )
