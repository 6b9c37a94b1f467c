"""The JSON schema of a plan file, for editors that complete and check while one writes."""

from __future__ import annotations

from typing import Any

from dunghen.plans.plan import Plan

SCHEMA_FILE = "plan.schema.json"


def plan_schema() -> dict[str, Any]:
    """JSON schema (draft 2020-12) of ``config/plans/*.yaml``."""
    schema = Plan.model_json_schema(by_alias=True)
    # Filled by the loader from other files; nobody writes them here.
    for filled in ("task_rows", "events", "event_steps"):
        schema["properties"].pop(filled)
    for model in ("TaskRow", "Event", "EventStatus", "Change"):
        schema["$defs"].pop(model, None)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
