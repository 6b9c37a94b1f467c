"""The JSON schema of a plan file, for editors that complete and check while one writes."""

from __future__ import annotations

from typing import Any

from dunghen.plans.plan import Plan

SCHEMA_FILE = "plan.schema.json"


def plan_schema() -> dict[str, Any]:
    """JSON schema (draft 2020-12) of ``config/plans/*.yaml``."""
    schema = Plan.model_json_schema(by_alias=True)
    # Filled by the loader from the table that «tasks» names; nobody writes it.
    schema["properties"].pop("task_rows")
    schema["$defs"].pop("TaskRow", None)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
