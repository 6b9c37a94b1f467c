"""A meeting on a day that the office enters. Weekdays were written down from a calendar."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from dunghen.directory.unit import Group
from dunghen.keys import ActionKey
from dunghen.plans.cycle import Act
from dunghen.testing import a_unit, an_office
from tests.unit.kinds.agendas import actions, cycles, days, plan_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunghen.plans.plan import Duty

TUESDAY = date(2026, 5, 26)
NOBODY: dict[str, Any] = {"lead": None, "with": []}
MOVED = {"day": date(2026, 6, 9), "moves": [{"was": TUESDAY, "on": date(2026, 5, 20)}]}


@pytest.mark.parametrize(
    ("step", "due", "void"),
    [
        ("invite", "Tue 2026-05-12", "Tue 2026-05-26"),
        ("remind-2", "Fri 2026-05-22", "Tue 2026-05-26"),
        ("conclusions", "Fri 2026-05-29", "Tue 2026-06-09"),
        ("overdue-10", "Tue 2026-06-09", "Mon 2026-07-27"),  # 60 days later is a Saturday
    ],
)
def test_who_is_invited_and_who_is_asked_for_the_conclusions_has_its_day(step: str, due: str, void: str) -> None:
    found = days(plan_of("meeting", dates=[TUESDAY]), "2026")
    assert list(found) == ["invite", "remind-2", "conclusions", "overdue-10"]
    assert found[step] == (due, void)


def test_input_and_follow_ups_are_asked_for_only_where_the_office_wants_them() -> None:
    plan = plan_of("meeting", dates=[TUESDAY], steps={"collect_input": "-20wd", "follow_ups": ["+30d", "+90d"]})
    found = days(plan, "2026")
    # 30/4, 1/5 and Monday 27/4 (for Giỗ Tổ, a Sunday) are days off.
    assert found["input"] == ("Thu 2026-04-23", "Tue 2026-05-26")
    assert found["follow-up-30d"] == ("Thu 2026-06-25", "Mon 2026-08-24")
    assert found["follow-up-90d"] == ("Mon 2026-08-24", "Wed 2026-09-23")


def test_what_is_asked_for_is_settled_by_its_own_record_and_follow_ups_wait_for_the_conclusions() -> None:
    plan = plan_of("meeting", dates=[TUESDAY], steps={"collect_input": "-20wd", "follow_ups": ["+30d"]})
    found = {one.step.name: one.step for one in actions(plan)}
    assert {name: (step.thread, step.settled_by, step.requires) for name, step in found.items()} == {
        "input": ("input", "input", None),
        "invite": ("", None, None),
        "remind-2": ("", None, None),
        "conclusions": ("conclusions", "conclusions", None),
        "overdue-10": ("conclusions", "conclusions", None),
        "follow-up-30d": ("follow-up", "carried-out", "conclusions"),
    }


def test_members_of_the_house_are_invited_and_the_leading_unit_is_asked_for_the_conclusions() -> None:
    found = {one.step.name: one.step for one in actions(plan_of("meeting", dates=[TUESDAY]))}
    assert found["invite"].recipients == ("cuc-dien-anh", "cuc-hop-tac-quoc-te")
    assert found["conclusions"].recipients == ("cuc-hop-tac-quoc-te",)
    assert not any(step.outward for step in found.values())


def test_the_day_of_one_year_is_no_rule_for_the_next() -> None:
    assert list(cycles(plan_of("meeting", per="year", dates=[TUESDAY]))) == ["2026"]


def test_a_second_meeting_in_a_year_has_a_name_of_its_own() -> None:
    dates = [TUESDAY, date(2026, 11, 10), date(2027, 5, 25)]
    assert list(cycles(plan_of("meeting", dates=dates))) == ["2026", "2026-2", "2027"]


def test_a_meeting_that_moves_into_the_next_year_keeps_its_name() -> None:
    moved = {"day": date(2027, 1, 12), "moves": [{"was": date(2026, 12, 22), "on": date(2026, 12, 10)}]}
    assert list(cycles(plan_of("meeting", dates=[moved]))) == ["2026"]


def test_a_move_is_told_on_the_next_working_day_until_the_next_move_or_the_meeting() -> None:
    twice = {
        "day": date(2026, 6, 16),
        "moves": [
            {"was": TUESDAY, "on": date(2026, 5, 20)},
            {"was": date(2026, 6, 9), "on": date(2026, 5, 30)},  # a Saturday
        ],
    }
    found = days(plan_of("meeting", dates=[twice]), "2026")
    assert found["moved-1"] == ("Wed 2026-05-20", "Mon 2026-06-01")
    assert found["moved-2"] == ("Mon 2026-06-01", "Tue 2026-06-16")
    told = [one.step.act for one in actions(plan_of("meeting", dates=[twice])) if one.step.name.startswith("moved")]
    assert told == [Act.INFORM, Act.INFORM]


def test_an_invitation_to_the_old_day_must_not_go_any_more() -> None:
    plan = plan_of("meeting", dates=[MOVED])
    key = ActionKey(plan.id, "viec-thu", "2026", "invite", "cuc-dien-anh")
    meeting = plan.duties[0]
    assert meeting.outdated(key, {"day": "2026-05-26"}, plan, an_office()) == "ngày họp đã đổi sau khi soạn thư"
    assert meeting.outdated(key, {"day": "2026-06-09"}, plan, an_office()) is None


def test_a_meeting_without_a_day_waits_for_it() -> None:
    plan = plan_of("meeting", per="year", waiting_for=["ngày họp của từng năm"])
    assert tuple(map(str, plan.duties[0].waits(plan))) == ("ngày họp của từng năm",)
    assert actions(plan) == []


def test_a_meeting_with_a_day_waits_for_nothing_unless_nobody_is_to_come() -> None:
    entered = plan_of("meeting", dates=[TUESDAY], waiting_for=["ngày họp của từng năm"])
    empty = plan_of("meeting", dates=[TUESDAY], **NOBODY)
    assert entered.duties[0].waits(entered) == ()
    assert tuple(map(str, empty.duties[0].waits(empty))) == ("thành phần dự họp",)


def test_an_hour_is_read_as_yaml_gives_it(make_duty: Callable[..., Duty]) -> None:
    duty = make_duty("meeting", dates=[{"day": TUESDAY, "at": 840}])
    assert duty.model_dump()["dates"][0]["at"].isoformat() == "14:00:00"


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"dates": [{"day": TUESDAY, "moves": [{"was": TUESDAY, "on": TUESDAY}]}]}, "phải trước ngày họp"),
        ({"steps": {"invite": "+1wd"}}, "phải trước ngày họp"),
        ({"steps": {"conclusions": "-1wd"}}, "phải trước ngày họp"),
        ({"steps": {"collect_input": "+1wd"}}, "phải trước ngày họp"),
    ],
)
def test_days_on_the_wrong_side_of_the_meeting_are_refused(
    keys: dict[str, object], said: str, make_duty: Callable[..., Duty]
) -> None:
    with pytest.raises(ValidationError, match=said):
        make_duty("meeting", **keys)


def test_members_that_nobody_has_listed_are_told_to_be_missing() -> None:
    group = Group(slug="cac-thanh-vien", name="24 đơn vị trong Bộ")
    members: dict[str, Any] = {"with": ["cac-thanh-vien"]}
    plan = plan_of("meeting", dates=[TUESDAY], **members)
    assert list(map(str, plan.duties[0].lacks(plan, an_office(groups=[group])))) == [
        "danh sách thành viên của «24 đơn vị trong Bộ» (units.yaml): chưa có nên chưa gửi được cho các đơn vị ấy"
    ]


def test_a_member_outside_the_house_is_not_written_to_and_is_shown() -> None:
    members: dict[str, Any] = {"with": ["cuc-dien-anh", "bo-ban"]}
    plan = plan_of("meeting", dates=[TUESDAY], **members)
    units = [a_unit("cuc-dien-anh", house=plan.house), a_unit("bo-ban", name="Bộ bạn", house="nha-khac")]
    office = an_office(units=units)
    (duty,) = plan.duties
    (cycle,) = duty.cycles(plan, office)
    invited = next(step for step in duty.steps(cycle, plan, office) if step.name == "invite")
    assert invited.recipients == ("cuc-dien-anh",)
    assert "«Bộ bạn» ở ngoài cơ quan nên không được gửi thư tự động: văn phòng tự liên hệ" in list(
        map(str, duty.lacks(plan, office))
    )
