"""Facts of made-up greetings: a test names only what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dunghen.directory.occasion import OccasionKind
from dunghen.directory.partner import PartnerClass
from dunghen.kinds.greeting.facts import GreetedOccasion, GreetingFacts

MISSION = PartnerClass.FOREIGN_MISSION_IN_VIETNAM
OUR_MISSION = PartnerClass.VIETNAMESE_MISSION_ABROAD
LOCALITY = PartnerClass.FOREIGN_LOCALITY
ORGANISATION = PartnerClass.INTERNATIONAL_ORGANISATION

NATIONAL_DAY = GreetedOccasion("quoc-khanh", OccasionKind.NATIONAL_DAY, date(2026, 6, 2), "Quốc khánh")
RELATIONS_DAY = GreetedOccasion(
    "quan-he-ngoai-giao",
    OccasionKind.RELATIONS_DAY,
    date(2026, 12, 22),
    "kỷ niệm ngày thiết lập quan hệ ngoại giao",
    since_year=1976,
)
TWIN_DAY = GreetedOccasion(
    "ket-nghia",
    OccasionKind.TWIN_DAY,
    date(2027, 1, 1),
    "kỷ niệm ngày thiết lập quan hệ kết nghĩa",
    since_year=2014,
)
NEW_YEAR = GreetedOccasion("nam-moi", OccasionKind.NEW_YEAR, date(2027, 1, 1), "năm mới")
TET = GreetedOccasion("tet-nguyen-dan", OccasionKind.TET, date(2027, 2, 6), "Tết Nguyên đán")
HOLIDAY = GreetedOccasion("le-hoi", OccasionKind.HOLIDAY, date(2026, 9, 25), "lễ hội mùa thu")
OTHER = GreetedOccasion("ngay-rieng", OccasionKind.OTHER, date(2026, 9, 25), "ngày khánh thành trụ sở mới")
ALL = (NATIONAL_DAY, RELATIONS_DAY, TWIN_DAY, NEW_YEAR, TET, HOLIDAY, OTHER)

COUNTRIES = {
    "vi": ("HU", "Hungary", "Hungary"),
    "en": ("NL", "Vương quốc Hà Lan", "Netherlands"),
    "ko": ("KR", "Đại Hàn Dân Quốc", "Republic of Korea"),
    "ja": ("JP", "Nhật Bản", "Japan"),
    "zh": ("CN", "Cộng hòa Nhân dân Trung Hoa", "China"),
    "lo": ("LA", "Cộng hòa Dân chủ Nhân dân Lào", "Lao PDR"),
    "ru": ("RU", "Liên bang Nga", "Russian Federation"),
    "fr": ("FR", "Cộng hòa Pháp", "France"),
    "it": ("IT", "Cộng hòa Italia", "Italy"),
}
_BASE = GreetingFacts(
    partner_slug="doi-tac",
    partner_name="Đại sứ quán tại Việt Nam",
    country=None,
    country_vi=None,
    country_en=None,
    language="en",
    partner_class=MISSION,
    occasions=(NATIONAL_DAY,),
    sender_name="Ủy ban nhân dân thành phố Hải Phòng",
    sender_post="Chủ tịch",
    city="Hải Phòng",
    dated=date(2026, 6, 1),
    plan="Ngoại giao văn hóa",
)


def a_greeting(language="en", *occasions, **changes):
    """The facts of a greeting in a language, of the country that speaks it."""
    country, country_vi, country_en = COUNTRIES.get(language, (None, None, None))
    facts = replace(_BASE, language=language, country=country, country_vi=country_vi, country_en=country_en)
    return replace(facts, **({"occasions": occasions} if occasions else {}) | changes)
