"""Registers Đúng Hẹn with Airflow, and does nothing else.

Airflow executes every Python file under this folder, at any depth, as a top-level module named by its stem, in every
process; so this stays the only one (see ``.airflowignore``), and whatever it registers lives in the package.
"""

from __future__ import annotations

from airflow.plugins_manager import AirflowPlugin

from dunghen.entrypoints.timetable import DutyDaysTimetable
from dunghen.entrypoints.web.app import create_app


class DungHenPlugin(AirflowPlugin):
    """The timetable that the plan DAGs are scheduled by, and the pages."""

    name = "dunghen"
    # The names and the lists are Airflow's.
    timetables = [DutyDaysTimetable]  # noqa: RUF012
    fastapi_apps = [{"app": create_app(), "url_prefix": "/dunghen", "name": "Đúng Hẹn"}]  # noqa: RUF012
    external_views = [  # noqa: RUF012
        {"name": "Đúng Hẹn", "href": "/dunghen/", "destination": "nav", "url_route": "dunghen", "nav_top_level": True},
        {
            "name": "Đúng Hẹn",
            "href": "/dunghen/ke-hoach/{DAG_ID}",
            "destination": "dag",
            "url_route": "dunghen-ke-hoach",
        },
    ]
