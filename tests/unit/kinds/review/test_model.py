"""A review, once. Weekdays were written down from a calendar."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from dunghen.plans.cycle import SUBMISSION, Act
from dunghen.testing import report_steps
from tests.unit.kinds.agendas import actions, cycles, days, plan_of, spelled

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunghen.plans.plan import Duty

COLLECT = {"from": {"units": "all"}, "to": "cuc-hop-tac-quoc-te", "steps": report_steps()}


@pytest.mark.parametrize(
    ("start", "deadline"),
    [
        (date(2025, 2, 14), "Fri 2026-02-13"),  # 14/02/2026 is a Saturday
        (date(2025, 6, 30), "Tue 2026-06-30"),
        (date(2028, 2, 29), "Wed 2029-02-28"),
    ],
)
def test_one_year_later_is_counted_from_the_day_that_the_office_fixes(start: date, deadline: str) -> None:
    plan = plan_of("review", after_years=1, start=start)
    assert {name: spelled(one.deadline) for name, one in cycles(plan).items()} == {"2025-2030": deadline}


@pytest.mark.parametrize(
    ("step", "due", "void"),
    [
        ("remind-30d", "Wed 2027-11-10", "Wed 2027-12-01"),
        ("remind-7", "Wed 2027-12-01", "Thu 2027-12-09"),
        ("remind-1", "Thu 2027-12-09", "Mon 2027-12-13"),
        ("overdue-1", "Mon 2027-12-13", "Fri 2027-12-24"),
    ],
)
def test_the_leading_unit_is_reminded_as_of_a_document(step: str, due: str, void: str) -> None:
    plan = plan_of("review", on=date(2027, 12, 10))  # a Friday
    assert days(plan, "2025-2030")[step] == (due, void)
    assert {one.step.settled_by for one in actions(plan)} == {"done"}


def test_where_units_hand_something_in_it_collects_like_a_report_once() -> None:
    plan = plan_of("review", on=date(2027, 12, 10), collect=COLLECT)
    found = days(plan, "2025-2030")
    assert found["request"] == ("Wed 2027-11-10", "Fri 2027-12-17")
    assert found["compile"][0] == "Fri 2027-12-17"
    asked = [one.step for one in actions(plan) if one.step.act.asks]
    assert {step.settled_by for step in asked} == {SUBMISSION}
    assert {step.recipients for step in asked} == {("cuc-hop-tac-quoc-te", "cuc-dien-anh", "cuc-bao-chi")}
    outward = [one.step for one in actions(plan) if one.step.outward]
    assert [(step.act, step.outward) for step in outward] == [(Act.DELIVER_OUTWARD, True)]


def test_all_that_collecting_names_is_checked_like_a_reports() -> None:
    named = dict(plan_of("review", on=date(2027, 12, 10), collect=COLLECT).duties[0].named_slugs())
    assert named["collect.steps.deliver.then.to"] == "bo-ngoai-giao"
    assert named["collect.to"] == "cuc-hop-tac-quoc-te"


def test_until_a_day_is_entered_it_waits_for_it() -> None:
    plan = plan_of("review", after_years=1, waiting_for=["ngày tính đủ 01 năm"])
    assert tuple(map(str, plan.duties[0].waits(plan))) == ("ngày tính đủ 01 năm",)
    assert actions(plan) == []
    unsaid = plan_of("review", after_years=1)
    assert tuple(map(str, unsaid.duties[0].waits(unsaid))) == ("ngày bắt đầu tính 01 năm",)


def test_with_a_day_and_somebody_to_ask_it_waits_for_nothing() -> None:
    plan = plan_of("review", on=date(2027, 12, 10), waiting_for=["ngày tổng kết"])
    assert plan.duties[0].waits(plan) == ()
    nobody = plan_of("review", on=date(2027, 12, 10), lead=None)
    assert tuple(map(str, nobody.duties[0].waits(nobody))) == ("đơn vị chủ trì (văn bản không nêu)",)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"on": date(2027, 12, 10), "start": date(2025, 1, 1), "after_years": 1}, "không đi cùng nhau"),
        ({"start": date(2025, 1, 1)}, "start cần after_years"),
    ],
)
def test_two_days_or_half_a_day_are_refused(keys: dict[str, object], said: str, make_duty: Callable[..., Duty]) -> None:
    with pytest.raises(ValidationError, match=said):
        make_duty("review", **keys)


def test_a_review_half_way_and_one_at_the_end_are_told_apart() -> None:
    found = cycles(plan_of("review", on=[date(2027, 12, 10), date(2030, 11, 15)]))
    assert {name: spelled(one.deadline) for name, one in found.items()} == {
        "2025-2030": "Fri 2027-12-10",
        "2025-2030-2": "Fri 2030-11-15",
    }
