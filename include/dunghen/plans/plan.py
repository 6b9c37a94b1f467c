"""A plan (kế hoạch, đề án) as its file says it."""

from __future__ import annotations

from datetime import date, time
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import Field, model_validator

from dunghen.duties.kinds import AnyDuty
from dunghen.events.event import Event
from dunghen.events.steps import EventSteps
from dunghen.plans.task_table import TaskRow
from dunghen.values.base import ConfigModel, Hour, Slug
from dunghen.values.source import Lines

if TYPE_CHECKING:
    from dunghen.plans.duty import Duty

MORNING = time(8)


class PlanStatus(StrEnum):
    """``ended`` is never written in a file: it is computed from the period."""

    DRAFT = "draft"
    ACTIVE = "active"


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


class Plan(ConfigModel):
    """One plan: one file, one DAG."""

    id: Slug
    title: str
    short_title: str
    """What the Airflow UI and mail subjects call it."""
    document: Document
    status: PlanStatus
    period: Period
    effective_from: date
    """Nothing that fell due before this day ever fires: the first activation never blasts the past."""
    house: Slug
    lead: Slug
    units: tuple[Slug, ...] = ()
    """Whom «units: all» means: units and groups."""
    at: Hour = MORNING
    tags: tuple[str, ...] = ()
    internal: bool = False
    """«Lưu hành nội bộ»: even its title stays out of whatever leaves the operator's desk."""
    tasks: str | None = None
    """File name of the task table (CSV beside the plan file)."""
    duties: tuple[AnyDuty, ...]
    not_scheduled: tuple[NotScheduled, ...] = ()
    task_rows: Annotated[tuple[TaskRow, ...], Field(exclude=True)] = ()
    """Filled by the loader from ``tasks``; never written in the file."""
    events: Annotated[tuple[Event, ...], Field(exclude=True)] = ()
    """The event calendar, filled by the loader from ``events/<plan>.yaml``; never written in the file."""
    event_steps: Annotated[EventSteps, Field(exclude=True)] = EventSteps()
    """The office's days around every event, filled by the loader from the same file."""

    def duty(self, duty_id: str) -> Duty:
        """The duty of this id.

        Raises:
            KeyError: the plan has no such duty.
        """
        return next(duty for duty in self.duties if duty.id == duty_id)

    def is_ended(self, day: date) -> bool:
        """Whether the plan's period is over on this day."""
        return day > self.period.until

    @property
    def is_draft(self) -> bool:
        """Whether the plan is inert: no mail to anyone but the operator, in any mode."""
        return self.status is PlanStatus.DRAFT

    @property
    def facts(self) -> tuple[str, ...]:
        """Every fact that the plan file accounts for."""
        return (*(fact for duty in self.duties for fact in duty.facts), *(one.fact for one in self.not_scheduled))
