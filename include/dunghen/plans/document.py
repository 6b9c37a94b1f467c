"""The text that a plan rests on, its period, and what of it is deliberately not put on a calendar."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from dunghen.values.base import ConfigModel, Slug
from dunghen.values.source import Lines


class Document(ConfigModel):
    """The signed (or reported, or drafted) text that the plan rests on."""

    seed: str
    number: str | None = None
    """As printed; None where the text leaves it blank. Never guessed."""
    signed_on: date | None = None
    issued_year: int | None = None
    issuer: Slug
    legal_basis: tuple[str, ...] = ()
    note: str | None = None


_LONGEST = 50
"""Years. Every day of a plan is worked out when it is loaded: until 9999 that would never end."""


class Period(ConfigModel):
    """First and last day of the plan, both included."""

    since: Annotated[date, Field(alias="from")]
    until: Annotated[date, Field(alias="to")]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until < self.since:
            raise ValueError(f"giai đoạn kết thúc ({self.until}) trước khi bắt đầu ({self.since})")
        if self.since.year < 1900 or self.until.year - self.since.year > _LONGEST:
            raise ValueError(f"giai đoạn từ {self.since} đến {self.until} không phải của một kế hoạch: xem lại năm")
        return self

    @property
    def years(self) -> range:
        """The years that the period touches."""
        return range(self.since.year, self.until.year + 1)

    def contains(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return self.since <= day <= self.until


class NotScheduledReason(StrEnum):
    """Why a statement of the document is not put on a calendar."""

    OBJECTIVE = "objective"
    """Mục tiêu, định hướng, quan điểm: nothing that can be done on a day."""
    CONTINUOUS = "continuous"
    """Thường xuyên, không có hạn riêng; told in the periodic report where there is one."""
    SAME_AS = "same-as"
    """The same task as another fact, which carries it."""
    FEASIBILITY = "feasibility"
    """«Nghiên cứu khả năng»: a study, not a commitment."""
    DRAFT = "draft"
    """A draft binds nobody."""
    DONE = "done"
    """Already happened."""
    PRACTICE = "practice"
    """Told as past practice or as a possibility; assigned to nobody."""
    ON_EVENT = "on-event"
    """Arises when something happens; no calendar can foresee it."""


class NotScheduled(ConfigModel):
    """A fact of the document that is accounted for, and deliberately not scheduled."""

    fact: Slug
    title: str
    lines: Lines
    quote: Annotated[str, Field(max_length=400)]
    reason: NotScheduledReason
    same_as: Slug | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _names_the_other(self) -> Self:
        if (self.reason is NotScheduledReason.SAME_AS) != (self.same_as is not None):
            raise ValueError("same_as đi cùng và chỉ đi cùng reason: same-as")
        return self
