"""Where the ledger's mark is kept outside of the ledger."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from dunghen.marks import KeptMark


class MarkStore(Protocol):
    """Where the ledger's mark is kept outside of the ledger. Every method raises SettingsError where the place is unusable."""

    def alone(self) -> AbstractContextManager[None]:
        """No other process reads and then writes meanwhile."""

    def read(self) -> KeptMark | None:
        """The mark; None where there is none. One that cannot be made out is the mark of no ledger."""

    def write(self, kept: KeptMark) -> None:
        """Put this one in its place, whole and durably."""
