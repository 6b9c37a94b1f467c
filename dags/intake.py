"""The Airflow DAG that takes submissions from the drop folder and sends what waits."""

from __future__ import annotations

from dunghen.entrypoints.intake import intake_dag

dag = intake_dag()
