"""Events, and what is done around them: which steps, for whom, on which working day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from dunghen.agenda.build import agenda
from dunghen.kinds.event.fields import Phase
from dunghen.kinds.event.model import EventDuty
from dunghen.plans.cycle import Act
from tests.unit.events.plans import OWN, a_duty, an_event, an_event_office, an_event_plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunghen.plans.plan import Duty, Plan

REVIEW = a_duty("tham-dinh", lead="cuc-bao-chi", content_review=True, phases=["before"])
PUBLICITY = a_duty("tuyen-truyen", lead="cuc-bao-chi", phases=["before", "during", "after"])
COLLECTING = a_duty("thu-thap", lead="cuc-bao-chi", phases=["after"], coverage=True)


def days(plan: Plan, duty_id: str) -> dict[str, tuple[Act, str, tuple[str, ...]]]:
    """Of one duty, by step: the act, the day written as «dd/mm», the recipients."""
    return {
        one.step.name: (one.step.act, f"{one.step.due:%d/%m}", one.step.recipients)
        for one in agenda(plan, an_event_office())
        if one.duty.id == duty_id
    }


def test_publicity_may_lie_before_during_and_after_an_event(make_duty: Callable[..., Duty]) -> None:
    event = make_duty("event", phases=["before", "during", "after"])
    assert isinstance(event, EventDuty)
    assert event.phases == (Phase.BEFORE, Phase.DURING, Phase.AFTER)


def test_a_phase_that_does_not_exist_is_refused(make_duty: Callable[..., Duty]) -> None:
    with pytest.raises(ValidationError, match="phases"):
        make_duty("event", phases=["later"])


def test_the_steps_of_an_event_from_tuesday_12_to_friday_15_may_2026() -> None:
    lead, units = ("cuc-hop-tac-quoc-te",), ("cuc-hop-tac-quoc-te", "cuc-dien-anh")
    plan = an_event_plan(an_event(), press=["bao-ban"], publish=True)
    # Nghỉ lễ: thứ Hai 27/04 (bù Giỗ Tổ, 26/04 là Chủ nhật), thứ Năm 30/04, thứ Sáu 01/05.
    assert days(plan, OWN) == {
        "review-20": (Act.REQUEST, "09/04", lead),  # thứ Năm
        "review-15": (Act.REMIND, "16/04", lead),  # thứ Năm
        "inform-15": (Act.INFORM, "16/04", units),
        "review-10": (Act.REMIND, "23/04", lead),  # thứ Năm
        "draft": (Act.DRAFT, "23/04", lead),
        "inform-5": (Act.INFORM, "05/05", units),  # thứ Ba
        "release": (Act.DELIVER_OUTWARD, "05/05", ("bao-ban", "trang-tin")),
        "inform-1": (Act.INFORM, "11/05", units),  # thứ Hai
        "inform-during": (Act.INFORM, "12/05", units),  # thứ Ba
        "inform-after": (Act.INFORM, "19/05", units),  # thứ Ba
        "coverage-3": (Act.REQUEST, "20/05", units),  # thứ Tư
        "coverage-7": (Act.REMIND, "26/05", units),  # thứ Ba
        "report-10": (Act.REQUEST, "29/05", lead),  # thứ Sáu
        "report-15": (Act.REMIND, "05/06", lead),  # thứ Sáu
    }


def test_nobody_outside_is_told_unless_the_office_has_named_them() -> None:
    acts = {one.step.act for one in agenda(an_event_plan(an_event()), an_event_office())}
    assert Act.DELIVER_OUTWARD not in acts


def test_what_leaves_the_house_needs_an_approval_and_a_reviewed_content() -> None:
    plan = an_event_plan(an_event(), press=["bao-ban"], publish=True)
    (release,) = [one.step for one in agenda(plan, an_event_office()) if one.step.outward]
    assert (release.outward, release.requires) == (True, "content-approved")


def test_where_the_office_wants_no_review_publicity_waits_for_none() -> None:
    plan = an_event_plan(an_event(), press=["bao-ban"], review=[])
    steps = [one.step for one in agenda(plan, an_event_office())]
    assert [step.name for step in steps if step.requires or step.name.startswith("review")] == []


def test_a_duty_around_every_event_does_its_part_and_the_events_own_duty_leaves_it_to_it() -> None:
    plan = an_event_plan(an_event(), duties=[a_duty(), REVIEW, PUBLICITY, COLLECTING])
    assert set(days(plan, OWN)) == {"inform-15", "inform-5", "inform-1", "draft", "report-10", "report-15"}
    assert set(days(plan, "tham-dinh")) == {"review-20", "review-15", "review-10"}
    assert set(days(plan, "tuyen-truyen")) == {"inform-15", "inform-5", "inform-1", "inform-during", "inform-after"}
    assert set(days(plan, "thu-thap")) == {"coverage-3", "coverage-7"}


def test_publicity_waits_for_the_reviewed_content_and_information_of_those_who_take_part_does_not() -> None:
    plan = an_event_plan(an_event(), duties=[a_duty(), REVIEW, PUBLICITY])
    informing = [one for one in agenda(plan, an_event_office()) if one.step.act is Act.INFORM]
    assert {(one.duty.id, one.step.requires) for one in informing} == {
        (OWN, None),
        ("tuyen-truyen", "content-approved"),
    }


@pytest.mark.parametrize("status", ["idea", "postponed", "cancelled"])
def test_an_event_that_is_not_on_has_no_steps_but_the_notice_of_its_change(status: str) -> None:
    changes = [] if status == "idea" else [{"on": date(2026, 3, 2)}]
    plan = an_event_plan(an_event(status=status, changes=changes))
    expected = {"idea": [], "postponed": ["postponed-20260302"], "cancelled": ["cancelled"]}
    assert list(days(plan, OWN)) == expected[status]


def test_a_moved_event_moves_its_steps_and_its_cycle_keeps_its_name() -> None:
    former = {"on": date(2026, 3, 2), "from": date(2026, 5, 12), "to": date(2026, 5, 15)}
    moved = an_event(**{"from": date(2026, 10, 6), "to": date(2026, 10, 6), "changes": [former]})
    plan = an_event_plan(moved)
    found = days(plan, OWN)
    assert found["moved-20261006"][1] == "02/03"  # thứ Hai
    assert found["inform-1"][1] == "05/10"  # thứ Hai
    assert found["inform-during"][1] == "06/10"  # thứ Ba
    (cycle,) = plan.duty(OWN).cycles(plan, an_event_office())
    assert (cycle.name, cycle.anchor) == ("ngay-van-hoa-kz", date(2026, 10, 6))


def test_the_notice_of_a_change_decided_on_a_saturday_goes_on_the_monday() -> None:
    plan = an_event_plan(an_event(status="cancelled", changes=[{"on": date(2026, 3, 7)}]))
    assert days(plan, OWN)["cancelled"][1] == "09/03"


def test_units_of_another_house_are_not_written_to_without_approval() -> None:
    plan = an_event_plan(an_event(**{"with": ["bo-ngoai-giao", "cuc-dien-anh"]}))
    recipients = {slug for one in agenda(plan, an_event_office()) for slug in one.step.recipients}
    assert recipients == {"cuc-hop-tac-quoc-te", "cuc-dien-anh"}


WAITING = ("ngày bắt đầu, ngày kết thúc",)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (None, WAITING),
        ({}, ()),
        ({"status": "held"}, ()),
        ({"status": "idea"}, (*WAITING, "ngày của «Ngày Văn hóa Kazakhstan tại Việt Nam» (mới là ý tưởng)")),
        (
            {"status": "postponed", "changes": [{"on": date(2026, 3, 2)}]},
            (*WAITING, "ngày của «Ngày Văn hóa Kazakhstan tại Việt Nam» (đang hoãn)"),
        ),
        ({"status": "cancelled", "changes": [{"on": date(2026, 3, 2)}]}, ()),
    ],
)
def test_a_duty_waits_for_its_date_until_the_calendar_has_an_event_of_it(
    changes: dict[str, Any] | None, expected: tuple[str, ...]
) -> None:
    plan = an_event_plan(*([] if changes is None else [an_event(**changes)]))
    assert tuple(map(str, plan.duty(OWN).waits(plan))) == expected


def test_a_duty_around_events_waits_while_the_plan_has_none() -> None:
    plan = an_event_plan(duties=[a_duty(), PUBLICITY])
    assert tuple(map(str, plan.duty("tuyen-truyen").waits(plan))) == WAITING
    plan = an_event_plan(an_event(), duties=[a_duty(), PUBLICITY])
    assert plan.duty("tuyen-truyen").waits(plan) == ()


def test_an_event_outside_the_plans_period_has_no_cycle() -> None:
    plan = an_event_plan(an_event(**{"from": date(2028, 1, 5), "to": date(2028, 1, 5)}))
    assert list(plan.duty(OWN).cycles(plan, an_event_office())) == []


def test_a_coordinator_outside_the_house_is_not_told_and_is_shown() -> None:
    event = an_event(**{"with": ["cuc-dien-anh", "bao-ban"]})
    plan, office = an_event_plan(event), an_event_office()
    assert all("bao-ban" not in recipients for _, _, recipients in days(plan, OWN).values())
    (shown,) = plan.duty(OWN).lacks(plan, office)
    assert str(shown).endswith("ở ngoài cơ quan nên không được gửi thư tự động: văn phòng tự liên hệ")
