"""The yearly report of the NQ 59 plan: «trước ngày 30 tháng 11 hàng năm» (document of 2025, lines 371-377), strictly.

The weekdays were written down from a calendar; 24/11 is a day off from 2026 on.
"""

from __future__ import annotations

from datetime import date

import pytest

from dunghen.agenda.build import agenda, fire_days
from dunghen.plans.cycle import Act
from dunghen.testing import a_plan, a_report, a_unit, an_office, default_units, report_steps

OFFICE = an_office()


def spelled(day: date) -> str:
    return f"{day:%a %Y-%m-%d}"


@pytest.mark.parametrize(
    ("year", "deadline"),
    [
        ("2025", "Fri 2025-11-28"),  # 29/11 is a Saturday
        ("2026", "Fri 2026-11-27"),  # 29/11 is a Sunday: forward would be 30/11, too late
        ("2027", "Mon 2027-11-29"),
        ("2028", "Wed 2028-11-29"),
        ("2029", "Thu 2029-11-29"),
        ("2030", "Fri 2030-11-29"),
    ],
)
def test_the_last_working_day_on_time_lies_strictly_before_30_november(year: str, deadline: str) -> None:
    cycles = {cycle.name: cycle for cycle in a_plan().duties[0].cycles(a_plan(), OFFICE)}
    assert sorted(cycles) == ["2025", "2026", "2027", "2028", "2029", "2030"]
    assert spelled(cycles[year].deadline or date.min) == deadline
    assert cycles[year].late_from == date(int(year), 11, 30)
    assert cycles[year].deadline_text == "trước ngày 30 tháng 11 hàng năm"


@pytest.mark.parametrize(
    ("step", "due", "void"),
    [
        ("request", "Wed 2026-10-28", "Fri 2026-12-04"),
        ("remind-14", "Fri 2026-11-06", "Tue 2026-11-17"),
        ("remind-7", "Tue 2026-11-17", "Mon 2026-11-23"),
        ("remind-3", "Mon 2026-11-23", "Thu 2026-11-26"),  # Tue 24/11 is a day off
        ("remind-1", "Thu 2026-11-26", "Mon 2026-11-30"),
        ("overdue-1", "Mon 2026-11-30", "Wed 2026-12-02"),
        ("overdue-3", "Wed 2026-12-02", "Fri 2026-12-04"),
        ("escalate-3", "Wed 2026-12-02", "Fri 2026-12-04"),
        ("compile", "Fri 2026-12-04", "Thu 2027-03-04"),
        ("deliver", "Fri 2026-12-04", "Thu 2027-03-04"),
        ("deliver-outward", "Fri 2026-12-04", "Tue 2027-02-02"),
    ],
)
def test_every_step_of_2026_has_its_day_and_the_day_from_which_it_is_void(step: str, due: str, void: str) -> None:
    steps = {action.step.name: action.step for action in agenda(a_plan(), OFFICE) if action.cycle.name == "2026"}
    assert spelled(steps[step].due) == due
    assert spelled(steps[step].expires) == void


def test_nothing_is_done_on_a_day_off_and_nobody_is_reminded_after_the_lock() -> None:
    for action in agenda(a_plan(), OFFICE):
        assert OFFICE.calendar.is_working(action.step.due)
        if action.step.act.asks:
            assert action.cycle.lock is not None
            assert action.step.due < action.cycle.lock


def test_actions_are_at_eight_oclock_in_hanoi() -> None:
    request = agenda(a_plan(), OFFICE, date(2026, 10, 28), date(2026, 10, 28))
    assert [action.due_at.isoformat() for action in request] == ["2026-10-28T08:00:00+07:00"]


def test_the_coordinating_office_is_asked_like_every_other_unit() -> None:
    asked = [action for action in agenda(a_plan(), OFFICE) if action.step.act is Act.REQUEST]
    assert all("cuc-hop-tac-quoc-te" in action.step.recipients for action in asked)


def test_only_what_leaves_the_house_is_outward_and_it_waits_for_approval() -> None:
    for action in agenda(a_plan(), OFFICE):
        leaves = action.step.name == "deliver-outward"
        assert action.step.outward == leaves
        assert ("bo-ngoai-giao" in action.step.recipients) is leaves


