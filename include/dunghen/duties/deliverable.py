"""``deliverable``: a document due once, or anew every year or quarter. Loaded, checked and shown; not yet run."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from dunghen.plans.duty import Duty


class DeliverableDuty(Duty):
    """A document due once (Chiến lược, Đề án), or one per year or quarter (Kế hoạch năm, Kế hoạch quý)."""

    kind: Literal["deliverable"]
    year: int | None = None
    """The year that the document names («2025»). A past year is shown as past and unrecorded, never fired again."""
    per: Literal["year", "quarter"] | None = None
    """How often a new one is due; None for once."""

    @model_validator(mode="after")
    def _once_in_a_year_or_again(self) -> Self:
        if self.year is not None and self.per is not None:
            raise ValueError("year (một lần, trong năm đó) và per (lặp lại) không đi cùng nhau")
        return self
