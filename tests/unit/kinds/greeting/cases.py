"""Partners, countries and occasions of the greeting tests; days as the sources in ``config/`` give them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from dunghen.directory.country import Country
from dunghen.directory.directory import Directory
from dunghen.directory.occasion import Occasion
from dunghen.directory.partner import Partner
from dunghen.testing import a_plan, a_unit, an_office

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dunghen.plans.office import Office
    from dunghen.plans.plan import Plan

PLAN = "hai-phong-2024-2025"
FIVE_CLASSES = (
    "vietnamese-mission-abroad",
    "foreign-mission-in-vietnam",
    "international-organisation",
    "foreign-ngo",
    "foreign-locality",
)
DUTIES = {
    "national-day": "chuc-mung-quoc-khanh",
    "relations-day": "chuc-mung-ngay-thiet-lap-quan-he",
    "holidays": "chuc-mung-le-tet",
}


def a_partner(slug: str = "dai-su-quan-ha-lan", **changes: Any) -> Partner:
    """The embassy of the Netherlands, unless told otherwise."""
    values: dict[str, Any] = {
        "name": slug,
        "country": "NL",
        "class": "foreign-mission-in-vietnam",
        "plans": [PLAN],
        "email": f"{slug}@doi-tac.invalid",
    }
    return Partner.model_validate({"slug": slug, **values, **changes})


def a_country(iso: str, national_day: Any, relations: str | None, language: str = "en") -> Country:
    """A country with its two days."""
    return Country.model_validate(
        {
            "iso": iso,
            "name": f"Nước {iso}",
            "name_en": iso,
            "national_day": national_day,
            "relations": relations and date.fromisoformat(relations),
            "languages": [language],
        }
    )


COUNTRIES = (
    a_country("NL", {"rule": "not-on-sunday", "day": "04-27"}, "1973-04-09", "nl"),
    a_country("US", "07-04", "1995-07-12"),
    a_country("KR", "10-03", "1992-12-22", "ko"),
    a_country("CN", "10-01", "1950-01-18", "zh"),
    a_country("BN", "02-23", "1992-02-29", "ms"),
    a_country("CO", "07-20", "1979-01-01", "es"),
)


def an_occasion(slug: str, kind: str, **changes: Any) -> Occasion:
    """An occasion for all five classes."""
    values: dict[str, Any] = {"name": slug, "classes": FIVE_CLASSES, "basis": "setting"}
    return Occasion.model_validate({"slug": slug, "kind": kind, **values, **changes})


OCCASIONS = (
    an_occasion("quoc-khanh", "national-day", name="Quốc khánh"),
    an_occasion("quan-he-ngoai-giao", "relations-day", name="ngày thiết lập quan hệ ngoại giao"),
    an_occasion("ket-nghia", "twin-day", name="ngày thiết lập quan hệ kết nghĩa"),
    an_occasion("nam-moi", "new-year", name="năm mới", day="01-01"),
    an_occasion(
        "seollal",
        "holiday",
        name="Tết Seollal",
        countries=["KR"],
        day={"rule": "public-holiday", "country": "KR", "name": "Korean New Year"},
    ),
)


def a_greeting_office(
    *partners: Partner, occasions: Sequence[Occasion] = OCCASIONS, countries: Sequence[Country] = COUNTRIES
) -> Office:
    """The office of the city, with these partners."""
    city = "thanh-pho-hai-phong"
    units = (
        a_unit("so-ngoai-vu", name="Sở Ngoại vụ", head="Giám đốc", house=city),
        a_unit("ubnd-thanh-pho", name="Ủy ban nhân dân thành phố", head="Chủ tịch", house=city),
    )
    office = an_office(units=units)
    return replace(
        office,
        directory=Directory(units=units, partners=partners),
        occasions=tuple(occasions),
        countries=tuple(countries),
    )


def a_greeting(occasion: str = "national-day", **changes: Any) -> dict[str, Any]:
    """A greeting duty as the plan file of Hải Phòng writes it."""
    return {
        "id": DUTIES[occasion],
        "kind": "greeting",
        "title": "Thư chúc mừng",
        "facts": [DUTIES[occasion]],
        "source": {"lines": "2013-2018", "quote": "gửi thư, thiếp chúc mừng", "basis": "stated"},
        "lead": "so-ngoai-vu",
        "occasion": occasion,
        "classes": FIVE_CLASSES,
        "sender": "ubnd-thanh-pho",
        "city": "Hải Phòng",
        **changes,
    }


def a_greeting_plan(*duties: dict[str, Any], **changes: Any) -> Plan:
    """The plan of Hải Phòng with its three greeting duties, or those given."""
    values: dict[str, Any] = {
        "id": PLAN,
        "short_title": "Ngoại giao văn hóa Hải Phòng",
        "period": {"from": date(2024, 1, 1), "to": date(2025, 12, 31)},
        "effective_from": date(2024, 2, 15),
        "document": {"seed": "004_b92e33a6b45a6a99.txt", "issued_year": 2024, "issuer": "ubnd-thanh-pho"},
        "house": "thanh-pho-hai-phong",
        "lead": "so-ngoai-vu",
        "units": ("so-ngoai-vu",),
        "duties": list(duties) or [a_greeting(occasion) for occasion in DUTIES],
    }
    return a_plan(**{**values, **changes})
