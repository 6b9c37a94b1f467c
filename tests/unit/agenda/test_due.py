"""Due is a window: what was missed heals, what was overtaken dies with a reason, and nothing is done twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunghen.agenda.build import agenda
from dunghen.agenda.due import due
from dunghen.plans.plan import MORNING
from dunghen.testing import a_plan, an_office
from dunghen.wording.dates import at_hour

OFFICE = an_office()
PLAN = a_plan(effective_from=date(2026, 1, 1))
ACTIONS = agenda(PLAN, OFFICE)
DAYS_OF_2026 = st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), min_size=1, max_size=60)


def morning(text: str) -> datetime:
    return at_hour(date.fromisoformat(text), MORNING)


def keys_of(recipient: str, *steps: str) -> set[str]:
    return {f"nq59-2025-2030/annual-report/2026/{step}/{recipient}" for step in steps}


def run(days: list[date]) -> tuple[Counter[str], Counter[str]]:
    """Live through the days in order, doing whatever is due; what was done and what was recorded as void, by key."""
    done: Counter[str] = Counter()
    void: Counter[str] = Counter()
    for day in sorted(days):
        owed, overtaken = due(ACTIONS, at_hour(day, MORNING), {*done, *void})
        done.update(str(one.key) for one in owed)
        void.update(str(one.key) for one in overtaken)
    return done, void


def test_before_its_hour_nothing_is_due() -> None:
    owed, overtaken = due(ACTIONS, morning("2026-10-28") - timedelta(seconds=1), ())
    assert (owed, overtaken) == ([], [])


def test_at_its_hour_every_unit_is_asked() -> None:
    owed, overtaken = due(ACTIONS, morning("2026-10-28"), ())
    assert [str(one.key) for one in owed] == [
        "nq59-2025-2030/annual-report/2026/request/cuc-hop-tac-quoc-te",
        "nq59-2025-2030/annual-report/2026/request/cuc-dien-anh",
        "nq59-2025-2030/annual-report/2026/request/cuc-bao-chi",
    ]
    assert overtaken == []


@pytest.mark.parametrize(
    ("back_on", "sent", "void"),
    [
        ("2026-11-24", "remind-3", {"remind-14", "remind-7"}),
        ("2026-11-27", "remind-1", {"remind-14", "remind-7", "remind-3"}),
        ("2026-12-01", "overdue-1", {"remind-14", "remind-7", "remind-3", "remind-1"}),
        ("2026-12-03", "overdue-3", {"remind-14", "remind-7", "remind-3", "remind-1", "overdue-1"}),
    ],
)
def test_after_a_stop_only_the_newest_reminder_that_holds_goes(back_on: str, sent: str, void: set[str]) -> None:
    asked = {key for unit in PLAN.units for key in keys_of(unit, "request")}
    owed, overtaken = due(ACTIONS, morning(back_on), asked)
    for unit in PLAN.units:
        assert {str(one.key) for one in owed if one.recipient == unit} == keys_of(unit, sent)
        assert {str(one.key) for one in overtaken if one.recipient == unit} == keys_of(unit, *void)
    assert {one.reason for one in overtaken} == {f"đã có «{sent}» thay"}


def test_the_first_contact_is_the_request_however_late_it_is() -> None:
    owed, overtaken = due(ACTIONS, morning("2026-11-26"), ())
    assert {one.action.step.name for one in owed} == {"request"}
    assert {one.action.step.name for one in overtaken} == {"remind-14", "remind-7", "remind-3", "remind-1"}


def test_after_the_lock_nobody_is_asked_and_the_report_is_still_compiled() -> None:
    owed, overtaken = due(ACTIONS, morning("2026-12-07"), ())
    assert {one.action.step.name for one in owed} == {"compile", "deliver", "deliver-outward"}
    assert {one.reason for one in overtaken if one.action.step.name == "request"} == {"hết hiệu lực trước khi gửi được"}


def test_one_thread_of_asking_silences_no_other() -> None:
    names = ("remind-14", "remind-7")
    steps = {action.step.name: action for action in ACTIONS if action.cycle.name == "2026"}
    holding = [replace(steps[name], step=replace(steps[name].step, expires=date(2026, 12, 4))) for name in names]
    apart = [replace(one, step=replace(one.step, thread=one.step.name)) for one in holding]
    together, _ = due(holding, morning("2026-11-19"), ())
    both, overtaken = due(apart, morning("2026-11-19"), ())
    assert {one.action.step.name for one in together} == {"remind-7"}
    assert {one.action.step.name for one in both} == {"remind-14", "remind-7"}
    assert overtaken == []


def test_a_draft_owes_nothing() -> None:
    draft = agenda(a_plan(status="draft"), OFFICE)
    assert due(draft, morning("2026-11-26"), ()) == ([], [])


def test_what_fell_due_before_the_activation_is_neither_done_nor_recorded() -> None:
    actions = agenda(a_plan(effective_from=date(2026, 11, 23)), OFFICE)
    owed, overtaken = due(actions, morning("2026-11-24"), ())
    assert {one.action.step.name for one in owed} == {"remind-3"}
    assert overtaken == []


@given(DAYS_OF_2026)
def test_on_whatever_days_it_runs_nothing_is_done_twice(days: list[date]) -> None:
    done, void = run([*days, *days])
    assert max([*done.values(), *void.values()], default=1) == 1
    assert not set(done) & set(void)


@given(st.integers(1, 31), st.integers(0, 30))
def test_at_whatever_pace_it_runs_every_unit_is_asked_exactly_once(pace: int, start: int) -> None:
    """Up to monthly: the request holds for 37 days."""
    days = [date(2026, 1, 1) + timedelta(days=start + pace * n) for n in range((365 - start) // pace)]
    done, _ = run([day for day in days if day <= date(2026, 12, 3)])
    asked = [key for key in done if "/request/" in key]
    assert len(asked) == len(PLAN.units)


@given(DAYS_OF_2026)
def test_running_every_day_leaves_nothing_overtaken_and_skipping_days_loses_no_act(days: list[date]) -> None:
    every_day = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    done, void = run(every_day)
    assert void == Counter()
    some_done, some_void = run([*days, date(2026, 12, 31)])
    assert {*some_done, *some_void} == set(done)
