"""Signed links: what a person without a login may open, and nothing else (pure).

A link says the same at every signing, so that a reminder carries the link of its request and a rehearsal can be compared
with the last. Until when it opens is a matter of the cycle, not of the link: a lock that moves takes the link along.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

from dunghen.keys import CycleKey
from dunghen.records import Realm


@dataclass(frozen=True, slots=True)
class UnitLink:
    """Opens the page of one unit in one cycle; void once the ledger knows a higher ``generation``."""

    cycle: CycleKey
    unit: str
    generation: int = 0

    @property
    def switch(self) -> str:
        """Where the ledger keeps the generation in force."""
        return f"link/{self.cycle}/{self.unit}"


class FeedOf(StrEnum):
    """Whose calendar it is."""

    UNIT = "unit"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class FeedLink:
    """Opens the calendar of one unit or one plan."""

    of: FeedOf
    name: str
    generation: int = 0

    @property
    def switch(self) -> str:
        """Where the ledger keeps the generation in force."""
        return f"feed/{self.of.value}/{self.name}"

    def concerns(self, plan: str) -> bool:
        """Whether the calendar may hold something of this plan: a unit is asked in any."""
        return self.of is FeedOf.UNIT or self.name == plan


class Links:
    """Signs and reads the links of one office in one realm: what was rehearsed opens nothing in live work."""

    def __init__(self, secret: str, realm: Realm) -> None:
        self._pages = URLSafeSerializer(secret, salt=f"dunghen/link/{realm.value}")
        self._feeds = URLSafeSerializer(secret, salt=f"dunghen/feed/{realm.value}")

    def sign(self, link: UnitLink) -> str:
        """The link as it stands in an address."""
        return _text(self._pages, [str(link.cycle), link.unit, link.generation])

    def read(self, text: str) -> UnitLink | None:
        """The link; None where it is not, to the letter, one that was signed here."""
        match _said(self._pages, text):
            case [str(cycle), str(unit), int(generation)]:
                return UnitLink(CycleKey.parse(cycle), unit, generation)
        return None

    def sign_feed(self, link: FeedLink) -> str:
        """The link as it stands in an address."""
        return _text(self._feeds, [link.of.value, link.name, link.generation])

    def read_feed(self, text: str) -> FeedLink | None:
        """The link; None where it is not, to the letter, one that was signed here."""
        match _said(self._feeds, text):
            case ["unit" | "plan" as of, str(name), int(generation)]:
                return FeedLink(FeedOf(of), name, generation)
        return None


def _text(signer: URLSafeSerializer, said: list[str | int]) -> str:
    return signer.dumps(said)


def _said(signer: URLSafeSerializer, text: str) -> Any:
    """What was signed; None for anything else."""
    try:
        said = signer.loads(text)
    except (BadData, UnicodeError, ValueError):
        return None
    # The last letter of a signature in base64 has bits to spare: two texts would read alike.
    return said if hmac.compare_digest(_text(signer, said).encode(), text.encode()) else None
