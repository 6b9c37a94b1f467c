"""The names of the DAGs. A plan's is the plan's own; the pages know the others without building any."""

from __future__ import annotations

import re

INTAKE = "dunghen_intake"
"""The service DAG."""
_BROKEN = "broken_plan__"
_LONGEST = 250


def broken_dag_id(file_stem: str) -> str:
    """The DAG of a plan file that cannot be used; Airflow allows fewer characters than a file name has, and fewer kinds."""
    return (_BROKEN + re.sub(r"[^\w.-]+", "-", file_stem))[:_LONGEST]


def is_broken_dag(dag_id: str) -> bool:
    """Whether the DAG stands for a plan file that cannot be used."""
    return dag_id.startswith(_BROKEN)
