"""What people enter is checked against the plan before it is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dunghen.desk.entry import enter
from dunghen.exceptions import EntryError
from dunghen.keys import CycleKey
from dunghen.records import Record
from dunghen.testing import a_plan, a_report, an_office
from tests.unit.conftest import Desk, morning
from tests.unit.kinds.budget.test_letters import BUDGET
from tests.unit.kinds.quota.test_letters import QUOTA


@pytest.fixture
def office_desk(desk: Desk) -> Desk:
    waiting = {**BUDGET, "id": "quyet-toan", "facts": ["quyet-toan"], "dates": {}, "waiting_for": ["hạn quyết toán"]}
    return replace(desk, plan=a_plan(duties=[a_report(), QUOTA, BUDGET, waiting]), office=an_office())


def a_record(**changes: Any) -> Record:
    values = {"plan": "nq59-2025-2030", "duty": "kinh-phi", "cycle": "2025"}
    key = CycleKey(**{name: changes.pop(name, value) for name, value in values.items()})
    at = morning("2025-03-10")
    fields = {"what": "estimate", "subject": "", "day": date(2025, 3, 10), "by": "Chuyên viên", "recorded_at": at}
    return Record(cycle=key, **{**fields, **changes})


def test_what_fits_the_plan_is_kept(office_desk: Desk) -> None:
    kept = enter(office_desk.app, a_record(subject="incheon", values={"amount_vnd": 200_000_000}))
    assert (kept.label, kept.replaced, kept.doubts) == ("lập dự toán", None, ())
    assert office_desk.ledger.records("nq59-2025-2030") == (kept.record,)


def test_what_no_ledger_holds_is_taken_out_of_every_text_of_an_entry(office_desk: Desk) -> None:
    hostile = a_record(subject="in\x00cheon", by="Lan\ud800", note="a\x1bb", values={"title": "a\uffffb", "people": 5})
    kept = enter(office_desk.app, hostile).record
    assert (kept.subject, kept.by, kept.note) == ("in cheon", "Lan\ufffd", "a b")
    assert kept.values == {"title": "a\ufffdb", "people": 5}
    assert office_desk.ledger.records("nq59-2025-2030") == (kept,)


@pytest.mark.parametrize("number", [10**15, -(10**15), 2**64, 10**5000], ids=["1e15", "-1e15", "2^64", "5001 digits"])
def test_a_number_that_a_spreadsheet_would_round_is_refused(office_desk: Desk, number: int) -> None:
    with pytest.raises(EntryError, match="số quá lớn: tối đa 15 chữ số"):
        enter(office_desk.app, a_record(values={"amount_vnd": number}))
    assert office_desk.ledger.records("nq59-2025-2030") == ()
    assert enter(office_desk.app, a_record(values={"amount_vnd": 10**15 - 1})).record.values == {
        "amount_vnd": 10**15 - 1
    }


def test_the_same_name_entered_again_replaces_the_earlier_entry(office_desk: Desk) -> None:
    first = a_record(subject="incheon", values={"amount_vnd": 200_000_000})
    second = replace(first, values={"amount_vnd": 210_000_000})
    enter(office_desk.app, first)
    assert enter(office_desk.app, second).replaced == first
    assert office_desk.ledger.records("nq59-2025-2030") == (second,)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"duty": "kinh-phis"}, "kế hoạch nq59-2025-2030 không có nhiệm vụ «kinh-phis», gần nhất: kinh-phi"),
        ({"cycle": "2031"}, "nhiệm vụ kinh-phi không có kỳ «2031», gần nhất: 2025"),
        ({"duty": "quyet-toan"}, "nhiệm vụ quyet-toan chưa có kỳ nào: còn chờ hạn quyết toán"),
        (
            {"what": "estimat"},
            (
                "nhiệm vụ kinh-phi không nhận «estimat», gần nhất: estimate. "
                "Nhận: estimate (lập dự toán); appraisal (thẩm định dự toán)"
            ),
        ),
        (
            {"what": "settlement"},
            "nhiệm vụ kinh-phi không nhận «settlement». Nhận: estimate (lập dự toán); appraisal (thẩm định dự toán)",
        ),
        (
            {"duty": "chuong-trinh", "what": "partner"},
            "nhiệm vụ chuong-trinh không nhận «partner». Nhận: programme (chương trình, sự kiện, hoạt động đã tổ chức)",
        ),
    ],
)
def test_what_does_not_fit_is_refused_with_what_would(office_desk: Desk, changes: dict[str, str], told: str) -> None:
    with pytest.raises(EntryError) as refused:
        enter(office_desk.app, a_record(**changes))
    assert str(refused.value) == told
    assert office_desk.ledger.records("nq59-2025-2030") == ()


@pytest.mark.parametrize(
    ("changes", "doubt"),
    [
        ({"day": date(2025, 3, 11)}, "ngày 11/03/2025 chưa tới"),
        (
            {"subject": "cuc-dien-an", "values": {"amount_vnd": 200_000_000}},
            "«cuc-dien-an» không phải nơi được nhắc, nên không lời nhắc nào dừng; có phải «cuc-dien-anh»?",
        ),
        (
            {"subject": "incheon", "values": {"amount_vnd": 20_000_000}},
            "20.000.000 đồng nằm dưới mức dự kiến 180 - 500 triệu đồng",
        ),
    ],
)
def test_what_is_odd_is_kept_and_pointed_out(office_desk: Desk, changes: dict[str, Any], doubt: str) -> None:
    kept = enter(office_desk.app, a_record(**changes))
    assert kept.doubts == (doubt,)
    assert office_desk.ledger.records("nq59-2025-2030") == (kept.record,)


def test_an_entry_that_ends_nobodys_reminder_is_pointed_out_where_only_those_asked_can_be_meant(desk: Desk) -> None:
    paper = {
        "id": "de-an",
        "kind": "deliverable",
        "title": "Xây dựng Đề án",
        "facts": ["de-an"],
        "source": {"lines": 7, "quote": "xây dựng Đề án", "basis": "stated"},
        "lead": "cuc-dien-anh",
        "year": 2026,
        "due": date(2026, 6, 30),
    }
    office_desk = replace(desk, plan=a_plan(duties=[paper]), office=an_office())
    kept = enter(office_desk.app, a_record(duty="de-an", cycle="2026", what="done", subject="xong"))
    assert kept.doubts == ("«xong» không phải nơi được nhắc, nên không lời nhắc nào dừng; nơi được nhắc: cuc-dien-anh",)
    assert enter(office_desk.app, a_record(duty="de-an", cycle="2026", what="done")).doubts == ()
