"""One Airflow DAG per plan file of ``config/plans``; a task's process builds only its own."""

from __future__ import annotations

from airflow.sdk import get_parsing_context

from dunghen.entrypoints.dag import plan_dags

for dag in plan_dags(get_parsing_context().dag_id):
    globals()[dag.dag_id] = dag
