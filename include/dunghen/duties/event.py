"""``event``: an event, and the publicity before, during and after it. Loaded, checked and shown; not yet run."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from dunghen.plans.duty import Duty


class Phase(StrEnum):
    """When, relative to an event of the event calendar, something is to be done."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


class EventDuty(Duty):
    """An event, or what is to be done around each event; the event calendar supplies the days."""

    kind: Literal["event"]
    year: int | None = None
    """The year that the document names. A past year is shown as past and unrecorded, never fired again."""
    per: Literal["year"] | None = None
    """«Hàng năm», where the document says so."""
    phases: tuple[Phase, ...] = ()
    """For work around every event («trước, trong và sau»)."""
    content_review: bool = False
    """The duty is the review of the content that must precede the event (thẩm định nội dung trước khi tổ chức)."""
