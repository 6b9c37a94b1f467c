"""A year of letters, run in a process of its own: prints every key of the ledger with its state, as JSON.

    python year.py CONFIG

An event is moved half-way, and a unit is granted more time, so that what was told before is compared with what holds.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from dunghen.desk.extend import extend
from dunghen.events.event import Change
from dunghen.keys import CycleKey
from dunghen.loading.load import load_config
from dunghen.running.rehearse import rehearse
from dunghen.settings import Settings
from dunghen.wiring import open_rehearsal
from dunghen.wording.dates import HANOI

if TYPE_CHECKING:
    from dunghen.app import App
    from dunghen.plans.plan import Plan

CITY, MINISTRY = "hai-phong-2024-2025", "nq59-2025-2030"
DECIDED, HALF_WAY = date(2025, 5, 5), date(2025, 5, 6)


def main(config: Path) -> None:
    """Run it, and print what the ledger says."""
    settings = Settings(config=config, secret="mot-bi-mat-chi-de-thu-trong-kiem-thu-0123")
    with open_rehearsal(settings, load_config(config)) as app:
        _city(app)
        _ministry(app)
        print(json.dumps({key: state for plan in (CITY, MINISTRY) for key, state in app.ledger.known(plan).items()}))


def _city(app: App) -> None:
    plan = app.plans[CITY]
    rehearse(app, [plan], date(2025, 3, 1), DECIDED)
    moved = _moved(plan)
    rehearse(replace(app, plans={**app.plans, CITY: moved}), [moved], HALF_WAY, date(2025, 7, 15))


def _moved(plan: Plan) -> Plan:
    """Every event that is still to come takes place a week later."""
    events = tuple(
        one.model_copy(
            update={
                "since": one.since + timedelta(days=7),
                "until": one.until and one.until + timedelta(days=7),
                "changes": (Change.model_validate({"on": DECIDED, "from": one.since, "why": "bận"}),),
            }
        )
        if one.fires and one.since and one.since > HALF_WAY
        else one
        for one in plan.events
    )
    return plan.model_copy(update={"events": events})


def _ministry(app: App) -> None:
    plan, cycle = app.plans[MINISTRY], CycleKey(MINISTRY, "bao-cao-nam", "2026")
    cycle = next(CycleKey(plan.id, one.id, "2026") for one in plan.duties if one.collection)
    rehearse(app, [plan], date(2026, 10, 1), date(2026, 11, 15))
    now = datetime(2026, 11, 16, 9, tzinfo=HANOI)
    extend(app, cycle, "cuc-dien-anh", date(2026, 12, 4), "mất điện", by="chuyên viên", now=now)
    rehearse(app, [plan], date(2026, 11, 16), date(2026, 12, 31))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
