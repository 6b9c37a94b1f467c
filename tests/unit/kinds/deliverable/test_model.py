"""A document due once, or anew every year or quarter. Weekdays were written down from a calendar."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from dunghen.kinds.deliverable.model import DeliverableDuty
from dunghen.plans.cycle import Act
from dunghen.testing import a_unit, an_office, default_units
from tests.unit.kinds.agendas import OFFICE, actions, cycles, days, plan_of, spelled

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunghen.plans.plan import Duty

SATURDAY = date(2026, 10, 17)


def test_a_document_is_due_once_unless_the_plan_says_how_often(make_duty: Callable[..., Duty]) -> None:
    once, quarterly = make_duty("deliverable", year=2025), make_duty("deliverable", per="quarter")
    assert isinstance(once, DeliverableDuty)
    assert isinstance(quarterly, DeliverableDuty)
    assert (once.year, once.per) == (2025, None)
    assert (quarterly.year, quarterly.per) == (None, "quarter")


def test_a_document_of_one_year_does_not_return(make_duty: Callable[..., Duty]) -> None:
    with pytest.raises(ValidationError, match="không đi cùng nhau"):
        make_duty("deliverable", year=2025, per="year")


@pytest.mark.parametrize(
    ("per", "due"),
    [
        (None, "12-15"),
        (None, {"quarter": {"on": 20}}),
        ("year", date(2026, 12, 15)),
        ("year", {"quarter": {"on": 20}}),
        ("quarter", "12-15"),
    ],
)
def test_the_day_must_return_as_often_as_the_document_does(
    per: str | None, due: object, make_duty: Callable[..., Duty]
) -> None:
    with pytest.raises(ValidationError, match="cùng nhịp với per"):
        make_duty("deliverable", per=per, due=due)


class TestOnce:
    @pytest.mark.parametrize(
        ("step", "due", "void"),
        [
            ("remind-30d", "Wed 2026-09-16", "Wed 2026-10-07"),
            ("remind-7", "Wed 2026-10-07", "Thu 2026-10-15"),
            ("remind-1", "Thu 2026-10-15", "Mon 2026-10-19"),
            ("overdue-1", "Mon 2026-10-19", "Fri 2026-10-30"),
            ("overdue-10", "Fri 2026-10-30", "Mon 2026-11-16"),
            ("overdue-m1", "Mon 2026-11-16", "Wed 2026-12-16"),
            ("overdue-m2", "Wed 2026-12-16", "Mon 2027-01-18"),  # 16/01/2027 is a Saturday
            ("overdue-m3", "Mon 2027-01-18", "Tue 2027-02-16"),
            ("overdue-m4", "Tue 2027-02-16", "Tue 2027-03-16"),
            ("overdue-m5", "Tue 2027-03-16", "Wed 2027-04-14"),  # the lock, 180 days after the deadline
        ],
    )
    def test_it_is_asked_for_until_the_lock_and_each_asking_ends_with_the_next(
        self, step: str, due: str, void: str
    ) -> None:
        assert days(plan_of("deliverable", due=SATURDAY), "2025-2030")[step] == (due, void)

    def test_a_deadline_on_a_saturday_is_met_by_the_friday_and_late_from_the_sunday(self) -> None:
        (cycle,) = cycles(plan_of("deliverable", due=SATURDAY)).values()
        assert (spelled(cycle.deadline), spelled(cycle.late_from)) == ("Fri 2026-10-16", "Sun 2026-10-18")

    def test_the_documents_have_no_words_for_a_day_that_the_office_set(self) -> None:
        (cycle,) = cycles(plan_of("deliverable", due=SATURDAY)).values()
        assert cycle.deadline_text is None

    def test_moving_the_day_does_not_rename_the_cycle(self) -> None:
        names = [list(cycles(plan_of("deliverable", due=day))) for day in (SATURDAY, date(2028, 1, 5))]
        assert names == [["2025-2030"], ["2025-2030"]]

    def test_a_document_of_a_year_is_named_after_that_year(self) -> None:
        assert list(cycles(plan_of("deliverable", year=2026, due=SATURDAY))) == ["2026"]

    def test_recording_it_settles_every_step(self) -> None:
        steps = {"escalate": {"at": "+5wd", "to": ["lanh-dao-bo"]}}
        found = actions(plan_of("deliverable", due=SATURDAY, steps=steps))
        assert {one.step.settled_by for one in found} == {"done"}
        assert {one.step.act for one in found} == {Act.REMIND, Act.OVERDUE, Act.ESCALATE}

    def test_a_superior_is_told_on_the_day_that_the_office_sets(self) -> None:
        steps = {"escalate": {"at": "+5wd", "to": ["lanh-dao-bo"]}, "monthly": False, "overdue": [], "remind": []}
        plan = plan_of("deliverable", due=SATURDAY, steps=steps)
        assert days(plan, "2025-2030") == {"escalate-5": ("Fri 2026-10-23", "Wed 2027-04-14")}
        assert actions(plan)[0].step.recipients == ("lanh-dao-bo",)


class TestAgainAndAgain:
    def test_a_yearly_document_returns_within_the_plans_period(self) -> None:
        found = cycles(plan_of("deliverable", per="year", due="12-15"))
        assert {name: spelled(one.deadline) for name, one in found.items()} == {
            "2025": "Mon 2025-12-15",
            "2026": "Tue 2026-12-15",
            "2027": "Wed 2027-12-15",
            "2028": "Fri 2028-12-15",
            "2029": "Fri 2029-12-14",  # 15/12/2029 is a Saturday
            "2030": "Fri 2030-12-13",  # 15/12/2030 is a Sunday
        }

    def test_the_plan_of_a_year_may_be_due_before_that_year_begins(self) -> None:
        due = {"year": {"before": "12-01", "of_year": "previous"}}
        found = cycles(plan_of("deliverable", per="year", due=due))
        assert {name: spelled(one.deadline) for name, one in found.items()} == {
            "2026": "Fri 2025-11-28",  # before Monday 01/12/2025
            "2027": "Mon 2026-11-30",
            "2028": "Tue 2027-11-30",
            "2029": "Thu 2028-11-30",
            "2030": "Fri 2029-11-30",
        }

    @pytest.mark.parametrize(
        ("cycle", "deadline", "reminded"),
        [
            ("2026-Q1", "Fri 2025-12-19", "Wed 2025-12-10"),  # 20/12/2025 is a Saturday
            ("2026-Q2", "Fri 2026-03-20", "Wed 2026-03-11"),
            ("2026-Q3", "Fri 2026-06-19", "Wed 2026-06-10"),
            ("2026-Q4", "Fri 2026-09-18", "Wed 2026-09-09"),
        ],
    )
    def test_a_quarters_plan_is_due_in_the_month_before_it(self, cycle: str, deadline: str, reminded: str) -> None:
        plan = plan_of("deliverable", per="quarter", due={"quarter": {"on": 20, "of_month": "previous"}})
        assert spelled(cycles(plan)[cycle].deadline) == deadline
        assert days(plan, cycle)["remind-7"][0] == reminded

    def test_a_plan_that_ends_orders_nothing_for_the_year_after(self) -> None:
        due = {"year": {"on": "12-15", "of_year": "previous"}}
        period = {"period": {"from": date(2024, 1, 1), "to": date(2025, 12, 31)}}
        assert list(cycles(plan_of("deliverable", period, per="year", due=due))) == ["2025"]


class TestWhoIsReminded:
    def test_those_who_lead_and_those_of_the_house_who_coordinate(self) -> None:
        found = actions(plan_of("deliverable", due=SATURDAY))
        assert {one.step.recipients for one in found} == {("cuc-hop-tac-quoc-te", "cuc-dien-anh")}

    def test_another_house_is_never_written_to_unasked(self) -> None:
        found = actions(plan_of("deliverable", due=SATURDAY))
        assert all("bo-ngoai-giao" not in one.step.recipients for one in found)
        assert not any(one.step.outward for one in found)

    def test_a_merged_unit_is_reminded_under_its_successor(self) -> None:
        units = [unit for unit in default_units() if unit.slug != "cuc-dien-anh"]
        merged = a_unit("cuc-dien-anh", valid_to=date(2026, 6, 30), successor="cuc-bao-chi")
        found = actions(plan_of("deliverable", due=SATURDAY), office=an_office(units=[*units, merged]))
        assert found[0].step.recipients == ("cuc-hop-tac-quoc-te", "cuc-bao-chi")


class TestWaiting:
    def test_without_a_day_nothing_happens_and_it_says_what_to_enter(self) -> None:
        plan = plan_of("deliverable", waiting_for=["hạn trình Đề án", "cấp phê duyệt"])
        assert actions(plan) == []
        assert tuple(map(str, plan.duties[0].waits(plan))) == ("hạn trình Đề án", "cấp phê duyệt")

    def test_where_the_file_names_nothing_the_day_is_asked_for(self) -> None:
        plan = plan_of("deliverable")
        assert tuple(map(str, plan.duties[0].waits(plan))) == ("hạn hoàn thành (due)",)

    def test_with_a_day_it_waits_for_nothing_more(self) -> None:
        plan = plan_of("deliverable", due=SATURDAY, waiting_for=["hạn trình Đề án"])
        assert plan.duties[0].waits(plan) == ()
        assert actions(plan) != []

    def test_a_document_that_nobody_leads_waits_for_a_leader(self) -> None:
        plan = plan_of("deliverable", due=SATURDAY, lead=None)
        assert tuple(map(str, plan.duties[0].waits(plan))) == ("đơn vị chủ trì (văn bản không nêu)",)
        assert actions(plan) == []

    def test_a_year_that_was_over_when_the_plan_was_activated_is_shown_as_unrecorded_and_fires_nothing(self) -> None:
        plan = plan_of("deliverable", {"effective_from": date(2026, 1, 1)}, year=2025, waiting_for=["kết quả"])
        assert tuple(map(str, plan.duties[0].waits(plan))) == (
            "quá hạn hoặc chưa rõ trạng thái: văn bản ghi năm 2025, chưa ghi nhận kết quả",
            "kết quả",
        )
        assert actions(plan) == []

    def test_what_has_an_outcome_waits_for_nothing_and_is_never_asked_for(self) -> None:
        plan = plan_of("deliverable", year=2025, outcome="Đã ban hành", waiting_for=["kết quả"])
        assert plan.duties[0].waits(plan) == ()
        assert list(plan.duties[0].cycles(plan, OFFICE)) == []


def test_every_asking_is_on_a_working_day_and_ends_after_it_begins() -> None:
    plans = [
        plan_of("deliverable", due=SATURDAY),
        plan_of("deliverable", per="year", due="02-29"),
        plan_of("deliverable", per="quarter", due={"quarter": {"before": 31, "of_month": "first"}}),
    ]
    found = [one for plan in plans for one in actions(plan)]
    assert len(found) > 100
    for one in found:
        assert OFFICE.calendar.is_working(one.step.due)
        assert one.step.due < one.step.expires


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ({"remind": ["+1wd"]}, "remind phải trước hạn"),
        ({"overdue": ["-1wd"]}, "overdue phải sau hạn"),
        ({"lock": "-1d"}, "lock phải sau hạn"),
        ({"remind": ["-7wd", "-7wd"]}, "trùng nhau"),
    ],
)
def test_steps_on_the_wrong_side_of_the_day_are_refused(
    steps: dict[str, object], said: str, make_duty: Callable[..., Duty]
) -> None:
    with pytest.raises(ValidationError, match=said):
        make_duty("deliverable", due=SATURDAY, steps=steps)
