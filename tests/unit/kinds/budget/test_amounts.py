"""What was entered for which programme at which stage."""

from __future__ import annotations

from datetime import date

from dunghen.keys import CycleKey
from dunghen.kinds.budget.amounts import Entered, entered, unfinished
from dunghen.records import Record
from dunghen.testing import NOON

CYCLE = CycleKey("hai-phong-2024-2025", "kinh-phi-chuong-trinh", "2025")
DAY = date(2025, 3, 10)


def a_record(what: str, subject: str, **values: str | int) -> Record:
    return Record(CYCLE, what, subject, DAY, "Chuyên viên", NOON, values)


def test_a_title_given_at_one_stage_names_the_programme_at_all_of_them() -> None:
    records = [
        a_record("estimate", "incheon", amount_vnd=200_000_000, title="Đoàn Incheon"),
        a_record("appraisal", "incheon", amount_vnd=190_000_000),
    ]
    assert entered(records, ["estimate", "appraisal"]) == [
        Entered("incheon", "Đoàn Incheon", "estimate", DAY, 200_000_000),
        Entered("incheon", "Đoàn Incheon", "appraisal", DAY, 190_000_000),
    ]


def test_an_entry_without_a_number_of_dong_has_no_amount() -> None:
    records = [a_record("estimate", "incheon"), a_record("estimate", "udomxay", amount_vnd="hai trăm triệu")]
    assert [one.amount_vnd for one in entered(records, ["estimate"])] == [None, None]


def test_entries_that_are_no_stage_of_the_duty_are_left_out() -> None:
    assert entered([a_record("programme", "incheon")], ["estimate"]) == []


def test_programmes_that_have_not_come_through_the_next_stage_are_named() -> None:
    lines = [
        Entered("incheon", "Đoàn Incheon", "estimate", DAY, 200_000_000),
        Entered("udomxay", "Đoàn Udomxay", "estimate", DAY, None),
        Entered("incheon", "Đoàn Incheon", "appraisal", DAY, None),
        Entered("", "", "estimate", DAY, None),
    ]
    assert unfinished(lines, "estimate", "appraisal") == ["Đoàn Udomxay"]
