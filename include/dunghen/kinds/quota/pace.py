"""Whether a yearly minimum is kept up with. The minimum and the upper end of a stated range stay apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dunghen.kinds.quota.count import Counted


class Verdict(StrEnum):
    """How the count stands, in the words of the mails."""

    BEHIND = "chậm so với tiến độ"
    ON_PACE = "kịp tiến độ"
    MINIMUM = "đạt mức tối thiểu"
    UPPER = "đạt mức trên"
    MISSED = "chưa đạt mức tối thiểu"

    @property
    def alerts(self) -> bool:
        """Whether somebody has to act."""
        return self in (Verdict.BEHIND, Verdict.MISSED)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A day up to which is counted: the end of a quarter, at last the end of the year.

    Attributes:
        name: the step that counts, «check-q1» or «check-year».
        label: «hết quý I», «cả năm».
        through: the last day that counts.
        place, places: this is the ``place``-th of so many equal parts of the year.
    """

    name: str
    label: str
    through: date
    place: int
    places: int

    @property
    def is_final(self) -> bool:
        """Whether it closes the year."""
        return self.place == self.places

    def expected(self, minimum: int) -> int:
        """What a steady pace has reached by now, rounded down: a share of one is nothing yet."""
        return minimum * self.place // self.places


@dataclass(frozen=True, slots=True)
class Pace:
    """The count at a checkpoint beside what was to be reached."""

    checkpoint: Checkpoint
    counted: tuple[Counted, ...]
    minimum: int
    upper: int | None

    @property
    def number(self) -> int:
        """How many count."""
        return len(self.counted)

    @property
    def expected(self) -> int:
        """What a steady pace has reached by now."""
        return self.checkpoint.expected(self.minimum)

    @property
    def lacking(self) -> int:
        """How many are lacking of what was to be reached by now."""
        return max(self.expected - self.number, 0)

    @property
    def verdict(self) -> Verdict:
        """Passing is reaching the minimum; reaching the upper end of the range is more."""
        if self.number >= (self.upper or self.minimum):
            return Verdict.UPPER if self.upper else Verdict.MINIMUM
        if self.number >= self.minimum:
            return Verdict.MINIMUM
        if self.checkpoint.is_final:
            return Verdict.MISSED
        return Verdict.BEHIND if self.lacking else Verdict.ON_PACE
