"""What a greeting is written from: everything that its letter may say, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from dunghen.directory.occasion import OccasionKind
from dunghen.directory.partner import PartnerClass
from dunghen.values.source import Basis


class Tier(StrEnum):
    """The tier of an anniversary (Nghị định 145/2013/NĐ-CP, điểm a khoản 1 Điều 3).

    A code, never a word: «năm tròn» and «năm chẵn» have meant different things in different decrees.
    """

    TRON = "tron"
    """Năm tròn: the count ends in 0."""
    LE5 = "le5"
    """Năm lẻ 5: the count ends in 5."""
    KHAC = "khac"
    """Năm khác."""


TIERS: Mapping[Tier, str] = {Tier.TRON: "năm tròn", Tier.LE5: "năm lẻ 5", Tier.KHAC: "năm khác"}
"""What Nghị định 145/2013/NĐ-CP calls them, for people to read."""


def ordinal(since_year: int, year: int) -> int | None:
    """How many years have passed; None in the year itself and before, when there is nothing to count."""
    return year - since_year if year > since_year else None


def tier(count: int) -> Tier:
    """The tier of the so-many-eth anniversary.

    Raises:
        ValueError: the count is not positive.
    """
    if count <= 0:
        raise ValueError(f"số năm kỷ niệm phải dương: {count}")
    return {0: Tier.TRON, 5: Tier.LE5}.get(count % 10, Tier.KHAC)


@dataclass(frozen=True, slots=True)
class GreetedOccasion:
    """One occasion of one partner on its day of one year.

    Attributes:
        slug: its name in keys: «quoc-khanh», «quan-he-ngoai-giao», «ket-nghia», «nam-moi», «seollal».
        day: the day itself, never moved for a day off.
        name_vi: as it stands in a Vietnamese sentence after «nhân dịp», or «kỷ niệm lần thứ 50»: «Quốc khánh», «Tết
            Seollal», «ngày thiết lập quan hệ ngoại giao».
        names: the names in other languages, by ISO 639-1 code, where the office gives them.
        since_year: the year counted from; None where no anniversary is counted.
        provisional: whoever keeps the day has not announced it: it may move.
        nth: the second (2) where the occasion comes round twice in its year, as a lunar one may; else the first.
        basis, source: on what it rests that this occasion is greeted at all; its day is always the office's setting.
    """

    slug: str
    kind: OccasionKind
    day: date
    name_vi: str
    names: Mapping[str, str] = field(default_factory=dict)
    since_year: int | None = None
    basis: Basis = Basis.SETTING
    source: str | None = None
    provisional: bool = False
    nth: int = 1

    @property
    def ordinal(self) -> int | None:
        """«lần thứ 50» is 50; None where no anniversary is counted."""
        return ordinal(self.since_year, self.day.year) if self.since_year else None

    @property
    def tier(self) -> Tier | None:
        """Năm tròn, năm lẻ 5, năm khác; None without an ordinal."""
        return tier(self.ordinal) if self.ordinal else None

    @property
    def is_dated(self) -> bool:
        """Whether a letter prints the day: the new year, solar or lunar, is named by its year, and everybody knows it."""
        return self.kind not in (OccasionKind.NEW_YEAR, OccasionKind.TET)


@dataclass(frozen=True, slots=True)
class LastGreeting:
    """What went to this partner on this occasion the year before."""

    year: int
    day: date
    subject: str
    text: str
    how: str
    """«đã gửi thư», «đã trao tận tay»."""


@dataclass(frozen=True, slots=True)
class GreetingFacts:
    """Everything that one greeting says.

    Attributes:
        partner_slug: its name in keys.
        partner_name: as the Vietnamese text writes it.
        partner_names: names in other languages, by ISO 639-1 code, where the office gives them.
        addressee: the post addressed, in Vietnamese («Ngài Đại sứ»); None where the office has not said.
        country: ISO 3166-1 alpha-2; None for organisations.
        country_vi: the formal Vietnamese name («Vương quốc Hà Lan»); None for organisations.
        country_en: the English name («Netherlands»); None for organisations.
        language: ISO 639-1 code of the letter (falls back to English where there is no template).
        partner_class: which of the five classes.
        occasions: what is celebrated, in order of days; the first names the letter.
        sender_name: «Ủy ban nhân dân thành phố Hải Phòng».
        sender_post: who signs: «Chủ tịch»; never a person's name.
        city: «Hải Phòng», for the place before the date and for what a locality is greeted by.
        dated: the day printed on the letter: the day it is sent.
        plan: the plan's short title.
        last_year: what was sent for this the year before; None where nothing was.
        protocol_level: of the partner; None where the office has not said.
    """

    partner_slug: str
    partner_name: str
    country: str | None
    country_vi: str | None
    country_en: str | None
    language: str
    partner_class: PartnerClass
    occasions: tuple[GreetedOccasion, ...]
    sender_name: str
    sender_post: str
    city: str
    dated: date
    plan: str
    addressee: str | None = None
    partner_names: Mapping[str, str] = field(default_factory=dict)
    last_year: LastGreeting | None = None
    protocol_level: str | None = None

    @property
    def first(self) -> GreetedOccasion:
        """The occasion that names the letter."""
        return self.occasions[0]
