"""Reports of every length of period, under both regimes, and on request. Weekdays were written down from a calendar."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from dunghen.plans.cycle import Act
from dunghen.testing import a_plan, a_report
from tests.unit.kinds.agendas import actions, cycles, days, spelled

if TYPE_CHECKING:
    from dunghen.plans.plan import Plan

CALENDAR, DECREE = {"regime": "calendar"}, {"regime": "decree-09"}
REQUEST = {
    "id": "yc-2026-07",
    "deadline": date(2026, 7, 16),  # a Thursday
    "asked_by": "Bộ Ngoại giao (công văn đề nghị)",
    "asked_on": date(2026, 7, 5),  # a Sunday
    "covers": {"from": date(2026, 1, 1), "to": date(2026, 6, 30)},
}


def a_plan_with(every: dict[str, Any] | None, covers: dict[str, str] | None = None, **changes: Any) -> Plan:
    return a_plan(duties=[a_report(every=every, covers=covers, **changes)])


@pytest.mark.parametrize(
    ("every", "covers", "cycle", "deadline", "late_from", "span"),
    [
        (
            {"year": {"before": "12-15"}},
            DECREE,
            "2026",
            "Mon 2026-12-14",
            "Tue 2026-12-15",
            ("2025-12-15", "2026-12-14"),
        ),
        ({"year": {"on": "12-15"}}, CALENDAR, "2026", "Tue 2026-12-15", "Wed 2026-12-16", ("2026-01-01", "2026-12-31")),
        (
            {"year": {"on": "01-15", "of_year": "next"}},
            CALENDAR,
            "2026",
            "Fri 2027-01-15",
            "Sat 2027-01-16",
            ("2026-01-01", "2026-12-31"),
        ),
        # 20/6 is a Saturday, 20/12 a Sunday: «before» goes to the Friday either way.
        ({"half": {"before": 20}}, DECREE, "2026-H1", "Fri 2026-06-19", "Sat 2026-06-20", ("2025-12-15", "2026-06-14")),
        ({"half": {"before": 20}}, DECREE, "2026-H2", "Fri 2026-12-18", "Sun 2026-12-20", ("2026-06-15", "2026-12-14")),
        (
            {"half": {"before": 20}},
            CALENDAR,
            "2026-H2",
            "Fri 2026-12-18",
            "Sun 2026-12-20",
            ("2026-07-01", "2026-12-31"),
        ),
        (
            {"quarter": {"before": 20}},
            DECREE,
            "2026-Q1",
            "Thu 2026-03-19",
            "Fri 2026-03-20",
            ("2025-12-15", "2026-03-14"),
        ),
        (
            {"quarter": {"before": 20}},
            DECREE,
            "2026-Q3",
            "Fri 2026-09-18",
            "Sun 2026-09-20",
            ("2026-06-15", "2026-09-14"),
        ),
        ({"quarter": {"on": 20}}, DECREE, "2026-Q1", "Fri 2026-03-20", "Sat 2026-03-21", ("2025-12-15", "2026-03-14")),
        (
            {"quarter": {"on": 5, "of_month": "next"}},
            CALENDAR,
            "2026-Q4",
            "Tue 2027-01-05",
            "Wed 2027-01-06",
            ("2026-10-01", "2026-12-31"),
        ),
        ({"month": {"on": 25}}, DECREE, "2026-07", "Fri 2026-07-24", "Sun 2026-07-26", ("2026-06-15", "2026-07-14")),
        (
            {"month": {"before": 25}},
            CALENDAR,
            "2026-07",
            "Fri 2026-07-24",
            "Sat 2026-07-25",
            ("2026-07-01", "2026-07-31"),
        ),
        ({"month": {"on": 31}}, CALENDAR, "2026-02", "Fri 2026-02-27", "Sun 2026-03-01", ("2026-02-01", "2026-02-28")),
    ],
)
def test_each_period_has_its_deadline_and_covers_what_its_regime_says(
    every: dict[str, Any], covers: dict[str, str], cycle: str, deadline: str, late_from: str, span: tuple[str, str]
) -> None:
    found = cycles(a_plan_with(every, covers))[cycle]
    assert (spelled(found.deadline), spelled(found.late_from)) == (deadline, late_from)
    assert tuple(day.isoformat() for day in found.covers) == span


@pytest.mark.parametrize(
    ("every", "names"),
    [
        ({"year": {"on": "12-15"}}, ["2026"]),
        ({"half": {"on": 20}}, ["2026-H1", "2026-H2"]),
        ({"quarter": {"on": 20}}, ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]),
        ({"month": {"on": 20}}, [f"2026-{month:02d}" for month in range(1, 13)]),
    ],
)
def test_periods_are_named_as_people_count_them(every: dict[str, Any], names: list[str]) -> None:
    assert [name for name in cycles(a_plan_with(every, DECREE)) if name.startswith("2026")] == names


def test_periods_without_a_gap_follow_each_other() -> None:
    for regime in (CALENDAR, DECREE):
        spans = [one.covers for one in cycles(a_plan_with({"month": {"on": 25}}, regime)).values()]
        gaps = {(later[0] - earlier[1]).days for earlier, later in pairwise(spans)}
        assert gaps == {1}


def test_the_last_period_of_a_plan_may_be_reported_after_its_end_and_the_one_before_its_beginning_is_none() -> None:
    found = cycles(a_plan_with({"quarter": {"on": 5, "of_month": "next"}}, CALENDAR))
    assert next(iter(found)) == "2025-Q1"
    assert list(found)[-1] == "2030-Q4"
    assert spelled(found["2030-Q4"].deadline) == "Fri 2031-01-03"  # 05/01/2031 is a Sunday


def test_the_documents_words_are_shown_only_where_they_hold_the_deadline() -> None:
    stated, set_by_office = (
        cycles(a_plan_with({"year": {"on": "12-15"}, "basis": basis}, CALENDAR))["2026"].deadline_text
        for basis in ("stated", "setting")
    )
    assert (stated, set_by_office) == ("trước ngày 30 tháng 11 hàng năm", None)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"every": {"year": {"on": "12-15"}, "month": {"on": 20}}}, "đúng một trong"),
        ({"every": {"on_day_off": "keep"}}, "đúng một trong"),
        ({"every": {"month": {"on": 20, "before": 20}}}, "before .* hoặc on"),
        (
            {"every": {"month": {"before": 20}, "on_day_off": "next-working-day"}, "covers": CALENDAR},
            "quá hạn của văn bản",
        ),
        ({"every": {"month": {"on": 20}}}, "chỉ dùng cho báo cáo năm"),
        ({"covers": {"from": "12-01", "to": "11-30", "regime": "calendar"}}, "hoặc regime"),
        ({"covers": {"from": "12-01"}}, "hoặc regime"),
        ({"ad_hoc": [REQUEST, REQUEST]}, "trùng id"),
        ({"ad_hoc": [{**REQUEST, "id": "2026-Q3"}]}, "id"),
        ({"ad_hoc": [{**REQUEST, "asked_on": date(2026, 7, 16)}]}, "phải trước hạn nộp"),
        ({"ad_hoc": [REQUEST], "steps": None, "waiting_for": ["các mốc"]}, "cần steps"),
    ],
)
def test_what_cannot_be_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        a_plan(duties=[a_report(**changes)])


class TestOnRequest:
    @pytest.mark.parametrize(
        ("step", "due", "void"),
        [
            ("request", "Mon 2026-07-06", "Thu 2026-07-23"),  # not before it was asked for
            ("remind-7", "Tue 2026-07-07", "Mon 2026-07-13"),
            ("remind-3", "Mon 2026-07-13", "Wed 2026-07-15"),
            ("remind-1", "Wed 2026-07-15", "Fri 2026-07-17"),
            ("overdue-1", "Fri 2026-07-17", "Tue 2026-07-21"),
            ("overdue-3", "Tue 2026-07-21", "Thu 2026-07-23"),
        ],
    )
    def test_a_request_runs_through_the_same_steps_with_its_own_deadline(self, step: str, due: str, void: str) -> None:
        found = days(a_plan_with(None, None, ad_hoc=[REQUEST]), "yc-2026-07")
        assert "remind-14" not in found
        assert found[step] == (due, void)

    def test_it_covers_the_days_that_were_asked_for_and_says_who_asked(self) -> None:
        plan = a_plan_with(None, None, ad_hoc=[REQUEST])
        (cycle,) = cycles(plan).values()
        assert cycle.covers == (date(2026, 1, 1), date(2026, 6, 30))
        assert (spelled(cycle.late_from), cycle.deadline_text) == ("Fri 2026-07-17", None)
        assert plan.duties[0].model_dump()["ad_hoc"][0]["asked_by"] == "Bộ Ngoại giao (công văn đề nghị)"

    def test_it_stands_among_the_regular_reports_in_the_order_of_time(self) -> None:
        plan = a_plan(duties=[a_report(ad_hoc=[REQUEST])])
        assert list(cycles(plan))[:3] == ["2025", "yc-2026-07", "2026"]

    def test_a_duty_on_request_waits_until_something_is_asked_for(self) -> None:
        waiting = a_plan_with(None, None, waiting_for=["yêu cầu cụ thể"])
        asked = a_plan_with(None, None, waiting_for=["yêu cầu cụ thể"], ad_hoc=[REQUEST])
        assert tuple(map(str, waiting.duties[0].waits(waiting))) == ("yêu cầu cụ thể",)
        assert actions(waiting) == []
        assert asked.duties[0].waits(asked) == ()
        assert {one.step.act for one in actions(asked)} >= {Act.REQUEST, Act.COMPILE, Act.DELIVER}
