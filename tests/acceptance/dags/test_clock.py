"""The tasks of the real DAGs on a clock that cannot be believed."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from dunghen.entrypoints.clock import now_in_hanoi
from dunghen.entrypoints.context import office_run, plan_run
from dunghen.exceptions import ClockError
from dunghen.running.heartbeat import accept
from tests.acceptance.dags.installation import PLAN

if TYPE_CHECKING:
    from airflow.sdk import Context

    from tests.acceptance.dags.installation import Installation


def context(**params: Any) -> Context:
    """What a task of the plan's DAG is handed, as far as it looks."""
    return cast("Context", {"params": params, "dag_run": SimpleNamespace(dag_id=PLAN, run_id="manual")})


def test_where_the_newest_run_is_a_year_ago_no_task_begins_until_a_person_vouches(installation: Installation) -> None:
    """A run of the whole DAG would wait hours for its retries; each task opens the installation by one of these."""
    now = now_in_hanoi()
    with installation.app() as app:
        accept(app.ledger, now - timedelta(days=365), "Lan")
    with pytest.raises(ClockError, match="dunghen clock accept"), plan_run(context()):
        pass
    with pytest.raises(ClockError, match="dunghen clock accept"), office_run(context()):
        pass
    with installation.app() as app:
        assert app.ledger.messages() == ()
        accept(app.ledger, now, "Lan")

    assert installation.run("dunghen_intake") == "success"


def test_a_simulated_day_needs_no_clock(installation: Installation) -> None:
    with installation.app() as app:
        accept(app.ledger, now_in_hanoi() - timedelta(days=365), "Lan")

    assert installation.run(as_of="2026-10-28") == "success"
