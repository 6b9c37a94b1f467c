"""A swap of a day off and a make-up day: what it does to the calendar, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from dunghen.calendar.announced import CalendarFile
from dunghen.calendar.working_days import WorkCalendar
from dunghen.decision import applied
from dunghen.editing.days_off import announced_entry, override_entry, swap_entry
from dunghen.editing.named_list import NamedList

SIGNED = {
    "announced": [{"year": 2026, "document": "12729/VPCP-KGVX"}],
    "overrides": [{"date": date(2026, 1, 2), "day": False, "document": "12729/VPCP-KGVX"}],
}
MON_31_08, SAT_22_08 = date(2026, 8, 31), date(2026, 8, 22)
USUAL = {MON_31_08: True, SAT_22_08: False}
"""What their weekdays say; the library knows the swap already."""


def days(decided: object = None) -> NamedList:
    return NamedList("calendar.yaml", "overrides", SIGNED, decided)


def calendar_after(sent: dict[str, list[str]]) -> WorkCalendar:
    read = swap_entry(days(), WorkCalendar()).read(sent)
    assert read.is_sound, read
    added = applied(None, read.changes)["overrides"]
    return CalendarFile.model_validate({"overrides": [{"date": day, **one} for day, one in added.items()]}).calendar()


def test_a_swap_is_two_days_of_one_decision() -> None:
    # Quốc khánh 2026 is thứ Tư 02/9, with thứ Ba 01/9: thứ Hai 31/8 off makes a bridge, thứ Bảy 22/8 is worked for it.
    sent = {"nghi": ["2026-08-31"], "lam-bu": ["2026-08-22"], "van-ban": ["Thông báo số 1"]}
    read = swap_entry(days(), WorkCalendar()).read(sent)
    assert applied(None, read.changes) == {
        "overrides": {
            MON_31_08: {"day": "off", "document": "Thông báo số 1"},
            SAT_22_08: {"day": "working", "document": "Thông báo số 1"},
        }
    }
    assert read.summary == [
        ("thứ Hai, 31/08/2026", "đi làm", "nghỉ (Thông báo số 1)"),
        ("thứ Bảy, 22/08/2026", "nghỉ", "đi làm (Thông báo số 1)"),
    ]


@pytest.mark.parametrize(
    ("anchor", "working_days", "before", "after"),
    [
        # thứ Năm 03/9 less one: over Quốc khánh (01/9, 02/9) to thứ Hai 31/8; with the bridge to thứ Sáu 28/8.
        (date(2026, 9, 3), -1, date(2026, 8, 31), date(2026, 8, 28)),
        # thứ Sáu 21/8 and one: thứ Hai 24/8; with the make-up day thứ Bảy 22/8.
        (date(2026, 8, 21), 1, date(2026, 8, 24), date(2026, 8, 22)),
        # thứ Năm 03/9 less ten: one day off more and one day worked more, the same thứ Ba 18/8.
        (date(2026, 9, 3), -10, date(2026, 8, 18), date(2026, 8, 18)),
        # Nothing after the swap is touched: thứ Năm 03/9 and one is thứ Sáu 04/9.
        (date(2026, 9, 3), 1, date(2026, 9, 4), date(2026, 9, 4)),
    ],
)
def test_a_swap_moves_what_is_counted_across_it(anchor: date, working_days: int, before: date, after: date) -> None:
    swapped = calendar_after({"nghi": ["2026-08-31"], "lam-bu": ["2026-08-22"], "van-ban": ["Thông báo số 1"]})
    assert WorkCalendar(overrides=USUAL).shift(anchor, working_days) == before
    assert swapped.shift(anchor, working_days) == after


@pytest.mark.parametrize(
    ("sent", "field", "why"),
    [
        ({"nghi": ["2026-09-05"], "van-ban": ["1"]}, "nghi", "thứ Bảy, 05/09/2026 đã là ngày nghỉ"),
        ({"lam-bu": ["2026-09-04"], "van-ban": ["1"]}, "lam-bu", "thứ Sáu, 04/09/2026 đã là ngày làm việc"),
        ({"nghi": ["2026-09-04"]}, "van-ban", "phải ghi"),
        ({"van-ban": ["1"]}, "nghi", "chưa chọn ngày nào"),
        ({"nghi": ["31/8"], "van-ban": ["1"]}, "nghi", "không phải một ngày"),
    ],
)
def test_a_swap_that_makes_no_sense_is_told_beside_its_day(sent: dict[str, list[str]], field: str, why: str) -> None:
    read = swap_entry(days(), WorkCalendar()).read(sent)
    assert why in read.faults[field][0]
    assert read.changes == []


def test_a_day_of_the_signed_table_is_taken_away_by_a_decision_and_one_of_the_office_with_it() -> None:
    signed, mine = date(2026, 1, 2), date(2026, 9, 4)
    decided = {"overrides": {mine: {"day": "off", "document": "2"}}}
    for day, left in ((signed, {"overrides": {signed: None, mine: {"day": "off", "document": "2"}}}), (mine, {})):
        read = override_entry(days(decided), day, ()).read({"bo": ["1"], "day": ["off"], "document": ["x"]})
        assert applied(decided, read.changes) == left


def test_a_year_that_is_not_announced_after_all_is_taken_away() -> None:
    years = NamedList("calendar.yaml", "announced", SIGNED, {"announced": {2027: {"document": "7"}}})
    assert applied(years.decided, announced_entry(years, 2027).read({"document": [""]}).changes) == {}
    assert applied(
        None,
        announced_entry(NamedList("calendar.yaml", "announced", SIGNED, None), 2026).read({"document": [""]}).changes,
    ) == {"announced": {2026: None}}
