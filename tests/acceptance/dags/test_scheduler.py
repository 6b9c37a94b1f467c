"""No edit of a plan's days or hour, in whatever order, ends Airflow's scheduler or loses a day."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dunghen.entrypoints.clock import now_in_hanoi
from dunghen.entrypoints.timetable import DutyDaysTimetable
from tests.acceptance.dags.scheduling import parse, retire, runs_of, start_the_scheduler

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from airflow.models.dagrun import DagRun

# The database's clock is not ours to set: the zone is one in which it is now between twelve and one o'clock.
NOON = f"Etc/GMT{now_in_hanoi().astimezone(UTC).hour - 12:+d}"
TODAY = now_in_hanoi().astimezone(ZoneInfo(NOON)).date()
HOURS = (time(0), time(8), time(9, 0, 30), time(10, 15), time(18), time(23, 59, 59))

_names = (f"ke-hoach-{number}" for number in count())


@pytest.fixture(scope="module", autouse=True)
def at_once(airflow: None) -> Iterator[None]:
    """An edit reaches the scheduler with the parse and not half a minute later."""
    from airflow.dag_processing.bundles.manager import DagBundlesManager

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AIRFLOW__CORE__MIN_SERIALIZED_DAG_UPDATE_INTERVAL", "0")
        DagBundlesManager().sync_bundles_to_db()
        yield


@contextmanager
def a_plan() -> Iterator[str]:
    dag_id = next(_names)
    try:
        yield dag_id
    finally:
        retire(dag_id)


def instant(at: time, day: date = TODAY, zone: str = NOON) -> datetime:
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


def logical_dates(dag_id: str) -> list[datetime | None]:
    return [run.logical_date for run in runs_of(dag_id)]


def edited(dag_id: str, *hours: time) -> list[datetime | None]:
    """The runs of today after the scheduler has looked at the plan with each of these hours in turn."""
    for at in hours:
        parse(dag_id, DutyDaysTimetable([TODAY], at, NOON))
        start_the_scheduler()
    return logical_dates(dag_id)


@pytest.mark.parametrize(
    ("hours", "ran"),
    [
        # The hour is moved later after the day's run, twice: a run at each.
        ([time(8), time(9), time(10)], [time(8), time(9), time(10)]),
        # Earlier after the run, and back: nothing more.
        ([time(10), time(8), time(10)], [time(10)]),
        # Later before the run: none yet.
        ([time(18)], []),
        # From an hour to come to one that is past: the run that has been missed.
        ([time(18), time(8)], [time(8)]),
        # And to an hour to come again.
        ([time(8), time(18)], [time(8)]),
    ],
)
def test_a_day_runs_once_at_each_later_hour_that_it_is_moved_to(hours: list[time], ran: list[time]) -> None:
    with a_plan() as dag_id:
        assert edited(dag_id, *hours) == [instant(at) for at in ran]


def test_a_plan_whose_hour_is_moved_holds_up_no_other() -> None:
    with a_plan() as moved, a_plan() as beside:
        edited(moved, time(8))
        parse(beside, DutyDaysTimetable([TODAY], time(8), NOON))

        edited(moved, time(9))

        assert logical_dates(beside) == [instant(time(8))]


def test_a_manual_run_may_not_take_a_name_that_the_timetable_will_give() -> None:
    with a_plan() as dag_id:
        parse(dag_id, DutyDaysTimetable([TODAY], time(18), NOON))
        name = f"scheduled__{instant(time(18)).isoformat()}"

        with pytest.raises(ValueError, match="reserved for scheduled runs"):
            by_hand(dag_id, run_id=name)


def by_hand(dag_id: str, **asked: Any) -> None:
    from airflow.api.common.trigger_dag import trigger_dag
    from airflow.utils.types import DagRunTriggeredByType

    trigger_dag(dag_id, triggered_by=DagRunTriggeredByType.UI, **asked)


def ran_under_the_version_before(dag_id: str) -> None:
    """Today's run at eight, by the name that the version before gave it."""
    from airflow.models.serialized_dag import SerializedDagModel
    from airflow.utils.session import create_session
    from airflow.utils.state import DagRunState
    from airflow.utils.types import DagRunTriggeredByType, DagRunType

    at = instant(time(8))
    with create_session() as session:
        model = SerializedDagModel.get(dag_id, session=session)
        assert model is not None
        model.dag.create_dagrun(
            run_id=f"scheduled__{TODAY}",
            logical_date=at,
            data_interval=(at, at),
            run_after=at,
            run_type=DagRunType.SCHEDULED,
            triggered_by=DagRunTriggeredByType.TIMETABLE,
            state=DagRunState.SUCCESS,
            session=session,
        )


