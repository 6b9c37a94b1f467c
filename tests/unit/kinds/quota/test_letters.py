"""A yearly minimum at the desk: what is entered during the year, and what the lead is told after each quarter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from dunghen.events.event import Event
from dunghen.keys import CycleKey
from dunghen.records import MessageState, Record
from dunghen.testing import a_plan, an_office
from tests.unit.conftest import Desk, morning

if TYPE_CHECKING:
    from dunghen.plans.plan import Plan

QUOTA = {
    "id": "chuong-trinh",
    "kind": "quota",
    "title": "Ít nhất 20 chương trình mỗi năm",
    "facts": ["chuong-trinh"],
    "source": {"lines": "1723-1727", "quote": "Hàng năm có ít nhất 20 chương trình", "basis": "stated"},
    "lead": "cuc-hop-tac-quoc-te",
    "per": "year",
    "counts": "chương trình được tổ chức",
    "minimum": 20,
    "expected_total": 40,
}
KEY = "nq59-2025-2030/chuong-trinh/2025"


def quota_plan(**changes: object) -> Plan:
    period = {"from": date(2024, 1, 1), "to": date(2025, 12, 31)}
    return a_plan(duties=[{**QUOTA, **changes}], period=period, effective_from=date(2024, 1, 1))


@pytest.fixture
def counting(desk: Desk) -> Desk:
    return replace(desk, plan=quota_plan(), office=an_office())


def enter(desk: Desk, subject: str, day: date, cycle: str = "2025", **values: str | int) -> None:
    key = CycleKey(desk.plan.id, "chuong-trinh", cycle)
    record = Record(key, "programme", subject, day, "Chuyên viên", morning("2025-04-01"), values)
    desk.ledger.add_record(record)


def told(desk: Desk, step: str) -> tuple[str, str]:
    message = desk.ledger.message(f"{KEY}/{step}/cuc-hop-tac-quoc-te")
    assert message is not None
    assert message.state is MessageState.SENT
    return message.subject or "", message.text or ""


def test_the_lead_is_told_how_many_there_are_how_many_there_ought_to_be_and_which(counting: Desk) -> None:
    for number in range(3):
        enter(counting, f"ct-{number}", date(2025, 2, 10 + number), title=f"Chương trình số {number}")
    counting.run("2025-04-08")
    subject, text = told(counting, "check-q1")
    assert subject.startswith("Chỉ tiêu hết quý I năm 2025: 3, tối thiểu 20 (chậm so với tiến độ)")
    assert "Chỉ tiêu này chậm so với tiến độ, thiếu 2." in text
    assert "ĐÃ GHI NHẬN ĐẾN HẾT NGÀY 31/03/2025: 3" in text
    assert "Tiến độ chia đều theo quý (làm tròn xuống): 5." in text
    assert "1. Chương trình số 0 (10/02/2025)" in text
    assert "Văn bản không định ngày kiểm đếm" in text
    assert "«Hàng năm có ít nhất 20 chương trình»" in text


def test_what_came_after_the_quarter_does_not_count_for_it(counting: Desk) -> None:
    enter(counting, "som", date(2025, 3, 31))
    enter(counting, "muon", date(2025, 4, 1))
    counting.run("2025-04-08")
    assert "ĐÃ GHI NHẬN ĐẾN HẾT NGÀY 31/03/2025: 1" in told(counting, "check-q1")[1]


def test_a_pace_that_holds_is_no_warning(counting: Desk) -> None:
    for number in range(5):
        enter(counting, f"ct-{number}", date(2025, 3, 1))
    counting.run("2025-04-08")
    subject, text = told(counting, "check-q1")
    assert "(kịp tiến độ)" in subject
    assert "thiếu" not in text.split("VIỆC CẦN LÀM", maxsplit=1)[0]


def test_the_figure_of_the_year_comes_after_the_plan_has_ended_with_the_sum_of_all_years(counting: Desk) -> None:
    enter(counting, "cu", date(2024, 5, 1), cycle="2024")
    for number in range(19):
        enter(counting, f"ct-{number}", date(2025, 12, 31))
    counting.run("2026-01-15")
    subject, text = told(counting, "check-year")
    assert subject.startswith("Chỉ tiêu năm 2025: 19, tối thiểu 20 (chưa đạt mức tối thiểu)")
    assert "Chỉ tiêu này chưa đạt mức tối thiểu, thiếu 1." in text
    assert "Lũy kế cả giai đoạn: 20; văn bản dự kiến 40 (ước tính, không phải mức tối thiểu)." in text


def test_nothing_is_counted_anew_for_a_year_after_the_plan(counting: Desk) -> None:
    counting.run("2026-12-31")
    assert {key.split("/")[2] for key in counting.ledger.known(counting.plan.id)} == {"2024", "2025"}


@pytest.mark.parametrize(("number", "words"), [(1, "đạt mức tối thiểu"), (3, "đạt mức trên")])
def test_the_minimum_and_the_upper_end_of_a_range_are_told_apart(desk: Desk, number: int, words: str) -> None:
    counting = replace(desk, plan=quota_plan(minimum=1, upper=3), office=an_office())
    for one in range(number):
        enter(counting, f"doi-tac-{one}", date(2025, 6, 1))
    counting.run("2026-01-15")
    subject, text = told(counting, "check-year")
    assert f"Chỉ tiêu năm 2025: {number}, tối thiểu 1 ({words})" in subject
    assert f"Chỉ tiêu này {words}." in text
    assert "Mức tối thiểu của năm: 1. Mức trên: 3." in text


@pytest.mark.parametrize(("counts_from", "number"), [(["records"], 1), (["events"], 2), (["records", "events"], 2)])
def test_what_counts_is_the_decision_of_the_office(desk: Desk, counts_from: list[str], number: int) -> None:
    events = [
        Event.model_validate({"id": name, "duty": "giao-luu", "title": "Giao lưu", "status": status, "from": day})
        for name, status, day in (
            ("incheon", "held", date(2025, 2, 1)),
            ("udomxay", "held", date(2025, 3, 1)),
            ("thien-tan", "planned", date(2025, 3, 2)),
        )
    ]
    plan = quota_plan(counts_from=counts_from).model_copy(update={"events": tuple(events)})
    counting = replace(desk, plan=plan, office=an_office())
    enter(counting, "incheon", date(2025, 2, 2))
    counting.run("2025-04-08")
    assert f"ĐÃ GHI NHẬN ĐẾN HẾT NGÀY 31/03/2025: {number}\n" in told(counting, "check-q1")[1]
