"""The money of a year or of a programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from dunghen.duties.budget import BudgetAct, BudgetDuty

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunghen.plans.duty import Duty

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
