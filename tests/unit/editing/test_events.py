"""An event moved in the form: exactly those whom the ledger knows as told are told once more."""

from __future__ import annotations

from datetime import date
from typing import Any

from dunghen.cycles.event_letters import informed, informed_otherwise
from dunghen.decision import applied
from dunghen.editing.events import event_entry
from dunghen.editing.named_list import NamedList
from dunghen.events.event import Event
from dunghen.events.ics import as_entry
from tests.unit.running.event_desk import EventDesk

CALLED = "ngay-van-hoa-kz"


def form(desk: EventDesk) -> tuple[Any, NamedList]:
    """The form of the event as it stands on the desk, all of it the office's."""
    (plan,) = desk.app.plans.values()
    entry = {key: value for key, value in as_entry(desk.event).items() if key != "id"}
    events = NamedList("events/kazakhstan-2025-2027.yaml", "events", None, {"events": {CALLED: entry}})
    told = informed(desk.app, plan.id, desk.event)
    return event_entry(plan, events, CALLED, desk.app.office.directory, date(2026, 4, 20), told), events


def saved(desk: EventDesk, **changes: str) -> None:
    """Fill these fields in and save."""
    entry, events = form(desk)
    sent = {one.name: _sent(one.content(entry.value(one))) for one in entry.fields}
    read = entry.read(sent | {name: [value] for name, value in changes.items()})
    assert read.is_sound, read
    (kept,) = applied(events.decided, read.changes)["events"].values()
    desk.event = Event.model_validate({"id": CALLED, **kept})


def _sent(shown: Any) -> list[str]:
    return shown if isinstance(shown, list) else ["1"] if shown is True else [] if shown is False else [shown]


def notices(desk: EventDesk) -> list[str]:
    return [one for one in desk.went() if one.startswith(("moved-", "cancelled", "postponed-"))]


def test_a_moved_event_is_told_once_to_exactly_those_who_were_told() -> None:
    desk = EventDesk()
    desk.run("2026-04-16")
    told = sorted(informed(desk.app, "kazakhstan-2025-2027", desk.event))
    assert told == ["cuc-dien-anh", "cuc-hop-tac-quoc-te"]

    saved(desk, **{"from": "2026-10-06", "to": "2026-10-09"})

    assert informed_otherwise(desk.app, "kazakhstan-2025-2027", desk.event) == tuple(told)
    for day in ("2026-04-20", "2026-04-21", "2026-04-22"):
        desk.run(day)
    assert notices(desk) == [f"moved-20261006/{one}" for one in told]
    assert informed_otherwise(desk.app, "kazakhstan-2025-2027", desk.event) == ()


def test_a_slip_corrected_before_anybody_was_told_tells_nobody() -> None:
    desk = EventDesk()
    saved(desk, **{"from": "2026-05-11", "chi-sua-loi-go": "1"})
    desk.run("2026-04-20")
    assert notices(desk) == []


def test_a_move_that_nobody_knew_the_former_days_of_tells_nobody() -> None:
    desk = EventDesk()
    saved(desk, **{"from": "2026-10-06", "to": "2026-10-09"})
    desk.run("2026-04-20")
    assert notices(desk) == []


def test_moved_and_then_called_off_each_is_told_once() -> None:
    desk = EventDesk()
    desk.run("2026-04-16")
    saved(desk, **{"from": "2026-10-06", "to": "2026-10-09"})
    desk.run("2026-04-20")
    saved(desk, status="cancelled")
    desk.run("2026-04-21")
    desk.run("2026-04-22")
    assert sorted(notices(desk)) == [
        "cancelled/cuc-dien-anh",
        "cancelled/cuc-hop-tac-quoc-te",
        "moved-20261006/cuc-dien-anh",
        "moved-20261006/cuc-hop-tac-quoc-te",
    ]


def test_an_event_that_somebody_was_told_of_is_called_off_and_not_just_removed() -> None:
    desk = EventDesk()
    assert form(desk)[0].leaving().is_sound
    desk.run("2026-04-16")
    assert "chọn trạng thái «đã hủy», để những nơi ấy được báo lại" in form(desk)[0].leaving().problems[0]
