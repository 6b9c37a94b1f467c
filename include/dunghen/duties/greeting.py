"""``greeting``: a letter to a partner on an occasion. Loaded, checked and shown; not yet run."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from dunghen.directory.partner import PartnerClass
from dunghen.plans.base import Slug
from dunghen.plans.duty import Duty

if TYPE_CHECKING:
    from collections.abc import Iterator


class Occasion(StrEnum):
    """The occasions on which the document has partners greeted (Hải Phòng l.2013-2018)."""

    NATIONAL_DAY = "national-day"
    """Ngày Quốc khánh."""
    RELATIONS_DAY = "relations-day"
    """Ngày thiết lập quan hệ ngoại giao."""
    HOLIDAYS = "holidays"
    """Lễ, tết của các nước."""


class GreetingDuty(Duty):
    """A letter or card to partners: the lead drafts and proposes, ``sender`` sends."""

    kind: Literal["greeting"]
    occasion: Occasion
    classes: tuple[PartnerClass, ...]
    """The classes of partners that the document names; nobody outside them is greeted."""
    sender: Slug

    def named_slugs(self) -> Iterator[tuple[str, str]]:
        yield from super().named_slugs()
        yield "sender", self.sender
