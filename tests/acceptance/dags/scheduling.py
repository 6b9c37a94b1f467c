"""Airflow's own scheduler, over DAGs whose timetables are edited between its loops."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pendulum

if TYPE_CHECKING:
    from airflow.models.dagrun import DagRun

    from dunghen.entrypoints.timetable import DutyDaysTimetable


def parse(dag_id: str, timetable: DutyDaysTimetable) -> None:
    """What the DAG processor does with a plan's file: its days go into the database, and its next run is computed."""
    from airflow.dag_processing.collection import update_dag_parsing_results_in_db
    from airflow.providers.standard.operators.empty import EmptyOperator
    from airflow.sdk import DAG
    from airflow.serialization.serialized_objects import LazyDeserializedDAG
    from airflow.utils.session import create_session

    start = pendulum.datetime(2025, 1, 1, tz="UTC")
    with DAG(dag_id, schedule=timetable, start_date=start, max_active_runs=64, is_paused_upon_creation=False) as dag:
        # The scheduler carries it out by itself: no executor, no process.
        EmptyOperator(task_id="gate")
    dag.fileloc, dag.relative_fileloc = __file__, f"{dag_id}.py"
    dag.timetable.validate()
    errors: dict[tuple[str, str], str] = {}
    with create_session() as session:
        parsed = [LazyDeserializedDAG.from_dag(dag)]
        update_dag_parsing_results_in_db("dags-folder", None, parsed, errors, 0.1, set(), session)
    assert errors == {}


def start_the_scheduler() -> None:
    """Start it and let it go through one loop.

    Raises:
        Exception: whatever would end the scheduler's process.
    """
    from airflow.executors.base_executor import BaseExecutor
    from airflow.jobs.job import Job
    from airflow.jobs.scheduler_job_runner import SchedulerJobRunner

    job = Job()
    runner = SchedulerJobRunner(job, num_runs=1, scheduler_idle_sleep_time=0, executors=[BaseExecutor()])
    job.prepare_for_execution()
    runner._run_scheduler_loop()
    job.complete_execution()


def runs_of(dag_id: str) -> list[DagRun]:
    """Every run there is of the DAG, in the order in which they were made."""
    from airflow.models.dagrun import DagRun
    from airflow.utils.session import create_session
    from sqlalchemy import select

    with create_session() as session:
        found = list(session.scalars(select(DagRun).where(DagRun.dag_id == dag_id).order_by(DagRun.id)))
        session.expunge_all()
    return found


def retire(dag_id: str) -> None:
    """Let no later test's scheduler look at it."""
    from airflow.models.dag import DagModel
    from airflow.utils.session import create_session
    from sqlalchemy import update

    with create_session() as session:
        session.execute(update(DagModel).where(DagModel.dag_id == dag_id).values(is_paused=True))
