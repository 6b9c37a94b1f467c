"""Which partner is greeted on which days, and which days share a letter."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from dunghen.kinds.greeting.model import greetings_of
from dunghen.kinds.greeting.occasions import occasion_book
from tests.unit.kinds.greeting.cases import (
    OCCASIONS,
    a_greeting,
    a_greeting_office,
    a_greeting_plan,
    a_partner,
    an_occasion,
)

if TYPE_CHECKING:
    from dunghen.directory.partner import Partner
    from dunghen.kinds.greeting.occasions import Greeting
    from dunghen.plans.plan import Plan

EMBASSY = a_partner()
LOCALITY = a_partner("incheon", country="KR", **{"class": "foreign-locality"}, twinned_on=date(1997, 7, 25))


def of_2025(*partners: Partner, plan: Plan | None = None) -> dict[str, Greeting]:
    """The letters of 2025, by name."""
    found = greetings_of(plan or a_greeting_plan(), a_greeting_office(*partners))
    return {name: one for name, one in found.items() if one.first.day.year == 2025}


def days(*partners: Partner, plan: Plan | None = None) -> list[tuple[str, list[str]]]:
    """Slug and day of each letter's occasions."""
    return [
        (name, [f"{occasion.slug} {occasion.day}" for occasion in one.occasions])
        for name, one in of_2025(*partners, plan=plan).items()
    ]


def test_an_embassy_is_greeted_on_new_year_the_relations_day_and_the_national_day() -> None:
    assert days(EMBASSY) == [
        ("2025-nam-moi-dai-su-quan-ha-lan", ["nam-moi 2025-01-01"]),
        ("2025-quan-he-ngoai-giao-dai-su-quan-ha-lan", ["quan-he-ngoai-giao 2025-04-09"]),
        ("2025-quoc-khanh-dai-su-quan-ha-lan", ["quoc-khanh 2025-04-26"]),
    ]


def test_a_locality_shares_its_countrys_days_and_has_its_twin_day() -> None:
    assert days(LOCALITY) == [
        ("2025-seollal-incheon", ["seollal 2025-01-29"]),
        ("2025-ket-nghia-incheon", ["ket-nghia 2025-07-25"]),
        ("2025-quoc-khanh-incheon", ["quoc-khanh 2025-10-03"]),
        ("2025-quan-he-ngoai-giao-incheon", ["quan-he-ngoai-giao 2025-12-22"]),
    ]


@pytest.mark.parametrize("partner_class", ["international-organisation", "foreign-ngo"])
def test_an_organisation_has_no_national_day_and_no_relations_wherever_it_sits(partner_class: str) -> None:
    partner = a_partner("citynet", country="KR", **{"class": partner_class})
    assert [name for name in of_2025(partner) if "seollal" not in name] == ["2025-nam-moi-citynet"]


@pytest.mark.parametrize("partner_class", ["association", "media", "art-group", "foreign-ministry"])
def test_who_is_none_of_the_five_classes_is_never_greeted(partner_class: str) -> None:
    everybody = [partner_class, "foreign-locality"]
    occasions = [an_occasion("nam-moi", "new-year", day="01-01", classes=everybody)]
    office = a_greeting_office(a_partner("kbs", country="KR", **{"class": partner_class}), occasions=occasions)
    assert greetings_of(a_greeting_plan(), office) == {}


@pytest.mark.parametrize("partner_class", ["association", "foreign-locality", "foreign-mission-in-vietnam"])
def test_nothing_at_all_goes_to_taiwan(partner_class: str) -> None:
    assert of_2025(a_partner("chi-hoi-thuong-mai", country="TW", **{"class": partner_class})) == {}


def test_a_partner_of_another_plan_or_province_is_never_greeted() -> None:
    assert of_2025(a_partner("gangwon", country="KR", plans=["quang-ninh-2024"])) == {}


def test_a_country_whose_days_nobody_has_entered_yields_only_the_new_year() -> None:
    assert list(of_2025(a_partner("dai-su-quan-xa", country="PE"))) == ["2025-nam-moi-dai-su-quan-xa"]


