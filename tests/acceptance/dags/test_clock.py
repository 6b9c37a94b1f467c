"""A run of the real DAG on a clock that cannot be believed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from dunghen.entrypoints.clock import now_in_hanoi
from dunghen.running.heartbeat import accept

if TYPE_CHECKING:
    from tests.acceptance.dags.installation import Installation


def test_where_the_newest_run_is_a_year_ago_every_task_that_works_fails(installation: Installation) -> None:
    now = now_in_hanoi()
    with installation.app() as app:
        accept(app.ledger, now - timedelta(days=365), "Lan")

    assert installation.run() == "failed"
    assert installation.done == set()
    assert installation.run("dunghen_intake") == "failed"
    assert installation.mails() == []
    with installation.app() as app:
        assert app.ledger.messages() == ()
        accept(app.ledger, now, "Lan")

    assert installation.run("dunghen_intake") == "success"


def test_a_simulated_day_needs_no_clock(installation: Installation) -> None:
    with installation.app() as app:
        accept(app.ledger, now_in_hanoi() - timedelta(days=365), "Lan")

    assert installation.run(as_of="2026-10-28") == "success"
