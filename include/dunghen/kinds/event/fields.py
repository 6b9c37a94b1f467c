"""What a duty about events is made of, and which events of the calendar it is about."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from dunghen.events.event import Event
from dunghen.events.steps import EventSteps
from dunghen.plans.plan import Duty, Plan


class Phase(StrEnum):
    """When, relative to an event of the event calendar, something is to be done."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


class EventFields(Duty):
    """An event, or what is to be done around each event; the event calendar supplies the days."""

    kind: Literal["event"]
    year: int | None = None
    """The year that the document names. A past year is shown as past and unrecorded, never fired again."""
    per: Literal["year"] | None = None
    """«Hàng năm», where the document says so."""
    phases: tuple[Phase, ...] = ()
    """For publicity around every event of the plan («trước, trong và sau»)."""
    content_review: bool = False
    """The duty is the review of the content that must precede every event (thẩm định nội dung trước khi tổ chức)."""
    coverage: bool = False
    """The duty is the collecting of articles and clips about every event (thu thập video clip, bài báo)."""
    steps_: Annotated[EventSteps | None, Field(alias="steps")] = None
    """The office's own days; those of ``config/events/<plan>.yaml`` where it has none."""

    @property
    def is_around(self) -> bool:
        """Whether the duty is done around every event of the plan, and has no events of its own."""
        return bool(self.phases or self.content_review or self.coverage)

    def events(self, plan: Plan) -> tuple[Event, ...]:
        """The events of the calendar that the duty is about."""
        return tuple(event for event in plan.events if self.is_around or event.duty == self.id)