def test_an_occasion_may_be_kept_to_some_classes() -> None:
    occasions = [an_occasion("quoc-khanh", "national-day", classes=["foreign-mission-in-vietnam"])]
    mission = a_partner("dai-su-quan-viet-nam", **{"class": "vietnamese-mission-abroad"})
    assert set(greetings_of(a_greeting_plan(), a_greeting_office(mission, EMBASSY, occasions=occasions))) == {
        "2024-quoc-khanh-dai-su-quan-ha-lan",
        "2025-quoc-khanh-dai-su-quan-ha-lan",
    }


def test_two_days_near_each_other_share_one_letter_named_by_the_first() -> None:
    american = a_partner("dai-su-quan-hoa-ky", country="US")
    assert days(american)[-1] == (
        "2025-quoc-khanh-dai-su-quan-hoa-ky",
        ["quoc-khanh 2025-07-04", "quan-he-ngoai-giao 2025-07-12"],
    )


@pytest.mark.parametrize(("within", "letters"), [(0, 2), (7, 2), (8, 1), (10, 1)])
def test_how_near_is_near_is_the_offices_setting(within: int, letters: int) -> None:
    plan = a_greeting_plan(a_greeting("national-day", together=within), a_greeting("relations-day", together=within))
    assert len(of_2025(a_partner("dai-su-quan-hoa-ky", country="US"), plan=plan)) == letters


def test_a_letter_carries_what_follows_its_first_day_and_not_a_chain_of_days() -> None:
    locality = a_partner("thien-tan", country="CN", **{"class": "foreign-locality"}, twinned_on=date(1999, 1, 8))
    # 01/01 and 08/01 lie seven days apart, 08/01 and 18/01 ten, 01/01 and 18/01 seventeen.
    assert days(locality)[:2] == [
        ("2025-nam-moi-thien-tan", ["nam-moi 2025-01-01", "ket-nghia 2025-01-08"]),
        ("2025-quan-he-ngoai-giao-thien-tan", ["quan-he-ngoai-giao 2025-01-18"]),
    ]


def test_of_two_occasions_on_one_day_the_older_relation_names_the_letter() -> None:
    colombian = a_partner("dai-su-quan-colombia", country="CO")
    assert days(colombian)[0] == (
        "2025-quan-he-ngoai-giao-dai-su-quan-colombia",
        ["quan-he-ngoai-giao 2025-01-01", "nam-moi 2025-01-01"],
    )


def test_days_near_each_other_across_two_years_share_the_letter_of_the_first() -> None:
    found = greetings_of(a_greeting_plan(), a_greeting_office(LOCALITY))
    shared = found["2024-quan-he-ngoai-giao-incheon"]
    assert [occasion.day for occasion in shared.occasions] == [date(2024, 12, 22), date(2025, 1, 1)]


def test_a_day_outside_the_plans_period_opens_no_letter_and_joins_none() -> None:
    found = greetings_of(a_greeting_plan(), a_greeting_office(LOCALITY))
    assert {one.first.day.year for one in found.values()} == {2024, 2025}
    assert [occasion.day for occasion in found["2025-quan-he-ngoai-giao-incheon"].occasions] == [date(2025, 12, 22)]


def test_each_partner_keeps_its_own_letters() -> None:
    dutch, korean = a_partner("mot"), a_partner("hai", country="KR")
    assert {one.partner.slug for one in of_2025(dutch, korean).values()} == {"mot", "hai"}


@pytest.mark.parametrize(
    ("name", "count", "code"),
    [
        ("2025-quan-he-ngoai-giao-dai-su-quan-ha-lan", 52, "khac"),
        ("2025-quoc-khanh-dai-su-quan-ha-lan", None, None),
        ("2025-nam-moi-dai-su-quan-ha-lan", None, None),
    ],
)
def test_only_a_relation_is_counted_in_years(name: str, count: int | None, code: str | None) -> None:
    first = of_2025(EMBASSY)[name].first
    assert (first.ordinal, first.tier and first.tier.value) == (count, code)


def test_the_twin_day_counts_the_years_of_the_twinning() -> None:
    first = of_2025(LOCALITY)["2025-ket-nghia-incheon"].first
    assert (first.since_year, first.ordinal) == (1997, 28)


def test_a_relation_is_not_celebrated_in_the_year_in_which_it_begins() -> None:
    plan = a_greeting_plan(a_greeting("relations-day"), period={"from": date(2023, 1, 1), "to": date(2024, 12, 31)})
    locality = a_partner("kagawa", country="PE", **{"class": "foreign-locality"}, twinned_on=date(2023, 8, 29))
    assert list(greetings_of(plan, a_greeting_office(locality))) == ["2024-ket-nghia-kagawa"]


