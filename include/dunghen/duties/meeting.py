"""``meeting``: a meeting whose date the office enters. Loaded, checked and shown; not yet run."""

from __future__ import annotations

from typing import Literal

from dunghen.plans.duty import Duty


class MeetingDuty(Duty):
    """A meeting whose date the office enters."""

    kind: Literal["meeting"]
    per: Literal["year"] | None = None
    """«Thường niên»; the day of one past meeting is never taken for a rule."""
    chair: str | None = None
    """The post that presides; never a person's name."""
    agenda: tuple[str, ...] = ()