def test_what_fell_due_before_the_plan_was_activated_is_shown_and_never_fires() -> None:
    plan = a_plan(effective_from=date(2026, 11, 17))
    found = {action.step.name: action.effective for action in agenda(plan, OFFICE) if action.cycle.name == "2026"}
    assert (found["request"], found["remind-14"], found["remind-7"]) == (False, False, True)
    assert min(fire_days(plan, OFFICE)) == date(2026, 11, 17)


def test_a_draft_shows_its_agenda_and_fires_on_no_day() -> None:
    plan = a_plan(status="draft")
    assert agenda(plan, OFFICE) != []
    assert fire_days(plan, OFFICE) == ()


def test_an_ended_plan_opens_no_cycle_and_still_closes_its_last_one() -> None:
    plan = a_plan(period={"from": date(2025, 1, 1), "to": date(2026, 11, 30)})
    after = [action for action in agenda(plan, OFFICE) if action.step.due > date(2026, 11, 30)]
    assert {action.cycle.name for action in after} == {"2026"}
    assert {action.step.act for action in after} == {
        Act.OVERDUE,
        Act.ESCALATE,
        Act.COMPILE,
        Act.DELIVER,
        Act.DELIVER_OUTWARD,
    }


def test_a_year_whose_days_off_are_not_announced_is_marked() -> None:
    marked = {action.cycle.name: action.cycle.provisional for action in agenda(a_plan(), OFFICE)}
    assert marked == {"2025": False, "2026": False, "2027": True, "2028": True, "2029": True, "2030": True}


def test_a_merged_unit_is_asked_once_under_its_successor() -> None:
    units = [unit for unit in default_units() if unit.slug != "cuc-bao-chi"]
    merged = a_unit("cuc-bao-chi", valid_to=date(2027, 6, 30), successor="cuc-dien-anh")
    office = an_office(units=[*units, merged])
    asked = {a.cycle.name: a.step.recipients for a in agenda(a_plan(), office) if a.step.act is Act.REQUEST}
    assert asked["2026"] == ("cuc-hop-tac-quoc-te", "cuc-dien-anh", "cuc-bao-chi")
    assert asked["2027"] == ("cuc-hop-tac-quoc-te", "cuc-dien-anh")


@pytest.mark.parametrize(
    ("every", "deadline", "late_from"),
    [
        ({"year": {"on": "11-29"}, "on_day_off": "next-working-day"}, "Mon 2026-11-30", "Tue 2026-12-01"),
        ({"year": {"on": "11-29"}, "on_day_off": "previous-working-day"}, "Fri 2026-11-27", "Mon 2026-11-30"),
        ({"year": {"on": "11-29"}, "on_day_off": "keep"}, "Sun 2026-11-29", "Mon 2026-11-30"),
        ({"year": {"before": "02-29"}, "on_day_off": "previous-working-day"}, "Fri 2026-02-27", "Sat 2026-02-28"),
    ],
)
def test_a_deadline_on_a_day_off_moves_as_the_duty_says(
    every: dict[str, object], deadline: str, late_from: str
) -> None:
    plan = a_plan(duties=[a_report(every=every)])
    cycle = next(one for one in plan.duties[0].cycles(plan, OFFICE) if one.name == "2026")
    assert (spelled(cycle.deadline or date.min), spelled(cycle.late_from or date.min)) == (deadline, late_from)


def test_reminders_that_would_fall_on_or_after_the_lock_are_none() -> None:
    plan = a_plan(duties=[a_report(steps=report_steps(overdue=["+1wd", "+5wd", "+7wd"]))])
    names = [a.step.name for a in agenda(plan, OFFICE) if a.cycle.name == "2026" and a.step.act is Act.OVERDUE]
    assert names == ["overdue-1"]


def test_the_period_reported_on_runs_from_december_to_november() -> None:
    covered = {action.cycle.name: action.cycle.covers for action in agenda(a_plan(), OFFICE)}
    assert covered["2026"] == (date(2025, 12, 1), date(2026, 11, 30))
