"""The languages of letters: how each writes a date, a country, a list, an ordinal; every other one is English."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from babel import Locale
from babel.dates import format_date

from dunghen.directory.partner import PartnerClass
from dunghen.kinds.greeting.facts import GreetingFacts
from dunghen.wording.dates import official_date


@dataclass(frozen=True, slots=True)
class Language:
    """A language of letters.

    Attributes:
        code: ISO 639-1; the name of its templates, and of the names that the office gives in it.
        name_vi: as a Vietnamese reader calls it.
        locale: of the CLDR data in Babel.
        tag: BCP 47, for HTML and for the spelling checker of a word processor.
        joiner: before the last of several occasions in one sentence.
        dated: puts a date after an occasion.
        blank_date: the line of the date, for the clerk to fill in.
        original: how the Vietnamese original is announced to the partner.
        ordinal: the so-many-eth anniversary, in the form in which the templates use it, so that no sentence has to bend.
        font: for the letters that Times New Roman does not have (of Office's own choice for the script).
        comma: between the occasions before.
    """

    code: str
    name_vi: str
    locale: str
    tag: str
    joiner: str
    dated: str
    blank_date: str
    original: str
    ordinal: Callable[[int], str]
    font: str | None = None
    comma: str = ", "

    def listed(self, names: Sequence[str]) -> str:
        """Several occasions in one sentence."""
        *before, last = names
        return f"{self.comma.join(before)}{self.joiner}{last}" if before else last

    def nth(self, count: int) -> str:
        """«lần thứ 50», «50th», «50주년», «50周年», «ຄົບຮອບ 50 ປີ», «50-летия» (genitive), «50e».

        Raises:
            ValueError: the count is not positive.
        """
        if count < 1:
            raise ValueError(f"số năm kỷ niệm phải dương: {count}")
        return self.ordinal(count)

    def on(self, named: str, day: date) -> str:
        """An occasion with its date, in brackets where it does not end in one already."""
        written = long_date(day, self)
        return f"{named}{self.comma}{written}" if named.endswith((")", "）")) else self.dated.format(named, written)


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a letter in one language; every part is one line."""

    language: Language
    subject: str
    salutation: str
    paragraphs: tuple[str, ...]
    closing: str


def _english(count: int) -> str:
    if count % 100 in {11, 12, 13}:
        return f"{count}th"
    return f"{count}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(count % 10, 'th') }"


def _russian(count: int) -> str:
    """In the genitive; both forms are the same for every number. A «-летие» is kept for the years in 0 and 5."""
    return f"{count}-летия" if count % 5 == 0 else f"{count}-й годовщины"


_ALL = (
    Language(
        code="vi",
        name_vi="tiếng Việt",
        locale="vi",
        tag="vi-VN",
        joiner=" và ",
        dated="{} ({})",
        blank_date="ngày      tháng      năm      ",
        original="",
        ordinal="lần thứ {}".format,
    ),
    Language(
        code="en",
        name_vi="tiếng Anh",
        locale="en_GB",
        tag="en-GB",
        joiner=" and ",
        dated="{} ({})",
        blank_date="Date:                              ",
        original="Vietnamese original",
        ordinal=_english,
    ),
    Language(
        code="ko",
        name_vi="tiếng Hàn",
        locale="ko",
        tag="ko-KR",
        joiner=" 및 ",
        dated="{}({})",
        blank_date="        년      월      일",
        original="베트남어 원문",
        ordinal="{}주년".format,
        font="Batang",
    ),
    Language(
        code="ja",
        name_vi="tiếng Nhật",
        locale="ja",
        tag="ja-JP",
        joiner="ならびに",
        dated="{}（{}）",
        blank_date="        年      月      日",
        original="ベトナム語原文",
        ordinal="{}周年".format,
        font="MS Mincho",
        comma="、",
    ),
    Language(
        code="zh",
        name_vi="tiếng Trung",
        locale="zh_Hans",
        tag="zh-CN",
        joiner="暨",
        dated="{}（{}）",
        blank_date="        年      月      日",
        original="越南文原文",
        ordinal="{}周年".format,
        font="SimSun",
        comma="、",
    ),
    Language(
        code="lo",
        name_vi="tiếng Lào",
        locale="lo",
        tag="lo-LA",
        joiner=" ແລະ ",
        dated="{} (ວັນທີ {})",
        blank_date="ວັນທີ                              ",
        original="ຕົ້ນສະບັບພາສາຫວຽດນາມ",
        ordinal="ຄົບຮອບ {} ປີ".format,
        font="DokChampa",
    ),
    Language(
        code="ru",
        name_vi="tiếng Nga",
        locale="ru",
        tag="ru-RU",
        joiner=" и ",
        dated="{} ({})",
        blank_date="«      »                              года",
        original="Оригинал на вьетнамском языке",
        ordinal=_russian,
    ),
    Language(
        code="fr",
        name_vi="tiếng Pháp",
        locale="fr",
        tag="fr-FR",
        joiner=" et ",
        dated="{} ({})",
        blank_date="Le                              ",
        original="Texte original en vietnamien",
        ordinal=lambda count: "1er" if count == 1 else f"{count}e",
    ),
)
LANGUAGES: Mapping[str, Language] = {language.code: language for language in _ALL}
"""By code."""
VIETNAMESE, ENGLISH = LANGUAGES["vi"], LANGUAGES["en"]

# English names that are said with «the»: those of several words about a form of state, and the plurals.
_WITH_ARTICLE = re.compile(
    r"\b(Republic|Kingdom|Federation|States|Emirates|Union|Islands|PDR|Netherlands|Philippines|Maldives|Bahamas)\b"
)


def language_of(facts: GreetingFacts) -> Language:
    """The language of the letter: Vietnamese for the missions of Việt Nam, English where there are no templates."""
    if facts.partner_class is PartnerClass.VIETNAMESE_MISSION_ABROAD:
        return VIETNAMESE
    return LANGUAGES.get(facts.language.partition("-")[0].lower(), ENGLISH)


def long_date(day: date, language: Language) -> str:
    """«ngày 22 tháng 12 năm 2026», «22 December 2026», «2026年12月22日», «22 декабря 2026 года», «1er janvier 2027»."""
    if language is VIETNAMESE:
        return official_date(day)
    text = str(format_date(day, "long", locale=language.locale))
    if language.code == "ru":
        return re.sub(r"\sг\.$", " года", text)
    if language.code == "fr" and day.day == 1:
        return text.replace("1 ", "1er ", 1)
    return text


def country_name(facts: GreetingFacts, language: Language) -> str | None:
    """The partner's country as it stands in a sentence; None where there is none that an official letter may print.

    Vietnamese and English names are the office's own (with «the» where English wants it); the others are CLDR's, but for
    those that carry an explanation in brackets, which is no name.
    """
    if language is VIETNAMESE:
        return facts.country_vi
    if language is ENGLISH:
        name = facts.country_en
        return f"the {name}" if name and _WITH_ARTICLE.search(name) else name
    found = Locale.parse(language.locale).territories.get(facts.country or "")
    return None if found is None or re.search(r"[()（）]| - ", found) else str(found)