def dated_by_hand(dag_id: str) -> None:
    """Runs by hand whose dates, entered in the form, are those of a run that may have been and of one to come."""
    from sqlalchemy.exc import IntegrityError

    for at in (time(10, 15), time(18)):
        with suppress(IntegrityError):  # the form refuses a date that there is
            by_hand(dag_id, logical_date=instant(at))


def backfilled(dag_id: str) -> None:
    from airflow.models.backfill import (
        AlreadyRunningBackfill,
        NoBackfillRunsToCreate,
        ReprocessBehavior,
        _create_backfill,
    )

    # The form refuses a second one, and one of days on which there is nothing to run.
    with suppress(AlreadyRunningBackfill, NoBackfillRunsToCreate):
        _create_backfill(
            dag_id=dag_id,
            from_date=instant(time(0), TODAY - timedelta(days=3)),
            to_date=instant(time(11)),
            max_active_runs=16,
            reverse=False,
            dag_run_conf=None,
            triggering_user_name="an",
            reprocess_behavior=ReprocessBehavior.COMPLETED,
        )


def cleared(dag_id: str) -> None:
    from airflow.models.serialized_dag import SerializedDagModel
    from airflow.utils.session import create_session

    with create_session() as session:
        model = SerializedDagModel.get(dag_id, session=session)
        assert model is not None
        for run in runs_of(dag_id):
            model.dag.clear(run_id=run.run_id, session=session)


def newest_deleted(dag_id: str) -> None:
    from airflow.models.dagrun import DagRun
    from airflow.utils.session import create_session
    from sqlalchemy import delete

    newest = [run.id for run in runs_of(dag_id)][-1:]
    with create_session() as session:
        session.execute(delete(DagRun).where(DagRun.id.in_(newest)))


versions = st.builds(
    DutyDaysTimetable,
    st.lists(st.sampled_from([TODAY + timedelta(days=offset) for offset in range(-3, 2)]), max_size=4),
    st.sampled_from(HOURS),
    st.sampled_from([NOON, NOON, NOON, "Asia/Ho_Chi_Minh", "Etc/GMT+12", "Etc/GMT-14"]),
)
deeds = st.none() | st.sampled_from([dated_by_hand, backfilled, cleared, newest_deleted])


def newest_due(timetable: DutyDaysTimetable) -> list[datetime]:
    """The newest instant that is past for certain."""
    past = now_in_hanoi() - timedelta(minutes=1)
    return sorted(at for day in timetable.days if (at := instant(timetable.at, day, timetable.tz)) < past)[-1:]


def reached(run: DagRun, at: datetime) -> bool:
    """Whether the run is of this instant or a later one; a run by hand only counts for its own."""
    assert run.logical_date is not None
    return run.logical_date == at if run.run_type == "manual" else run.logical_date >= at


@settings(max_examples=10)
@given(st.booleans(), st.lists(st.tuples(versions, deeds), min_size=2, max_size=4))
def test_no_sequence_of_edits_ends_the_scheduler_or_loses_a_day(
    upgraded: bool, edits: list[tuple[DutyDaysTimetable, Callable[[str], None] | None]]
) -> None:
    with a_plan() as dag_id:
        parse(dag_id, DutyDaysTimetable([TODAY], time(8), NOON))
        if upgraded:
            ran_under_the_version_before(dag_id)
        for timetable, deed in edits:
            if deed:
                deed(dag_id)
            parse(dag_id, timetable)
            start_the_scheduler()

            runs = runs_of(dag_id)
            assert all(any(reached(run, at) for run in runs) for at in newest_due(timetable))
