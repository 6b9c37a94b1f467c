"""A yearly minimum, the range that the document may state, and the days on which it is counted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from dunghen.calendar.working_days import WorkCalendar
from dunghen.keys import CycleKey
from dunghen.kinds.quota.model import QuotaDuty
from dunghen.plans.cycle import Act
from dunghen.records import Record
from dunghen.testing import NOON, a_plan, an_office
from dunghen.values.source import Basis

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunghen.plans.plan import Duty, Plan


def test_both_ends_of_a_range_are_kept_apart(make_duty: Callable[..., Duty]) -> None:
    quota = make_duty("quota", per="year", counts="đối tác nước ngoài mới", minimum=1, upper=3)
    assert isinstance(quota, QuotaDuty)
    assert (quota.minimum, quota.upper) == (1, 3)


def test_an_expected_total_is_no_minimum(make_duty: Callable[..., Duty]) -> None:
    quota = make_duty("quota", per="year", counts="chương trình", minimum=20, expected_total=40)
    assert isinstance(quota, QuotaDuty)
    assert (quota.minimum, quota.upper, quota.expected_total) == (20, None, 40)


@pytest.mark.parametrize("upper", [1, 3])
def test_an_upper_end_that_does_not_exceed_the_minimum_is_refused(upper: int, make_duty: Callable[..., Duty]) -> None:
    with pytest.raises(ValidationError, match=rf"mức trên \({upper}\) phải lớn hơn mức tối thiểu \(3\)"):
        make_duty("quota", per="year", counts="đoàn", minimum=3, upper=upper)


def test_a_minimum_of_nothing_is_refused(make_duty: Callable[..., Duty]) -> None:
    with pytest.raises(ValidationError, match="minimum"):
        make_duty("quota", per="year", counts="đoàn", minimum=0)


def test_events_of_some_duties_are_named_only_where_events_count(make_duty: Callable[..., Duty]) -> None:
    with pytest.raises(ValidationError, match="events_of chỉ có nghĩa khi counts_from có events"):
        make_duty("quota", per="year", counts="chương trình", minimum=20, events_of=["don-doan"])


def test_a_check_before_the_day_up_to_which_is_counted_is_refused(make_duty: Callable[..., Duty]) -> None:
    with pytest.raises(ValidationError, match=r"kiểm đếm phải sau ngày cuối của kỳ \(dương\): \['-5wd'\]"):
        make_duty("quota", per="year", counts="chương trình", minimum=20, steps={"quarter": "-5wd"})


CALENDAR = WorkCalendar(
    overrides={date(2026, 1, 2): False, date(2026, 1, 10): True}, announced=frozenset({2024, 2025, 2026})
)


def a_quota(**changes: object) -> dict[str, object]:
    return {
        "id": "chuong-trinh",
        "kind": "quota",
        "title": "Ít nhất 20 chương trình mỗi năm",
        "facts": ["chuong-trinh"],
        "source": {"lines": "1723-1727", "quote": "ít nhất 20 chương trình", "basis": "stated"},
        "lead": "cuc-hop-tac-quoc-te",
        "per": "year",
        "counts": "chương trình",
        "minimum": 20,
        **changes,
    }


def planned(**changes: object) -> tuple[QuotaDuty, Plan]:
    plan = a_plan(**{"duties": [a_quota()], "period": {"from": date(2024, 1, 1), "to": date(2025, 12, 31)}, **changes})
    duty = plan.duty("chuong-trinh")
    assert isinstance(duty, QuotaDuty)
    return duty, plan


def test_each_year_of_the_period_is_a_cycle_and_none_comes_after_it() -> None:
    duty, plan = planned()
    cycles = list(duty.cycles(plan, an_office(calendar=CALENDAR)))
    assert [(one.name, one.covers, one.deadline, one.provisional) for one in cycles] == [
        ("2024", (date(2024, 1, 1), date(2024, 12, 31)), None, False),
        ("2025", (date(2025, 1, 1), date(2025, 12, 31)), None, False),
    ]


def test_it_is_counted_after_each_quarter_and_for_good_after_the_year() -> None:
    duty, plan = planned()
    office = an_office(calendar=CALENDAR)
    cycle = list(duty.cycles(plan, office))[1]
    steps = list(duty.steps(cycle, plan, office))
    assert [(one.name, one.due, one.expires) for one in steps] == [
        ("check-q1", date(2025, 4, 8), date(2025, 7, 7)),  # thứ Ba; 07/04 là Giỗ Tổ
        ("check-q2", date(2025, 7, 7), date(2025, 10, 7)),  # thứ Hai
        ("check-q3", date(2025, 10, 7), date(2026, 1, 15)),  # thứ Ba
        ("check-year", date(2026, 1, 15), date(2026, 3, 16)),  # thứ Năm; 02/01 nghỉ, thứ Bảy 10/01 làm bù
    ]
    assert {(one.act, one.recipients, one.basis, one.outward) for one in steps} == {
        (Act.CHECK, ("cuc-hop-tac-quoc-te",), Basis.SETTING, False)
    }


@pytest.mark.parametrize(
    ("first", "last", "checks"),
    [
        (date(2025, 1, 1), date(2025, 6, 30), [("check-q1", 1, 2), ("check-year", 2, 2)]),
        (date(2025, 5, 1), date(2025, 12, 31), [("check-q2", 1, 3), ("check-q3", 2, 3), ("check-year", 3, 3)]),
        (date(2025, 8, 1), date(2025, 8, 31), [("check-year", 1, 1)]),
    ],
)
def test_a_year_that_the_plan_only_touches_is_divided_into_what_is_left_of_it(
    first: date, last: date, checks: list[tuple[str, int, int]]
) -> None:
    duty, plan = planned(period={"from": first, "to": last})
    (cycle,) = duty.cycles(plan, an_office())
    assert cycle.covers == (first, last)
    assert [(one.name, one.place, one.places) for one in duty.checkpoints(cycle)] == checks


def test_a_quota_without_a_lead_is_told_to_the_lead_of_the_plan() -> None:
    duty, plan = planned(duties=[a_quota(lead=None)])
    office = an_office()
    cycle = next(iter(duty.cycles(plan, office)))
    assert {step.recipients for step in duty.steps(cycle, plan, office)} == {(plan.lead,)}


def test_a_duty_that_the_plan_does_not_have_cannot_count() -> None:
    duty, plan = planned(duties=[a_quota(counts_from=["records", "events"], events_of=["chuong-trin"])])
    assert list(duty.findings(plan, an_office())) == [
        ("events_of", ("kế hoạch không có nhiệm vụ này", "chuong-trin", "chuong-trinh"))
    ]


def test_only_what_this_quota_counts_may_be_entered() -> None:
    duty, _ = planned(duties=[a_quota(record="press-crew")])
    assert dict(duty.enterable()) == {"press-crew": "đoàn phóng viên, báo chí nước ngoài"}
    other, _ = planned(duties=[a_quota(record="exhibition", counts="triển lãm")])
    assert dict(other.enterable()) == {"exhibition": "triển lãm"}


@pytest.mark.parametrize(
    ("subject", "day", "doubts"),
    [
        ("incheon", date(2025, 5, 10), []),
        (
            "incheon",
            date(2026, 1, 1),
            ["ngày 01/01/2026 nằm ngoài kỳ năm 2025 (01/01/2025 - 31/12/2025) nên không được đếm"],
        ),
        ("", date(2025, 5, 10), ["chưa có tên riêng: mỗi mục cần một tên để không bị đếm hai lần hay ghi đè lên nhau"]),
    ],
)
def test_an_entry_that_would_not_count_rightly_is_pointed_out(subject: str, day: date, doubts: list[str]) -> None:
    duty, plan = planned()
    cycle = list(duty.cycles(plan, an_office()))[1]
    record = Record(CycleKey(plan.id, duty.id, "2025"), "programme", subject, day, "Chuyên viên", NOON)
    assert list(duty.doubts(record, cycle)) == doubts


def test_what_the_plan_file_still_waits_for_is_shown_and_does_not_stop_the_count() -> None:
    plan = a_plan(
        duties=[a_quota(waiting_for=["thế nào là một chương trình"])],
        period={"from": date(2025, 1, 1), "to": date(2025, 12, 31)},
    )
    (duty,) = plan.duties
    assert duty.waits(plan) == ()
    assert [cycle.name for cycle in duty.cycles(plan, an_office())] == ["2025"]
    assert "thế nào là một chương trình" in list(map(str, duty.lacks(plan, an_office())))
