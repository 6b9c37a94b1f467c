"""The page of one plan. ``a_plan`` in 2026: asked on thứ Tư 28/10, due on thứ Sáu 27/11, locked on thứ Sáu 04/12."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from dunghen.agenda.build import agenda
from dunghen.consolidation.consolidated import Figures
from dunghen.plans.cycle import Cycle
from dunghen.testing import a_plan, an_approval, an_office
from dunghen.views.plan_overview import PlanOverview, addressees, collecting, open_cycles, overview
from dunghen.wording.dates import HANOI

OFFICE = an_office()
FIGURES = Figures(expected=18, received=7, on_time=6, late=1, nil=0, missing=11, returned=0, valid_at_first=7)


def morning(day: date) -> datetime:
    return datetime.combine(day, time(8), HANOI)


def seen(today: date, **changes: object) -> PlanOverview:
    plan = a_plan(**changes)
    return overview(plan, agenda(plan, OFFICE), [], {}, [], decisions=0, now=morning(today))


def open_names(today: date, **changes: object) -> list[str]:
    found = open_cycles(agenda(a_plan(**changes), OFFICE), today)
    return [cycle.name for _, cycles in found.values() for cycle in cycles]


def test_what_is_due_today_comes_first_and_what_was_due_before_is_not_shown() -> None:
    coming = seen(date(2026, 11, 26)).coming

    assert [one.step.name for one in coming[:3]] == ["remind-1", "overdue-1", "overdue-3"]
    assert coming[0].step.due == date(2026, 11, 26)


def test_so_many_are_shown_and_the_others_counted() -> None:
    found = seen(date(2030, 10, 1))

    assert (len(found.coming), found.more) == (5, 6)  # 11 mốc của kỳ cuối


def test_what_fell_due_before_the_plan_began_here_is_not_shown() -> None:
    found = seen(date(2025, 1, 1), effective_from=date(2027, 1, 1))

    assert found.coming[0].cycle.name == "2027"
    assert [chart.count for _, chart in found.years] == [0, 0]


def test_the_years_are_this_one_and_the_next() -> None:
    found = seen(date(2026, 11, 22))

    assert [(year, chart.count) for year, chart in found.years] == [(2026, 11), (2027, 11)]
    assert found.kinds == ("report",)


@pytest.mark.parametrize(
    ("today", "names"),
    [
        (date(2026, 10, 27), []),
        (date(2026, 10, 28), ["2026"]),
        (date(2026, 11, 30), ["2026"]),
        (date(2026, 12, 4), ["2026"]),
        (date(2026, 12, 5), []),
    ],
)
def test_a_cycle_is_open_from_the_day_of_the_request_to_the_lock(today: date, names: list[str]) -> None:
    assert open_names(today) == names


def test_a_draft_collects_nothing() -> None:
    assert open_names(date(2026, 11, 22), status="draft") == []


def test_a_plan_that_begins_here_in_mid_cycle_collects_from_its_first_reminder() -> None:
    assert open_names(date(2026, 11, 16), effective_from=date(2026, 11, 10)) == []
    assert open_names(date(2026, 11, 17), effective_from=date(2026, 11, 10)) == ["2026"]


@pytest.mark.parametrize(
    ("today", "text"),
    [
        (date(2026, 11, 22), "còn 5 ngày"),
        (date(2026, 11, 27), "hôm nay là hạn cuối"),
        (date(2026, 11, 29), "quá hạn 2 ngày"),
    ],
)
def test_the_days_that_are_left_are_told_in_words(today: date, text: str) -> None:
    cycle = Cycle("2026", date(2026, 11, 27), (date(2025, 12, 1), date(2026, 11, 30)), deadline=date(2026, 11, 27))

    found = collecting(a_plan().duties[0], cycle, FIGURES, today)

    assert found.left_text == text
    assert found.percent == 38  # 7/18 = 38,9 %


def test_a_cycle_without_a_deadline_and_without_units_is_told_as_such() -> None:
    nobody = Figures(expected=0, received=0, on_time=0, late=0, nil=0, missing=0, returned=0, valid_at_first=0)
    cycle = Cycle("2026", date(2026, 11, 27), (date(2025, 12, 1), date(2026, 11, 30)))

    found = collecting(a_plan().duties[0], cycle, nobody, date(2026, 11, 22))

    assert (found.left_text, found.percent) == ("chưa định hạn", 0)


def test_only_the_plans_own_approvals_are_shown() -> None:
    plan = a_plan()
    others = an_approval(key="nq59-2025-2030-b/annual-report/2026/deliver-outward")

    found = overview(plan, [], [], {}, [an_approval(), others], decisions=0, now=morning(date(2026, 11, 22)))

    assert [one.key for one in found.approvals] == ["nq59-2025-2030/annual-report/2026/deliver-outward"]


def test_two_recipients_are_named_and_more_are_counted() -> None:
    by_step = {one.step.name: one for one in agenda(a_plan(), OFFICE, date(2026, 10, 1), date(2026, 12, 31))}

    assert addressees(by_step["escalate-3"], OFFICE.directory) == "Lãnh đạo Bộ"
    assert addressees(by_step["request"], OFFICE.directory) == "3 đơn vị"


def test_an_approval_that_nobody_can_give_any_more_is_not_asked_for() -> None:
    over = an_approval(expires_at=morning(date(2026, 11, 22)))

    assert overview(a_plan(), [], [], {}, [over], decisions=0, now=morning(date(2026, 11, 22))).approvals == ()
