"""The list of duties to edit: what runs, what waits, what was decided; found without marks."""

from __future__ import annotations

from datetime import date

import pytest

from dunghen.loading.config import Config
from dunghen.testing.builders import a_plan, an_office
from dunghen.views.duty_list import ListedPlan, duty_list, plain

TODAY = date(2026, 11, 22)  # Chủ nhật


def listed(sought: str = "", plan_id: str = "") -> tuple[ListedPlan, ...]:
    waiting = {
        "id": "de-an",
        "kind": "deliverable",
        "title": "Đề án hội nhập",
        "facts": ["de-an"],
        "source": {"lines": 1, "quote": "", "basis": "stated"},
        "waiting_for": ["hạn (due)", "cấp phê duyệt"],
    }
    ended = {"from": date(2024, 1, 1), "to": date(2025, 12, 31)}
    plans = (
        a_plan(),
        a_plan(id="khac", short_title="Kế hoạch khác", period=ended, effective_from=date(2024, 1, 1), duties=[waiting]),
    )
    config = Config(an_office(), plans, (), {})
    return duty_list(config, lambda file: {"de-an"} if file == "plans/khac.yaml" else (), TODAY, sought, plan_id)


def test_each_duty_says_for_how_much_it_waits_and_whether_anything_was_decided() -> None:
    first, other = listed()

    assert [(one.duty.id, one.waits, one.is_decided) for one in first.duties] == [("annual-report", 0, False)]
    assert [(one.duty.id, one.waits, one.is_decided) for one in other.duties] == [("de-an", 2, True)]
    assert (first.is_ended, other.is_ended) == (False, True)


@pytest.mark.parametrize("sought", ["de an", "ĐỀ ÁN", "nhap hoi", "de-an khac", "đề khác"])
def test_words_are_found_in_any_order_without_marks_or_capitals(sought: str) -> None:
    assert [one.plan.id for one in listed(sought.replace("-", " "))] == ["khac"]


def test_what_is_not_there_is_not_found() -> None:
    assert listed("không hề có") == ()


def test_one_plan_alone_is_listed_and_an_unknown_one_is_no_choice() -> None:
    assert [one.plan.id for one in listed(plan_id="khac")] == ["khac"]
    assert len(listed(plan_id="khong-co")) == 2


def test_marks_and_the_letter_d_are_taken_off() -> None:
    assert plain("Đề án Ngoại giao VĂN HÓA") == "de an ngoai giao van hoa"
