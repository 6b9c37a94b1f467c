"""How often a day has come round: the ordinal of an anniversary, and its tier."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


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
