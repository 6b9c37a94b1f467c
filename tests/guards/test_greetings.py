"""The greetings of Hải Phòng as configured: whom they reach, on which days, and whom they never reach."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from dunghen.agenda.build import agenda
from dunghen.directory.partner import PartnerClass
from dunghen.kinds.greeting.model import GreetingDuty, greetings_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dunghen.kinds.greeting.occasions import Greeting
    from dunghen.loading.config import Config
    from dunghen.plans.plan import Plan

HAI_PHONG = "hai-phong-2024-2025"


@pytest.fixture(scope="module")
def greetings(config: Config, plans: dict[str, Plan]) -> Mapping[str, Greeting]:
    return greetings_of(plans[HAI_PHONG], config.office)


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("2025-quoc-khanh-dai-su-quan-ha-lan-tai-viet-nam", ["2025-04-26"]),
        ("2024-quoc-khanh-dai-su-quan-ha-lan-tai-viet-nam", ["2024-04-27"]),
        ("2025-quoc-khanh-dai-su-quan-hoa-ky-tai-viet-nam", ["2025-07-04", "2025-07-12"]),
        ("2025-quoc-khanh-dai-su-quan-han-quoc-tai-viet-nam", ["2025-10-03", "2025-10-06"]),
        ("2025-quan-he-ngoai-giao-dai-su-quan-hy-lap-tai-viet-nam", ["2025-04-15"]),
        ("2025-quan-he-ngoai-giao-dai-su-quan-viet-nam-tai-brunei", ["2025-02-28"]),
        ("2024-quan-he-ngoai-giao-dai-su-quan-viet-nam-tai-brunei", ["2024-02-29"]),
        ("2025-seollal-incheon", ["2025-01-29"]),
        ("2025-bun-pi-may-vieng-chan", ["2025-04-14"]),
        ("2025-ket-nghia-kitakyushu", ["2025-04-18"]),
        ("2025-ket-nghia-incheon", ["2025-07-25"]),
        ("2025-nam-moi-thien-tan", ["2025-01-01", "2025-01-08"]),
        ("2025-tet-nguyen-dan-dai-su-quan-viet-nam-tai-hungary", ["2025-01-29", "2025-02-03"]),
        ("2025-nam-moi-unesco", ["2025-01-01"]),
    ],
)
def test_days_known_from_outside_are_the_days_of_the_letters(
    name: str, days: list[str], greetings: Mapping[str, Greeting]
) -> None:
    assert [occasion.day.isoformat() for occasion in greetings[name].occasions] == days


@pytest.mark.parametrize(
    ("name", "count", "tier"),
    [
        ("2025-quan-he-ngoai-giao-dai-su-quan-hy-lap-tai-viet-nam", 50, "tron"),
        ("2025-quan-he-ngoai-giao-dai-su-quan-sec-tai-viet-nam", 75, "le5"),
        ("2025-quan-he-ngoai-giao-dai-su-quan-ha-lan-tai-viet-nam", 52, "khac"),
        ("2025-ket-nghia-kitakyushu", 11, "khac"),
    ],
)
def test_anniversaries_are_counted_from_the_year_that_the_relation_began(
    name: str, count: int, tier: str, greetings: Mapping[str, Greeting]
) -> None:
    first = greetings[name].first
    assert (first.ordinal, first.tier and first.tier.value) == (count, tier)


def test_only_the_five_classes_of_the_document_are_greeted(greetings: Mapping[str, Greeting]) -> None:
    assert {one.partner.partner_class for one in greetings.values()} == {
        PartnerClass.VIETNAMESE_MISSION_ABROAD,
        PartnerClass.FOREIGN_MISSION_IN_VIETNAM,
        PartnerClass.INTERNATIONAL_ORGANISATION,
        PartnerClass.FOREIGN_LOCALITY,
    }


@pytest.mark.parametrize("word", ["dai-loan", "hiep-hoi", "nhk", "kbs", "nara", "gangwon", "quang-tay", "son-tay"])
def test_no_letter_names_taiwan_an_association_the_press_or_another_provinces_partner(
    word: str, greetings: Mapping[str, Greeting]
) -> None:
    assert [name for name in greetings if word in name.removeprefix("2024-").removeprefix("2025-")] == []


def test_an_organisation_has_no_national_day_and_no_relations_day(greetings: Mapping[str, Greeting]) -> None:
    theirs = [
        occasion.kind.value
        for one in greetings.values()
        if one.partner.partner_class is PartnerClass.INTERNATIONAL_ORGANISATION
        for occasion in one.occasions
    ]
    assert set(theirs) == {"new-year"}


def test_no_letter_is_for_a_day_after_the_plan_has_ended(greetings: Mapping[str, Greeting]) -> None:
    days = [occasion.day for one in greetings.values() for occasion in one.occasions]
    assert min(days) >= date(2024, 1, 1)
    assert max(days) <= date(2025, 12, 31)


def test_every_greeting_is_drafted_then_approved_and_leaves_no_later_than_its_day(
    config: Config, plans: dict[str, Plan]
) -> None:
    found = [one for one in agenda(plans[HAI_PHONG], config.office) if isinstance(one.duty, GreetingDuty)]
    drafts = {one.cycle.name: one.step.due for one in found if one.step.name == "draft"}
    outward = [one for one in found if one.step.outward]
    assert len(drafts) == len(outward) > 150
    for one in outward:
        assert one.step.outward
        assert one.step.send_on is not None
        assert drafts[one.cycle.name] < one.step.due < one.step.send_on <= one.cycle.anchor


def test_the_four_plans_that_order_no_greeting_make_none(plans: dict[str, Plan]) -> None:
    assert {plan.id for plan in plans.values() for duty in plan.duties if isinstance(duty, GreetingDuty)} == {HAI_PHONG}
