"""The money of a year or of a programme: its stages, who is asked on which day, what is odd about an amount."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from dunghen.directory.unit import Group
from dunghen.keys import CycleKey
from dunghen.kinds.budget.model import BudgetAct, BudgetDuty
from dunghen.loading.check import check_plan
from dunghen.plans.cycle import Act
from dunghen.records import Record
from dunghen.testing import NOON, a_plan, an_office
from dunghen.values.source import Basis

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunghen.plans.plan import Duty, Plan

STAGES = [
    {"act": "estimate", "by": "so-ngoai-vu"},
    {"act": "appraisal", "by": "so-tai-chinh"},
    {"act": "approval", "by": "ubnd-thanh-pho"},
]


def test_the_stages_keep_their_order_and_who_acts(make_duty: Callable[..., Duty]) -> None:
    budget = make_duty("budget", per="programme", stages=STAGES)
    assert isinstance(budget, BudgetDuty)
    assert [(stage.act, stage.by) for stage in budget.stages] == [
        (BudgetAct.ESTIMATE, "so-ngoai-vu"),
        (BudgetAct.APPRAISAL, "so-tai-chinh"),
        (BudgetAct.APPROVAL, "ubnd-thanh-pho"),
    ]


def test_every_unit_of_a_stage_is_named_for_the_load_check(make_duty: Callable[..., Duty]) -> None:
    budget = make_duty("budget", per="programme", stages=STAGES)
    assert list(budget.named_slugs()) == [
        ("lead", "so-ngoai-vu"),
        ("stages.by", "so-ngoai-vu"),
        ("stages.by", "so-tai-chinh"),
        ("stages.by", "ubnd-thanh-pho"),
    ]


def test_the_expected_amount_is_two_amounts_in_dong(make_duty: Callable[..., Duty]) -> None:
    expected = {"least_vnd": 180_000_000, "most_vnd": 500_000_000}
    budget = make_duty("budget", per="programme", stages=STAGES, expected=expected)
    assert isinstance(budget, BudgetDuty)
    assert budget.expected
    assert (budget.expected.least_vnd, budget.expected.most_vnd) == (180_000_000, 500_000_000)


def test_amounts_in_the_wrong_order_are_refused(make_duty: Callable[..., Duty]) -> None:
    expected = {"least_vnd": 500_000_000, "most_vnd": 180_000_000}
    with pytest.raises(ValidationError, match="nhỏ hơn mức dưới"):
        make_duty("budget", per="programme", stages=STAGES, expected=expected)


def test_a_budget_without_a_stage_is_refused(make_duty: Callable[..., Duty]) -> None:
    with pytest.raises(ValidationError, match="stages"):
        make_duty("budget", per="year", stages=[])


def a_budget(**changes: object) -> dict[str, object]:
    return {
        "id": "kinh-phi",
        "kind": "budget",
        "title": "Kinh phí từng chương trình",
        "facts": ["kinh-phi"],
        "source": {
            "lines": "1951-1962; 2026-2028",
            "quote": "lập dự toán gửi Sở Tài chính thẩm định",
            "basis": "stated",
        },
        "lead": "cuc-hop-tac-quoc-te",
        "per": "programme",
        "stages": [{"act": "estimate", "by": "cuc-dien-anh"}, {"act": "appraisal", "by": "cuc-bao-chi"}],
        "dates": {2025: {"estimate": date(2025, 3, 14)}},
        **changes,
    }


def planned(**changes: object) -> tuple[BudgetDuty, Plan]:
    period = {"from": date(2024, 1, 1), "to": date(2025, 12, 31)}
    document = {"seed": "004_b92e33a6b45a6a99.txt", "issued_year": 2024, "issuer": "cuc-dien-anh"}
    plan = a_plan(duties=[a_budget(**changes)], period=period, document=document)
    duty = plan.duty("kinh-phi")
    assert isinstance(duty, BudgetDuty)
    return duty, plan


def test_without_a_day_it_waits_and_has_no_cycle() -> None:
    duty, plan = planned(dates={}, waiting_for=["hạn từng bước"])
    assert list(duty.cycles(plan, an_office())) == []
    assert tuple(map(str, duty.waits(plan))) == ("hạn từng bước",)
    assert not duty.is_scheduled
    silent, _ = planned(dates={})
    assert tuple(map(str, silent.waits(plan))) == ("hạn từng bước của từng năm (dates)",)


def test_once_days_are_entered_it_waits_for_those_that_are_lacking_only() -> None:
    duty, plan = planned(waiting_for=["hạn từng bước"])
    assert duty.is_scheduled
    assert tuple(map(str, duty.waits(plan))) == ("hạn bước «thẩm định dự toán» năm 2025",)
    whole, _ = planned(dates={2025: {"estimate": date(2025, 3, 14), "appraisal": date(2025, 4, 1)}})
    assert whole.waits(plan) == ()


def test_each_budget_year_with_days_is_a_cycle_within_the_plan() -> None:
    days = {
        2025: {"estimate": date(2025, 3, 14)},
        2024: {"estimate": date(2024, 3, 15)},
        2026: {"estimate": date(2026, 3, 13)},
    }
    duty, plan = planned(dates=days)
    assert [(one.name, one.covers) for one in duty.cycles(plan, an_office())] == [
        ("2024", (date(2024, 1, 1), date(2024, 12, 31))),
        ("2025", (date(2025, 1, 1), date(2025, 12, 31))),
    ]


def test_who_does_the_stage_is_reminded_twice_before_and_twice_after_and_the_lead_gets_the_table() -> None:
    duty, plan = planned()
    office = an_office()
    (cycle,) = duty.cycles(plan, office)
    steps = list(duty.steps(cycle, plan, office))
    assert [(one.name, one.act, one.due, one.expires, one.recipients) for one in steps] == [
        # 14/03/2025 là thứ Sáu
        ("estimate-remind-10", Act.REMIND, date(2025, 2, 28), date(2025, 3, 12), ("cuc-dien-anh",)),  # thứ Sáu
        ("estimate-remind-2", Act.REMIND, date(2025, 3, 12), date(2025, 3, 17), ("cuc-dien-anh",)),  # thứ Tư
        ("estimate-overdue-1", Act.OVERDUE, date(2025, 3, 17), date(2025, 3, 21), ("cuc-dien-anh",)),  # thứ Hai
        ("estimate-overdue-5", Act.OVERDUE, date(2025, 3, 21), date(2025, 4, 23), ("cuc-dien-anh",)),  # thứ Sáu
        ("estimate-check", Act.CHECK, date(2025, 3, 24), date(2025, 4, 23), ("cuc-hop-tac-quoc-te",)),  # thứ Hai
    ]
    assert [one.settled_by for one in steps] == ["estimate"] * 4 + [None]
    assert {one.thread for one in steps} == {"estimate"}
    assert {one.basis for one in steps} == {Basis.SETTING}


def test_a_stage_without_a_day_has_no_step() -> None:
    duty, plan = planned(dates={2025: {"appraisal": date(2025, 4, 4)}})
    office = an_office()
    (cycle,) = duty.cycles(plan, office)
    assert {one.thread for one in duty.steps(cycle, plan, office)} == {"appraisal"}


def test_every_unit_of_a_group_is_asked() -> None:
    group = Group(slug="cac-don-vi", name="Các đơn vị", members=("cuc-dien-anh", "cuc-bao-chi"))
    duty, plan = planned(stages=[{"act": "estimate", "by": "cac-don-vi"}])
    office = an_office(groups=[group])
    (cycle,) = duty.cycles(plan, office)
    assert next(iter(duty.steps(cycle, plan, office))).recipients == ("cuc-dien-anh", "cuc-bao-chi")


@pytest.mark.parametrize(
    ("changes", "match"),
    [
        ({"dates": {2025: {"settlement": date(2025, 3, 14)}}}, "dates 2025: nhiệm vụ này không có bước settlement"),
        (
            {"dates": {2025: {"estimate": date(2025, 3, 14), "appraisal": date(2025, 3, 13)}}},
            r"dates 2025: appraisal \(2025-03-13\) trước estimate \(2025-03-14\)",
        ),
        ({"stages": [STAGES[0], STAGES[0]]}, "một bước kinh phí được ghi hai lần"),
        ({"steps": {"remind": ["+2wd"]}}, "remind phải trước ngày của bước"),
        ({"steps": {"check": "-1wd"}}, "phải sau ngày ấy"),
    ],
)
def test_days_and_stages_that_do_not_fit_are_refused(changes: dict[str, object], match: str) -> None:
    with pytest.raises(ValidationError, match=match):
        planned(**changes)


def test_only_the_stages_of_the_duty_may_be_entered() -> None:
    duty, _ = planned()
    assert dict(duty.enterable()) == {"estimate": "lập dự toán", "appraisal": "thẩm định dự toán"}


@pytest.mark.parametrize(
    ("subject", "values", "doubts"),
    [
        ("incheon", {"amount_vnd": 180_000_000}, []),
        ("incheon", {"amount_vnd": 500_000_000}, []),
        ("incheon", {"amount_vnd": 179_999_999}, ["179.999.999 đồng nằm dưới mức dự kiến 180 - 500 triệu đồng"]),
        ("incheon", {"amount_vnd": 650_000_000}, ["650.000.000 đồng nằm trên mức dự kiến 180 - 500 triệu đồng"]),
        ("incheon", {"amount_vnd": 0}, ["số tiền 0 đồng không phải số dương"]),
        ("incheon", {}, ["chưa có số tiền (--value amount_vnd=…) nên không vào bảng tổng hợp"]),
        ("", {"amount_vnd": 7_200_000_000}, []),
        ("", {}, []),
    ],
)
def test_an_amount_outside_what_the_document_expects_is_pointed_out_and_never_refused(
    subject: str, values: dict[str, str | int], doubts: list[str]
) -> None:
    duty, plan = planned(expected={"least_vnd": 180_000_000, "most_vnd": 500_000_000})
    (cycle,) = duty.cycles(plan, an_office())
    key = CycleKey(plan.id, duty.id, "2025")
    record = Record(key, "estimate", subject, date(2025, 3, 10), "Chuyên viên", NOON, values)
    assert list(duty.doubts(record, cycle)) == doubts


@pytest.mark.parametrize(
    ("dates", "flagged"),
    [
        ({2025: {"estimate": date(2025, 3, 14), "settlement": date(2026, 3, 31)}}, []),
        ({2025: {"estimate": date(2026, 3, 14)}}, ["dates.2025.estimate"]),
        ({2026: {"settlement": date(2026, 12, 31)}}, ["dates.2026"]),
        ({2024: {"settlement": date(2023, 3, 31)}}, ["dates.2024.settlement"]),
    ],
)
def test_a_settlement_may_follow_the_end_of_the_plan_and_nothing_else_may(
    dates: dict[int, dict[str, date]], flagged: list[str]
) -> None:
    stages = [{"act": "estimate", "by": "cuc-dien-anh"}, {"act": "settlement", "by": "cuc-bao-chi"}]
    duty, plan = planned(stages=stages, dates=dates)
    findings = dict(check_plan(plan, {"duties": [a_budget(stages=stages, dates=dates)]}, an_office()))
    assert [".".join(map(str, path[2:])) for path in findings] == flagged
    assert duty.is_scheduled
