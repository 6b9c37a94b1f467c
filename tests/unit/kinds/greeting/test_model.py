"""Letters to partners: who may be greeted, who sends, and when each step falls."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from dunghen.agenda.build import agenda, fire_days
from dunghen.loading.check import check_plan
from tests.unit.kinds.greeting.cases import (
    COUNTRIES,
    OCCASIONS,
    a_greeting,
    a_greeting_office,
    a_greeting_plan,
    a_partner,
    an_occasion,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunghen.directory.partner import Partner
    from dunghen.plans.plan import Duty

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def steps_of(cycle: str, partner: Partner) -> list[tuple[str, str, tuple[str, ...]]]:
    """Each step of a cycle: name, day with its weekday, recipients."""
    office = a_greeting_office(partner)
    return [
        (action.step.name, told(action.step.due), action.step.recipients)
        for action in agenda(a_greeting_plan(), office)
        if action.cycle.name == cycle
    ]


def told(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day}"


def test_the_sender_is_named_for_the_load_check(make_duty: Callable[..., Duty]) -> None:
    greeting = make_duty("greeting", occasion="holidays", classes=["foreign-locality"], sender="ubnd-thanh-pho")
    assert list(greeting.named_slugs()) == [("lead", "so-ngoai-vu"), ("sender", "ubnd-thanh-pho")]


def test_an_occasion_that_the_document_does_not_name_is_refused(make_duty: Callable[..., Duty]) -> None:
    with pytest.raises(ValidationError, match="occasion"):
        make_duty("greeting", occasion="birthday", classes=["foreign-locality"], sender="ubnd-thanh-pho")


@pytest.mark.parametrize("partner_class", ["everybody", "association", "media", "art-group", "foreign-ministry"])
def test_a_class_outside_the_five_of_the_document_is_refused(
    partner_class: str, make_duty: Callable[..., Duty]
) -> None:
    with pytest.raises(ValidationError, match=partner_class):
        make_duty("greeting", occasion="holidays", classes=[partner_class], sender="ubnd-thanh-pho")


@pytest.mark.parametrize("steps", [{"draft": "+1wd"}, {"approve": "0d"}, {"record": "-1wd"}, {"record": "+30wd"}])
def test_steps_on_the_wrong_side_of_the_day_are_refused(steps: Any, make_duty: Callable[..., Duty]) -> None:
    with pytest.raises(ValidationError, match="trước ngày của dịp"):
        make_duty("greeting", occasion="holidays", classes=["foreign-ngo"], sender="ubnd-thanh-pho", steps=steps)


def test_a_letter_is_drafted_three_weeks_before_and_approved_two() -> None:
    # 07/4/2025 (Giỗ Tổ) is off; 26/4/2025, a Saturday, is worked for 02/5.
    assert steps_of("2025-quoc-khanh-dai-su-quan-ha-lan", a_partner()) == [
        ("draft", "thứ Sáu 2025-04-04", ("so-ngoai-vu",)),
        ("deliver-outward", "thứ Hai 2025-04-14", ("dai-su-quan-ha-lan",)),
    ]


@pytest.mark.parametrize(
    ("cycle", "partner", "sent", "void"),
    [
        # The King's Day of 2025 is a Saturday, worked for 02/5.
        ("2025-quoc-khanh-dai-su-quan-ha-lan", a_partner(), "thứ Bảy 2025-04-26", date(2025, 4, 27)),
        ("2025-quan-he-ngoai-giao-dai-su-quan-ha-lan", a_partner(), "thứ Tư 2025-04-09", date(2025, 4, 10)),
        # Seollal falls into Việt Nam's own Tết break, which begins on Saturday 25/01.
        (
            "2025-seollal-incheon",
            a_partner("incheon", country="KR", **{"class": "foreign-locality"}),
            "thứ Sáu 2025-01-24",
            date(2025, 1, 30),
        ),
        ("2025-nam-moi-citynet", a_partner("citynet", country=None), "thứ Ba 2024-12-31", date(2025, 1, 2)),
        # A Sunday.
        (
            "2025-quoc-khanh-dai-su-quan-colombia",
            a_partner("dai-su-quan-colombia", country="CO"),
            "thứ Sáu 2025-07-18",
            date(2025, 7, 21),
        ),
    ],
)
def test_the_letter_goes_on_the_day_or_the_last_working_day_before_and_is_void_the_day_after(
    cycle: str, partner: Partner, sent: str, void: date
) -> None:
    office, plan = a_greeting_office(partner), a_greeting_plan()
    outward = next(one.step for one in agenda(plan, office) if one.cycle.name == cycle and one.step.outward)
    assert outward.send_on is not None
    assert (told(outward.send_on), outward.expires) == (sent, void)
    assert outward.outward
    assert outward.send_on in fire_days(plan, office)


def test_every_deadline_is_the_occasions_own_day_even_where_the_letter_goes_before() -> None:
    office = a_greeting_office(a_partner("dai-su-quan-colombia", country="CO"))
    cycles = {one.cycle.name: one.cycle for one in agenda(a_greeting_plan(), office)}
    assert cycles["2025-quoc-khanh-dai-su-quan-colombia"].deadline == date(2025, 7, 20)


def test_where_the_paper_is_handed_over_nothing_goes_to_the_partner_and_the_lead_is_asked_to_record() -> None:
    assert steps_of("2025-quoc-khanh-dai-su-quan-ha-lan", a_partner(handed_over=True)) == [
        ("draft", "thứ Sáu 2025-04-04", ("so-ngoai-vu",)),
        ("deliver-outward", "thứ Hai 2025-04-14", ("so-ngoai-vu",)),
        ("remind-1", "thứ Hai 2025-04-28", ("so-ngoai-vu",)),
    ]


def test_a_hand_over_is_settled_by_its_record_and_waits_for_no_day() -> None:
    office = a_greeting_office(a_partner(handed_over=True))
    steps = [one.step for one in agenda(a_greeting_plan(), office) if one.step.name in ("deliver-outward", "remind-1")]
    assert {(step.settled_by, step.send_on) for step in steps} == {("handed-over", None)}


def test_a_shared_letter_belongs_to_the_duty_of_its_first_day() -> None:
    office = a_greeting_office(a_partner("dai-su-quan-hoa-ky", country="US"))
    owners = {one.cycle.name: one.duty.id for one in agenda(a_greeting_plan(), office)}
    assert owners["2025-quoc-khanh-dai-su-quan-hoa-ky"] == "chuc-mung-quoc-khanh"
    assert "2025-quan-he-ngoai-giao-dai-su-quan-hoa-ky" not in owners


def test_a_duty_that_still_waits_for_a_decision_greets_nobody_and_joins_no_letter() -> None:
    plan = a_greeting_plan(
        a_greeting("national-day"), a_greeting("relations-day", waiting_for=["mỗi năm hay chỉ năm tròn"])
    )
    office = a_greeting_office(a_partner("dai-su-quan-hoa-ky", country="US"))
    letters = {one.cycle.name: one.cycle.covers for one in agenda(plan, office)}
    day = date(2025, 7, 4)
    assert letters["2025-quoc-khanh-dai-su-quan-hoa-ky"] == (day, day)
    assert all("quoc-khanh" in name for name in letters)


def test_a_year_whose_days_off_are_not_announced_is_provisional() -> None:
    office = a_greeting_office(a_partner())
    provisional = {one.cycle.name: one.cycle.provisional for one in agenda(a_greeting_plan(), office)}
    assert provisional["2024-quoc-khanh-dai-su-quan-ha-lan"]
    assert not provisional["2025-quoc-khanh-dai-su-quan-ha-lan"]
    # Drafted in December 2024.
    assert provisional["2025-nam-moi-dai-su-quan-ha-lan"]


def test_an_estimated_day_is_provisional_though_the_days_off_are_announced() -> None:
    algerian = {"rule": "public-holiday", "country": "DZ", "name": "Eid al-Fitr"}
    occasions = [*OCCASIONS, an_occasion("eid", "holiday", day=algerian)]
    office = a_greeting_office(a_partner(), occasions=occasions)
    of_2025 = {one.cycle.name: one.cycle for one in agenda(a_greeting_plan(), office) if one.cycle.anchor.year == 2025}
    provisional = {name: one.provisional for name, one in of_2025.items()}
    assert told(of_2025["2025-eid-dai-su-quan-ha-lan"].anchor) == "Chủ nhật 2025-03-30"
    assert provisional == {
        "2025-nam-moi-dai-su-quan-ha-lan": True,  # drafted in 2024
        # The relations day, 09/04, shares the letter of what falls ten days before.
        "2025-eid-dai-su-quan-ha-lan": True,
        "2025-quoc-khanh-dai-su-quan-ha-lan": False,
    }


def test_a_holiday_whose_day_is_unknown_in_a_year_of_the_plan_is_a_gap_and_the_plan_is_sound() -> None:
    lunar = an_occasion("tet", "tet", name="Tết", day={"rule": "by-year", "days": [date(2024, 2, 10)]})
    office = a_greeting_office(a_partner(name="Đại sứ quán"), occasions=[lunar])
    plan = a_greeting_plan(a_greeting("holidays"))
    assert list(check_plan(plan, {}, office)) == []
    assert {one.cycle.name for one in agenda(plan, office)} == {"2024-tet-dai-su-quan-ha-lan"}
    assert list(map(str, plan.duties[0].lacks(plan, office))) == [
        "chưa có ngày của dịp «Tết» năm 2025 (chưa nhập ngày của năm ấy trong «days»): 1 đối tác (Đại sứ quán)"
    ]


@pytest.mark.parametrize("signer", ["Chủ tịch nước", "Thủ tướng Chính phủ", "Tổng Bí thư", "Chủ tịch Quốc hội"])
def test_a_duty_under_a_top_leaders_signature_is_refused_when_it_is_loaded(signer: str) -> None:
    plan = a_greeting_plan(a_greeting("national-day", signer=signer))
    what, _, _ = dict(check_plan(plan, {}, a_greeting_office()))["duties", 0, "sender"]
    assert "Nghị định 18/2022/NĐ-CP" in what


@pytest.mark.parametrize("signer", [None, "Chủ tịch", "Phó Chủ tịch", "Phó Thủ tướng"])
def test_the_citys_own_leaders_may_sign(signer: str | None) -> None:
    plan = a_greeting_plan(a_greeting("national-day", signer=signer))
    assert list(check_plan(plan, {}, a_greeting_office())) == []


def test_what_is_not_known_of_partners_is_told_in_a_few_lines() -> None:
    partners = (
        a_partner("dai-su-quan-xa", country="PE", name="Đại sứ quán Xa", email=None),
        a_partner("citynet", country=None, **{"class": "international-organisation"}),
        a_partner("kbs", country="KR", email=None, **{"class": "media"}),
    )
    plan = a_greeting_plan(a_greeting("national-day"))
    office = a_greeting_office(*partners, countries=COUNTRIES)
    assert list(map(str, plan.duties[0].lacks(plan, office))) == [
        "chưa có ngày của dịp «Quốc khánh»: 1 đối tác (Đại sứ quán Xa)",
        "chưa có địa chỉ: 1 đối tác (Đại sứ quán Xa)",
    ]
