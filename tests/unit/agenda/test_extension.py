"""Gia hạn: which days can be granted, and what the cycle is for the unit that has been granted one.

NQ 59, kỳ 2026: «trước ngày 30/11», last working day before it thứ Sáu 27/11/2026; compiled five working days later, thứ
Sáu 04/12/2026.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from dunghen.agenda.extension import EXTENSION, UNTIL, Extensions, extended, why_not_extendable
from dunghen.directory.directory import Directory
from dunghen.records import Record, RecordEvent
from dunghen.testing import a_cycle_key, a_plan, a_submission, a_unit, an_office
from dunghen.views.unit_report import is_late
from dunghen.wording.dates import HANOI

KEY = a_cycle_key()
OFFICE = an_office()
PLAN = a_plan()
CYCLE = next(one for one in PLAN.duties[0].cycles(PLAN, OFFICE) if one.name == "2026")
THU_TU = date(2026, 12, 2)
ASKED = date(2026, 11, 20)


def entry(day: date | None, unit: str = "cuc-dien-anh") -> RecordEvent:
    values: dict[str, Any] = {UNTIL: day.isoformat()} if day else {}
    at = datetime(2026, 11, 20, 9, tzinfo=HANOI)
    return RecordEvent(Record(KEY, EXTENSION, unit, ASKED, "Lan", at, values), withdrawn=day is None)


def granted(*events: RecordEvent, directory: Directory = OFFICE.directory) -> Extensions:
    return Extensions.of(events, directory)


def test_the_cycle_is_the_one_of_the_table_below():
    assert (CYCLE.deadline, CYCLE.late_from, CYCLE.lock) == (date(2026, 11, 27), date(2026, 11, 30), date(2026, 12, 4))


@pytest.mark.parametrize(
    ("until", "possible"),
    [
        pytest.param(date(2026, 11, 26), False, id="thứ Năm 26/11, before the deadline"),
        pytest.param(date(2026, 11, 27), False, id="thứ Sáu 27/11, the deadline itself"),
        pytest.param(date(2026, 11, 28), True, id="thứ Bảy 28/11, the day after"),
        pytest.param(THU_TU, True, id="thứ Tư 02/12"),
        pytest.param(date(2026, 12, 3), True, id="thứ Năm 03/12, the day before the books close"),
        pytest.param(date(2026, 12, 4), False, id="thứ Sáu 04/12, the day on which they close"),
        pytest.param(date(2027, 12, 2), False, id="a year too far"),
    ],
)
def test_more_time_ends_after_the_deadline_and_before_the_books_close(until, possible):
    assert (why_not_extendable(CYCLE, until, ASKED) is None) is possible


def test_what_cannot_be_granted_is_told_with_both_days():
    assert why_not_extendable(CYCLE, date(2026, 12, 4), ASKED) == (
        "Ngày gia hạn phải sau ngày cuối (thứ Sáu, 27/11/2026) và trước ngày tổng hợp (thứ Sáu, 04/12/2026); "
        "thứ Sáu, 04/12/2026 thì không được. Cần lâu hơn thì dời ngày tổng hợp trong kế hoạch."
    )


@pytest.mark.parametrize(("today", "possible"), [(date(2026, 12, 3), True), (date(2026, 12, 4), False)])
def test_nothing_is_granted_once_the_books_are_closed(today, possible):
    assert (why_not_extendable(CYCLE, THU_TU, today) is None) is possible


def test_where_nothing_is_due_by_a_day_there_is_nothing_to_extend():
    told = why_not_extendable(replace(CYCLE, deadline=None), THU_TU, ASKED)
    assert told == "Kỳ 2026 không có ngày cuối, nên không có gì để gia hạn."


@pytest.mark.parametrize(
    ("until", "received", "late"),
    [
        pytest.param(None, datetime(2026, 11, 29, 23, 59, tzinfo=HANOI), False, id="of all: Chủ nhật 29/11"),
        pytest.param(None, datetime(2026, 11, 30, 0, 0, tzinfo=HANOI), True, id="of all: thứ Hai 30/11"),
        pytest.param(
            THU_TU, datetime(2026, 12, 2, 23, 59, 59, tzinfo=HANOI), False, id="the last second of thứ Tư 02/12"
        ),
        pytest.param(THU_TU, datetime(2026, 12, 3, 0, 0, tzinfo=HANOI), True, id="thứ Năm 03/12 at 00:00"),
        pytest.param(
            date(2026, 11, 28),
            datetime(2026, 11, 29, 9, tzinfo=HANOI),
            False,
            id="granted less than all have: Chủ nhật",
        ),
        pytest.param(date(2026, 11, 28), datetime(2026, 11, 30, 0, 0, tzinfo=HANOI), True, id="… and thứ Hai is late"),
    ],
)
def test_a_report_is_on_time_to_the_end_of_the_day_granted(until, received, late):
    assert is_late(extended(CYCLE, until), a_submission(received_at=received)) is late


def test_the_cycle_of_such_a_unit_tells_its_own_day_and_that_of_all_and_is_compiled_when_it_was():
    own = extended(CYCLE, THU_TU)
    assert (own.deadline, own.first_deadline, own.lock) == (THU_TU, date(2026, 11, 27), date(2026, 12, 4))
    assert extended(CYCLE, None) is CYCLE


def test_the_newest_word_holds_and_every_change_is_counted():
    changes = [entry(THU_TU), entry(date(2026, 12, 3)), entry(None), entry(THU_TU)]
    days = [granted(*changes[:n]).until(KEY, "cuc-dien-anh") for n in range(5)]
    assert days == [None, THU_TU, date(2026, 12, 3), None, THU_TU]
    assert [granted(*changes[:n]).moves(KEY, "cuc-dien-anh") for n in range(5)] == [0, 1, 2, 3, 4]


def test_another_unit_and_another_cycle_have_no_more_time():
    found = granted(entry(THU_TU))
    assert found.until(KEY, "cuc-bao-chi") is None
    assert found.until(a_cycle_key("2027"), "cuc-dien-anh") is None
    assert found.in_cycle(KEY) == {"cuc-dien-anh": THU_TU}


def test_entries_about_other_things_are_passed_over():
    other = entry(THU_TU)
    assert granted(replace(other, record=replace(other.record, what="taken-back", values={}))) == Extensions()


def test_a_unit_that_was_renamed_keeps_its_time_under_both_names_and_its_own_word_goes_first():
    old = a_unit("cuc-cu", valid_to=date(2026, 11, 10), successor="cuc-moi")
    directory = Directory(units=(old, a_unit("cuc-moi")))
    assert granted(entry(THU_TU, "cuc-cu"), directory=directory).until(KEY, "cuc-moi") == THU_TU
    assert granted(entry(THU_TU, "cuc-moi"), directory=directory).until(KEY, "cuc-cu") == THU_TU
    both = granted(entry(date(2026, 12, 3), "cuc-cu"), entry(THU_TU, "cuc-moi"), directory=directory)
    assert both.until(KEY, "cuc-moi") == THU_TU
