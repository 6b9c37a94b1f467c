"""A year of letters, run in a process of its own: prints every key of the ledger with its state, as JSON.

    python year.py CONFIG

An event is moved half-way, and a unit is granted more time, so that what was told before is compared with what holds.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dunghen.desk.extend import extend
from dunghen.events.event import Event
from dunghen.keys import CycleKey
from dunghen.kinds.event.model import EventDuty
from dunghen.kinds.meeting.model import MeetingDate, MeetingDuty
from dunghen.loading.load import load_config
from dunghen.running.rehearse import rehearse
from dunghen.settings import Settings
from dunghen.wiring import open_rehearsal
from dunghen.wording.dates import HANOI

if TYPE_CHECKING:
    from dunghen.app import App
    from dunghen.plans.plan import Plan

CITY, MINISTRY, FOREIGN_AFFAIRS = "hai-phong-2024-2025", "nq59-2025-2030", "ngoai-giao-van-hoa-2030"
DECIDED, HALF_WAY = date(2025, 5, 5), date(2025, 5, 6)


def main(config: Path) -> None:
    """Run it, and print what the ledger says."""
    settings = Settings(config=config, secret="mot-bi-mat-chi-de-thu-trong-kiem-thu-0123")
    with open_rehearsal(settings, load_config(config)) as app:
        _city(app)
        _ministry(app)
        _foreign_affairs(app)
        plans = (CITY, MINISTRY, FOREIGN_AFFAIRS)
        print(json.dumps({key: state for plan in plans for key, state in app.ledger.known(plan).items()}))


def _city(app: App) -> None:
    """An event that is moved after everybody was told of it."""
    first = _with_event(app.plans[CITY], {"from": date(2025, 5, 16)})
    rehearse(replace(app, plans={**app.plans, CITY: first}), [first], date(2025, 3, 1), DECIDED)
    change = {"on": DECIDED, "from": date(2025, 5, 16), "why": "bận"}
    moved = _with_event(app.plans[CITY], {"from": date(2025, 5, 23), "changes": [change]})
    rehearse(replace(app, plans={**app.plans, CITY: moved}), [moved], HALF_WAY, date(2025, 7, 15))


def _with_event(plan: Plan, keys: dict[str, Any]) -> Plan:
    own = next(one for one in plan.duties if isinstance(one, EventDuty) and not one.is_around and one.lead)
    held = {"id": "tuan-le-thu", "duty": own.id, "title": "Tuần lễ thử", "status": "confirmed", **keys}
    return plan.model_copy(update={"events": (Event.model_validate(held),)})


def _foreign_affairs(app: App) -> None:
    """A meeting that is moved after the invitations went."""
    first = _with_meeting(app.plans[FOREIGN_AFFAIRS], {"day": date(2026, 6, 12)})
    rehearse(replace(app, plans={**app.plans, first.id: first}), [first], date(2026, 5, 1), date(2026, 6, 4))
    moves = [{"was": date(2026, 6, 12), "on": date(2026, 6, 4)}]
    moved = _with_meeting(app.plans[FOREIGN_AFFAIRS], {"day": date(2026, 6, 26), "moves": moves})
    rehearse(replace(app, plans={**app.plans, moved.id: moved}), [moved], date(2026, 6, 5), date(2026, 7, 31))


def _with_meeting(plan: Plan, keys: dict[str, Any]) -> Plan:
    held = {"dates": (MeetingDate.model_validate(keys),), "lead": plan.lead, "with_": ("bo-ngoai-giao",)}
    duties = (one.model_copy(update=held) if isinstance(one, MeetingDuty) else one for one in plan.duties)
    return plan.model_copy(update={"duties": tuple(duties)})


def _ministry(app: App) -> None:
    plan = app.plans[MINISTRY]
    cycle = next(CycleKey(plan.id, one.id, "2026") for one in plan.duties if one.collection)
    rehearse(app, [plan], date(2026, 10, 1), date(2026, 11, 15))
    now = datetime(2026, 11, 16, 9, tzinfo=HANOI)
    extend(app, cycle, "cuc-dien-anh", date(2026, 12, 2), "mất điện", by="chuyên viên", now=now)
    rehearse(app, [plan], date(2026, 11, 16), date(2026, 12, 31))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