@pytest.mark.parametrize(("leap_day", "day"), [("02-28", date(2025, 2, 28)), ("03-01", date(2025, 3, 1))])
def test_a_relation_begun_on_29_february_is_greeted_on_the_day_the_office_chose(leap_day: str, day: date) -> None:
    occasions = [an_occasion("quan-he-ngoai-giao", "relations-day", leap_day=leap_day)]
    mission = a_partner("dai-su-quan-viet-nam-tai-brunei", country="BN", **{"class": "vietnamese-mission-abroad"})
    found = greetings_of(a_greeting_plan(), a_greeting_office(mission, occasions=occasions))
    assert [one.first.day for one in found.values()] == [date(2024, 2, 29), day]


def test_the_office_may_add_a_day_for_some_partners() -> None:
    added = an_occasion("ngay-hai-phong", "other", day="05-13", partners=["incheon"], since_year=1955)
    office = a_greeting_office(LOCALITY, EMBASSY, occasions=[*OCCASIONS, added])
    found = [one for one in greetings_of(a_greeting_plan(), office).values() if one.first.slug == "ngay-hai-phong"]
    assert [(one.partner.slug, one.first.day, one.first.ordinal) for one in found] == [
        ("incheon", date(2024, 5, 13), 69),
        ("incheon", date(2025, 5, 13), 70),
    ]


def test_an_occasion_that_comes_round_twice_in_a_year_has_two_letters() -> None:
    eid = an_occasion("eid", "holiday", day={"rule": "public-holiday", "country": "TR", "name": "Eid al-Fitr"})
    plan = a_greeting_plan(a_greeting("holidays"), period={"from": date(2032, 6, 1), "to": date(2034, 6, 1)})
    found = greetings_of(plan, a_greeting_office(EMBASSY, occasions=[eid]))
    assert {name: one.first.day for name, one in found.items()} == {
        "2033-eid-dai-su-quan-ha-lan": date(2033, 1, 2),
        "2033-eid-lan-2-dai-su-quan-ha-lan": date(2033, 12, 23),
    }


def test_the_second_of_two_keeps_its_name_where_the_plan_begins_after_the_first() -> None:
    eid = an_occasion("eid", "holiday", day={"rule": "public-holiday", "country": "TR", "name": "Eid al-Fitr"})
    plan = a_greeting_plan(a_greeting("holidays"), period={"from": date(2033, 6, 1), "to": date(2034, 6, 1)})
    found = greetings_of(plan, a_greeting_office(EMBASSY, occasions=[eid]))
    assert list(found) == ["2033-eid-lan-2-dai-su-quan-ha-lan"]


@pytest.mark.parametrize(
    "unknown",
    [
        {"rule": "by-year", "days": [date(2024, 2, 10)]},
        {"rule": "public-holiday", "country": "KR", "name": "Lunar New Year"},
        {"rule": "public-holiday", "country": "XX", "name": "Chuseok"},
        {"rule": "lunar-vn", "day": "12-30"},
    ],
)
def test_an_occasion_without_a_day_in_a_year_has_no_letter_in_it_and_takes_none_from_others(unknown: Any) -> None:
    occasions = [*OCCASIONS, an_occasion("la", "holiday", day=unknown)]
    found = greetings_of(a_greeting_plan(), a_greeting_office(EMBASSY, occasions=occasions))
    assert [name for name in found if name.startswith("2025-")] == list(of_2025(EMBASSY))


@pytest.mark.parametrize(
    ("partner", "language"),
    [
        (EMBASSY, "nl"),
        (a_partner(language="en"), "en"),
        (a_partner("su-quan", **{"class": "vietnamese-mission-abroad"}), "vi"),
        (a_partner("citynet", country="KR", **{"class": "international-organisation"}), "en"),
        (a_partner("dai-su-quan-xa", country="PE"), "en"),
        (LOCALITY, "ko"),
    ],
)
def test_the_language_is_the_partners_setting_else_its_countrys_first(partner: Partner, language: str) -> None:
    assert a_greeting_office(partner).derived(occasion_book).language(partner) == language
