"""Forms that only add to a list, several entries in one decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dunghen.editing.entry import Entry, Read


@dataclass(frozen=True)
class AddingEntry(Entry):
    """It has no history of its own and stands for nothing that could be left to the signed file."""

    elsewhere: ClassVar[str]
    """Where an entry is left to the signed file, or taken away."""

    @property
    def is_one(self) -> bool:
        return False

    @property
    def is_decided_at_all(self) -> bool:
        return False

    def leaving(self) -> Read:
        return Read(problems=[self.elsewhere])
