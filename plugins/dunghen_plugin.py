"""Registers Đúng Hẹn with Airflow, and does nothing else.

Airflow executes every Python file under this folder, at any depth, as a top-level module named by its stem, in every
process; so this stays the only one (see ``.airflowignore``), and whatever it registers lives in the package.
"""

from __future__ import annotations

from airflow.plugins_manager import AirflowPlugin

from dunghen.entrypoints.timetable import DutyDaysTimetable


class DungHenPlugin(AirflowPlugin):
    """The timetable that the plan DAGs are scheduled by."""

    name = "dunghen"
    timetables = [DutyDaysTimetable]  # noqa: RUF012 - the name and the list are Airflow's
