"""Information at an interval that the office sets. Weekdays were written down from a calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from dunghen.directory.partner import Partner
from dunghen.plans.cycle import Act
from dunghen.plans.office import Office
from dunghen.testing import an_office, default_units
from tests.unit.kinds.agendas import actions, cycles, days, plan_of, spelled

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunghen.plans.plan import Duty

QUARTERLY: dict[str, Any] = {"every": {"months": 3, "day": 25}, "to": ["cuc-bao-chi", "bo-ngoai-giao"]}


def a_partner(slug: str, **changes: Any) -> Partner:
    values = {
        "name": slug.title(),
        "class": "foreign-locality",
        "plans": ["nq59-2025-2030"],
        "email": f"{slug}@doi-tac.invalid",
    }
    return Partner.model_validate({"slug": slug, **values, **changes})


def with_partners(*partners: Partner) -> Office:
    office = an_office()
    directory = type(office.directory)(units=default_units(), partners=partners)
    return Office(office.settings, directory, office.calendar)


@pytest.mark.parametrize(
    ("every", "issued"),
    [
        (
            {"months": 3, "day": 25},
            {"2026-03": "Wed 03-25", "2026-06": "Thu 06-25", "2026-09": "Fri 09-25", "2026-12": "Fri 12-25"},
        ),
        ({"months": 6, "day": 30}, {"2026-06": "Tue 06-30", "2026-12": "Wed 12-30"}),
        ({"months": 12, "day": 5}, {"2026-12": "Fri 12-04"}),  # 05/12/2026 is a Saturday
    ],
)
def test_an_issue_is_named_after_its_month(every: dict[str, int], issued: dict[str, str]) -> None:
    found = cycles(plan_of("bulletin", **{**QUARTERLY, "every": every}))
    assert {name: f"{one.anchor:%a %m-%d}" for name, one in found.items() if name.startswith("2026")} == issued


def test_a_month_without_that_day_has_its_last() -> None:
    found = cycles(plan_of("bulletin", **{**QUARTERLY, "every": {"months": 1, "day": 31}}))
    assert spelled(found["2027-02"].anchor) == "Fri 2027-02-26"  # 28/02/2027 is a Sunday
    assert spelled(found["2026-04"].anchor) == "Wed 2026-04-29"  # 30/4 is a day off


@pytest.mark.parametrize(
    ("step", "due", "void"),
    [
        ("collect", "Thu 2026-06-04", "Thu 2026-06-25"),
        ("draft", "Mon 2026-06-15", "Wed 2026-07-15"),
        ("deliver-outward", "Mon 2026-06-22", "Wed 2026-07-15"),
        ("deliver", "Thu 2026-06-25", "Wed 2026-07-15"),
    ],
)
def test_news_are_collected_then_the_text_is_asked_for_then_it_is_proposed(step: str, due: str, void: str) -> None:
    plan = plan_of("bulletin", **QUARTERLY, contributors=["cuc-dien-anh"])
    assert days(plan, "2026-06")[step] == (due, void)


def test_what_is_approved_early_leaves_on_the_day_of_the_issue() -> None:
    found = {one.step.name: one.step for one in actions(plan_of("bulletin", **QUARTERLY), "2026-06")}
    assert spelled(found["deliver-outward"].send_on) == "Thu 2026-06-25"


def test_nothing_is_proposed_or_handed_out_without_the_text() -> None:
    found = {one.step.name: one.step for one in actions(plan_of("bulletin", **QUARTERLY), "2026-06")}
    assert {name: step.requires for name, step in found.items()} == {
        "draft": None,
        "deliver-outward": "bulletin-text",
        "deliver": "bulletin-text",
    }
    assert found["draft"].settled_by == "bulletin-text"


def test_another_house_is_outside_and_waits_for_approval() -> None:
    found = {one.step.act: one.step for one in actions(plan_of("bulletin", **QUARTERLY), "2026-06")}
    outward = found[Act.DELIVER_OUTWARD]
    assert (outward.recipients, outward.outward) == (("bo-ngoai-giao",), True)
    assert (found[Act.DELIVER].recipients, found[Act.DELIVER].outward) == (("cuc-bao-chi",), False)


def test_it_goes_to_partners_of_its_classes_that_can_be_mailed() -> None:
    office = with_partners(
        a_partner("alpha"),
        a_partner("khong-dia-chi", email=None),
        a_partner("chuong-trinh-khac", plans=["hai-phong-2024-2025"]),
        a_partner("hang-tin", **{"class": "media"}),
        a_partner("trao-tay", handed_over=True),
        a_partner("khong-gui", do_not_send={"reason": "quan hệ tạm dừng"}),
        a_partner("duoc-neu-ten", **{"class": "media"}),
    )
    plan = plan_of("bulletin", every={"months": 3, "day": 25}, classes=["foreign-locality"], to=["duoc-neu-ten"])
    outward = [one.step for one in actions(plan, "2026-06", office) if one.step.outward]
    assert [step.recipients for step in outward] == [("alpha", "duoc-neu-ten")]


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"waiting_for": ["khoảng cách giữa hai kỳ"]}, ("khoảng cách giữa hai kỳ",)),
        ({"every": {"months": 3, "day": 25}, "waiting_for": ["khoảng cách"]}, ("danh sách nhận (to, classes)",)),
        ({**QUARTERLY, "lead": None}, ("đơn vị chủ trì (văn bản không nêu)",)),
        (
            {},
            ("khoảng cách giữa hai kỳ và ngày trong tháng (every)", "danh sách nhận (to, classes)"),
        ),
        (QUARTERLY, ()),
    ],
)
def test_it_waits_for_what_is_missing_and_until_then_nothing_happens(
    keys: dict[str, Any], said: tuple[str, ...]
) -> None:
    plan = plan_of("bulletin", **keys)
    assert tuple(map(str, plan.duties[0].waits(plan))) == said
    assert bool(actions(plan)) is (said == ())


@pytest.mark.parametrize("every", [{"months": 5, "day": 25}, {"months": 3, "day": 32}, {"months": 3}])
def test_an_interval_that_does_not_return_to_its_months_is_refused(
    every: dict[str, int], make_duty: Callable[..., Duty]
) -> None:
    with pytest.raises(ValidationError):
        make_duty("bulletin", every=every)


def test_a_partner_without_an_address_is_told_to_be_missing() -> None:
    office = with_partners(a_partner("alpha"), a_partner("khong-dia-chi", email=None, name="Kagawa"))
    plan = plan_of("bulletin", every={"months": 3, "day": 25}, classes=["foreign-locality"])
    assert list(map(str, plan.duties[0].lacks(plan, office))) == ["địa chỉ thư điện tử của Kagawa (partners.yaml)"]
