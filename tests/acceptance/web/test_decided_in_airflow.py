"""What an operator decides on a page moves the plan's next run in the running Airflow, without a restart."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from dunghen.entrypoints.clock import now_in_hanoi
from dunghen.wording.dates import HANOI
from tests.integration.web.browser import send

if TYPE_CHECKING:
    from pathlib import Path

    from tests.acceptance.conftest import Standalone
    from tests.acceptance.web.conftest import Client

PLAN, DUTY = "ngoai-giao-van-hoa-2030", "hop-thuong-nien"
FORM = f"/dunghen/sua/nhiem-vu?{urlencode({'ke-hoach': PLAN, 'nhiem-vu': DUTY})}"
FOLLOWS = 90
"""Seconds within which Airflow follows, on a test machine with two cores that does other things too."""


def next_run(standalone: Standalone) -> date | None:
    """The day in Hà Nội, as Airflow's own API tells it."""
    found = standalone.ask(f"/api/v2/dags/{PLAN}")["next_dagrun_run_after"]
    return datetime.fromisoformat(found).astimezone(HANOI).date() if found else None


def test_a_meeting_typed_into_a_page_is_the_next_run_of_its_plan(
    standalone: Standalone, client: Client, root: Path
) -> None:
    day = date(now_in_hanoi().year + 1, 5, 16)
    assert next_run(standalone) is None

    answer = send(client("op"), FORM, {"dates.day": day.isoformat(), "buoc": "ghi", "vi-sao": "Giấy mời số 1"})

    assert answer.status_code == 303, answer.text
    assert (standalone.config / "office" / "plans" / f"{PLAN}.yaml").is_file()
    assert not (root / "config" / "office" / "plans" / f"{PLAN}.yaml").exists()
    until = time.monotonic() + FOLLOWS
    while (found := next_run(standalone)) is None:
        assert time.monotonic() < until, "Airflow has not followed the decision"
        time.sleep(2)
    # The invitation, ten working days before.
    assert day - timedelta(days=20) < found < day
