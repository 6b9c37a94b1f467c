"""What is wrong with occasions and countries, what is not known yet, and the letters this office may not write."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from dunghen.directory.occasion import OccasionKind
from dunghen.directory.partner import PartnerClass, ProtocolLevel
from dunghen.kinds.greeting.gaps import gaps
from dunghen.kinds.greeting.occasions import occasion_book
from dunghen.kinds.greeting.protocol import is_top_leader, why_refused
from dunghen.loading.check_occasions import check_countries, check_occasions
from tests.unit.kinds.greeting.cases import COUNTRIES, OCCASIONS, a_country, a_greeting_office, a_partner, an_occasion

YEARS = range(2024, 2027)


def test_occasions_of_one_slug_and_names_that_do_not_exist_are_found_at_their_place() -> None:
    occasions = [
        an_occasion("ket-nghia", "twin-day", partners=["incheoon"]),
        an_occasion("ket-nghia", "twin-day", countries=["KR", "XX"]),
    ]
    found = dict(check_occasions(occasions, COUNTRIES, [a_partner("incheon")]))
    assert found == {
        ("occasions", 0, "slug"): ("hai dịp trùng tên ngắn", "ket-nghia", "ket-nghia-2"),
        ("occasions", 1, "slug"): ("hai dịp trùng tên ngắn", "ket-nghia", "ket-nghia-2"),
        ("occasions", 0, "partners", 0): ("không có đối tác này trong partners.yaml", "incheoon", "incheon"),
        ("occasions", 1, "countries", 1): ("không có nước này trong countries.yaml", "XX", None),
    }


def test_a_country_that_stands_twice_is_found() -> None:
    assert set(dict(check_countries([*COUNTRIES, a_country("NL", "04-30", None)]))) == {
        ("countries", 0, "iso"),
        ("countries", 6, "iso"),
    }


@pytest.mark.parametrize(
    ("rule", "field", "what", "value", "suggestion"),
    [
        (
            {"country": "MY", "name": "Eid ul-Fitr"},
            "name",
            "lịch nghỉ lễ của MY không có tên này trong năm nào (2000-2050)",
            "Eid ul-Fitr",
            "Eid al-Fitr; ",
        ),
        (
            {"country": "KR", "name": "Lunar New Year"},
            "name",
            "lịch nghỉ lễ của KR không có tên này trong năm nào (2000-2050)",
            "Lunar New Year",
            "Korean New Year",
        ),
        ({"country": "XX", "name": "Chuseok"}, "country", "thư viện không có lịch nghỉ lễ của nước này", "XX", None),
    ],
)
def test_a_holiday_that_no_year_has_is_found_with_the_nearest_names(
    rule: dict[str, str], field: str, what: str, value: str, suggestion: str | None
) -> None:
    day = {"rule": "public-holiday", **rule}
    occasion, country = an_occasion("le", "holiday", day=day), a_country("MY", day, None)
    (of_occasion,) = check_occasions([occasion], [], [])
    (of_country,) = check_countries([country])
    assert (of_occasion[0], of_country[0]) == (("occasions", 0, "day", field), ("countries", 0, "national_day", field))
    assert of_occasion[1] == of_country[1]
    assert of_occasion[1][:2] == (what, value)
    assert suggestion is None or suggestion in (of_occasion[1][2] or "")


@pytest.mark.parametrize(
    "rule",
    [
        {"country": "DZ", "name": "Eid al-Fitr"},  # estimated in every year
        {"country": "DZ", "name": "Eid al-Fitr (estimated)"},
        {"country": "IL", "name": "Independence Day"},  # in most years only «(observed)»
        {"country": "JP", "name": "Sports Day"},  # since 2020
    ],
)
def test_a_holiday_that_only_some_years_have_is_no_mistake(rule: dict[str, str]) -> None:
    occasion = an_occasion("le", "holiday", day={"rule": "public-holiday", **rule})
    assert list(check_occasions([occasion], [], [])) == []


def test_sound_occasions_and_countries_have_no_findings() -> None:
    assert list(check_occasions(OCCASIONS, COUNTRIES, [])) == []
    assert list(check_countries(COUNTRIES)) == []


def test_taiwan_cannot_be_entered_as_a_country() -> None:
    with pytest.raises(ValidationError, match="không lập quốc khánh"):
        a_country("TW", "10-10", None)


@pytest.mark.parametrize(
    ("kind", "day"), [("holiday", None), ("new-year", None), ("national-day", "09-02"), ("twin-day", "05-13")]
)
def test_a_day_stands_with_the_occasion_or_with_the_partner_and_never_in_both(kind: str, day: str | None) -> None:
    with pytest.raises(ValidationError, match="day"):
        an_occasion("dip", kind, day=day)


def test_a_gap_names_four_partners_and_counts_the_rest() -> None:
    partners = [a_partner(f"thanh-pho-{n}", name=f"Thành phố {n}", **{"class": "foreign-locality"}) for n in range(6)]
    book = a_greeting_office(*partners).derived(occasion_book)
    (told,) = gaps(book, partners, [OccasionKind.TWIN_DAY], [PartnerClass.FOREIGN_LOCALITY], YEARS)
    assert str(told) == (
        "chưa có ngày của dịp «ngày thiết lập quan hệ kết nghĩa»: 6 đối tác"
        " (Thành phố 0, Thành phố 1, Thành phố 2, Thành phố 3, …)"
    )


def test_partners_for_whom_no_occasion_is_set_are_told() -> None:
    mission = a_partner("dai-su-quan-viet-nam", name="ĐSQ", **{"class": "vietnamese-mission-abroad"})
    occasions = [an_occasion("quoc-khanh", "national-day", classes=["foreign-mission-in-vietnam"])]
    book = a_greeting_office(mission, occasions=occasions).derived(occasion_book)
    assert list(map(str, gaps(book, [mission], [OccasionKind.NATIONAL_DAY], tuple(PartnerClass), YEARS))) == [
        "chưa đặt dịp nào, nên không gửi: 1 đối tác (ĐSQ)"
    ]


@pytest.mark.parametrize(
    ("post", "top"),
    [
        ("Tổng Bí thư", True),
        ("Chủ tịch nước", True),
        ("Thủ tướng", True),
        ("Thủ tướng Chính phủ", True),
        ("Chủ tịch Quốc hội", True),
        ("Chủ tịch", False),
        ("Phó Thủ tướng Chính phủ", False),
        ("Văn phòng Chủ tịch nước", False),
        ("Ủy ban nhân dân thành phố", False),
    ],
)
def test_four_posts_are_top_leaders_and_their_deputies_and_offices_are_not(post: str, *, top: bool) -> None:
    assert is_top_leader(post) is top


def test_a_partner_that_only_a_top_leader_may_greet_is_refused_with_the_decree() -> None:
    partner = a_partner(protocol_level=ProtocolLevel.TOP_LEADERS)
    refused = why_refused(partner, "Chủ tịch")
    assert refused is not None
    assert "Nghị định 18/2022/NĐ-CP, khoản 1 Điều 35" in refused
    assert why_refused(a_partner(protocol_level=ProtocolLevel.HOUSE_LEADERS), "Chủ tịch") is None


def test_years_without_a_day_are_told_with_the_reason_in_one_line() -> None:
    partners = [
        a_partner("anh", name="Anh", country="GB"),
        a_partner("incheon", name="Incheon", country="KR", **{"class": "foreign-locality"}),
        a_partner("tokyo", name="Tokyo", country="JP", **{"class": "foreign-locality"}),
    ]
    by_year = {"rule": "by-year", "days": [date(2024, 6, 15), date(2026, 6, 13)]}
    occasions = [
        an_occasion("quoc-khanh", "national-day", name="Quốc khánh"),
        an_occasion("tat-nien", "holiday", name="Tất niên", countries=["GB"], day={"rule": "lunar-vn", "day": "12-30"}),
    ]
    office = a_greeting_office(*partners, occasions=occasions, countries=[a_country("GB", by_year, None), *COUNTRIES])
    kinds = [OccasionKind.NATIONAL_DAY, OccasionKind.HOLIDAY]
    assert list(map(str, gaps(office.derived(occasion_book), partners, kinds, tuple(PartnerClass), YEARS))) == [
        "chưa có ngày của dịp «Quốc khánh»: 1 đối tác (Tokyo)",
        "chưa có ngày của dịp «Quốc khánh» năm 2025 (chưa nhập ngày của năm ấy trong «days»): 1 đối tác (Anh)",
        "chưa có ngày của dịp «Tất niên» năm 2025, 2026 (ngày 30/12 âm lịch không rơi vào ngày nào của năm): 1 đối tác (Anh)",
    ]
