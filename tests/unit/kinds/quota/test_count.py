"""Each programme, partner or press crew counts once."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dunghen.events.event import Event
from dunghen.exceptions import UnknownKeyError
from dunghen.keys import CycleKey
from dunghen.kinds.quota.count import Counted, count, from_events, from_records
from dunghen.records import Record
from dunghen.testing import NOON, MemoryLedger

YEAR = (date(2025, 1, 1), date(2025, 12, 31))
CYCLE = CycleKey("hai-phong-2024-2025", "chuong-trinh-trong-nam", "2025")


def a_record(subject: str, day: date, what: str = "programme", **values: str | int) -> Record:
    return Record(CYCLE, what, subject, day, "Chuyên viên", NOON, values)


def an_event(event_id: str, status: str, day: date, duty: str = "don-doan-nghe-thuat") -> Event:
    keys = {"id": event_id, "duty": duty, "title": "Giao lưu nghệ thuật", "status": status, "from": day}
    changes = [{"on": date(2025, 1, 2)}] if status in {"cancelled", "postponed"} else []
    return Event.model_validate({**keys, "changes": changes})


def test_an_entry_counts_under_its_title_and_only_under_the_name_asked_for() -> None:
    records = [
        a_record("incheon", date(2025, 5, 10), title="Đoàn nghệ thuật Incheon"),
        a_record("kitakyushu", date(2025, 6, 1)),
        a_record("tokyo-tv", date(2025, 6, 2), "press-crew"),
    ]
    assert from_records(records, "programme") == [
        Counted("incheon", "Đoàn nghệ thuật Incheon", date(2025, 5, 10)),
        Counted("kitakyushu", "kitakyushu", date(2025, 6, 1)),
    ]


def test_of_the_event_calendar_only_what_was_held_counts() -> None:
    day = date(2025, 5, 10)
    statuses = ("idea", "planned", "confirmed", "held", "postponed", "cancelled")
    events = [an_event(f"event-{status}", status, day) for status in statuses]
    assert from_events(events, ()) == [Counted("event-held", "Giao lưu nghệ thuật", day)]


def test_events_of_other_duties_than_those_named_do_not_count() -> None:
    events = [
        an_event("giao-luu", "held", date(2025, 5, 10)),
        an_event("tap-huan", "held", date(2025, 5, 12), duty="boi-duong-can-bo"),
    ]
    assert [one.subject for one in from_events(events, ["don-doan-nghe-thuat"])] == ["giao-luu"]
    assert [one.subject for one in from_events(events, [])] == ["giao-luu", "tap-huan"]


def test_what_was_entered_and_stands_in_the_calendar_too_counts_once_on_its_earlier_day() -> None:
    found = [Counted("incheon", "Incheon", date(2025, 5, 11)), Counted("incheon", "Đoàn Incheon", date(2025, 5, 10))]
    assert count(found, *YEAR) == (Counted("incheon", "Đoàn Incheon", date(2025, 5, 10)),)


def test_the_first_and_the_last_day_count_and_what_lies_outside_does_not() -> None:
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1)]
    found = [Counted(f"ngay-{number}", "", day) for number, day in enumerate(days)]
    assert [one.subject for one in count(found, *YEAR)] == ["ngay-1", "ngay-2"]


SUBJECTS = st.sampled_from(["incheon", "kitakyushu", "udomxay", "thien-tan", "vladivostok"])
ACTS = st.lists(st.tuples(st.sampled_from(["enter", "withdraw"]), SUBJECTS, st.dates(*YEAR)), max_size=40)


@given(acts=ACTS)
def test_in_whatever_order_things_are_entered_and_withdrawn_the_count_is_what_holds(
    acts: list[tuple[str, str, date]],
) -> None:
    ledger, holding = MemoryLedger(), set[str]()
    for act, subject, day in acts:
        if act == "enter":
            ledger.add_record(a_record(subject, day))
            holding.add(subject)
            continue
        try:
            ledger.withdraw_record(CYCLE, "programme", subject, by="Chuyên viên", now=NOON)
        except UnknownKeyError:
            assert subject not in holding
        holding.discard(subject)
    counted = count(from_records(ledger.records(CYCLE.plan), "programme"), *YEAR)
    assert {one.subject for one in counted} == holding
    assert len(counted) == len(holding)
