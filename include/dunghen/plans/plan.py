"""A plan (kế hoạch, đề án) as its file says it, and a duty (nhiệm vụ) of it: what every kind must be able to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, time
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field, SerializeAsAny

from dunghen.events.event import Event
from dunghen.events.steps import EventSteps
from dunghen.keys import ActionKey
from dunghen.plans.collection import Collection
from dunghen.plans.cycle import Cycle, Step
from dunghen.plans.document import Document, NotScheduled, Period
from dunghen.plans.gap import Gap
from dunghen.plans.office import Office
from dunghen.plans.task_table import TaskRow
from dunghen.records import Facts, Record
from dunghen.values.base import ConfigModel, Hour, Slug
from dunghen.values.input import Input
from dunghen.values.problem import Finding
from dunghen.values.source import Source

MORNING = time(8)


class Duty(ConfigModel):
    """Something owed, once or again and again.

    A kind is a subclass in a folder of its own under ``dunghen.kinds``; ``runs`` tells whether this version acts on
    it. A kind that does not run yet is loaded, checked and shown, and yields no cycles.
    """

    runs: ClassVar[bool] = False
    INTERNAL_RECIPIENTS: ClassVar[frozenset[str]] = frozenset()
    """Of the fields that ``named_slugs`` yields, those whose units get mail without anybody's approval."""
    record_names: ClassVar[Mapping[str, str]] = {}
    """What people may enter for duties of the kind (``Record.what``) → what they call it."""
    free_subjects: ClassVar[bool] = False
    """Entries may be about other things than who is asked: about programmes."""
    assumed_in_rehearsal: ClassVar[frozenset[str]] = frozenset()
    """Of these, what a rehearsal takes for entered on the day it is needed, so that what waits for it is seen."""
    shares_records: ClassVar[bool] = False
    """Whether cycles of one name are one thing in all duties of the kind (an event): what is entered for one, counts."""

    dated_by_events: ClassVar[bool] = False
    """Whether the plan's event calendar supplies the days."""

    id: Slug
    kind: str
    title: Annotated[str, Field(min_length=3)]
    facts: Annotated[tuple[Slug, ...], Field(min_length=1)]
    """The facts of the document (``tests/fixtures/facts.csv``) that this duty accounts for."""
    source: Source
    lead: Annotated[Slug | None, Input("Đơn vị chủ trì")] = None
    with_: Annotated[tuple[Slug, ...], Field(alias="with"), Input("Đơn vị phối hợp")] = ()
    product: str | None = None
    waiting_for: tuple[str, ...] = ()
    """What the office must still decide or enter before the duty can fire, each with its keys in brackets (``Gap.of``);
    empty where nothing is missing."""
    note: Annotated[str | None, Input("Ghi chú", is_long=True)] = None

    @property
    def is_scheduled(self) -> bool:
        """Whether the duty fires by itself: its kind runs and nothing is waited for."""
        return self.runs and not self.waiting_for

    @property
    def left_open(self) -> tuple[Gap, ...]:
        """The lines of ``waiting_for``."""
        return tuple(map(Gap.of, self.waiting_for))

    @property
    def owns_events(self) -> bool:
        """Whether events of the plan's event calendar may belong to the duty."""
        return False

    def waits(self, plan: Plan) -> tuple[Gap, ...]:
        """What the office must still decide or enter, given all that it has entered for the plan."""
        return self.left_open

    def placed(self, gap: Gap, plan: Plan) -> Gap:
        """The gap where duties of the kind have it entered: mostly with the duty itself."""
        return gap

    @property
    def collection(self) -> Collection | None:
        """What the duty collects from units by a form; None where it collects nothing."""
        return None

    def named_slugs(self) -> Iterator[tuple[str, str]]:
        """Every unit, group or partner that the duty names, with the field that names it (for the load check)."""
        if self.lead:
            yield "lead", self.lead
        for slug in self.with_:
            yield "with", slug

    def enterable(self) -> Mapping[str, str]:
        """What people may enter for this very duty (``Record.what``) → what they call it."""
        return self.record_names

    def lacks(self, plan: Plan, office: Office) -> Iterator[Gap]:
        """What is not known of single partners or days: the duty runs without them."""
        yield from ()

    def findings(self, plan: Plan, office: Office) -> Iterator[tuple[str, Finding]]:
        """What is wrong with the duty, seen against the office: field → (what, value, suggestion)."""
        yield from ()

    def doubts(self, record: Record, cycle: Cycle) -> Iterator[str]:
        """What is odd about an entry, in Vietnamese; it is kept all the same."""
        yield from ()

    def facts_of(self, key: ActionKey, plan: Plan, office: Office) -> Facts:
        """What a letter under this key depends on, as it stands now; it is kept with the letter."""
        return {}

    def outdated(self, key: ActionKey, facts: Facts, plan: Plan, office: Office) -> str | None:
        """Why what was written earlier on these facts must not go any more (its day was moved); None where it may."""
        return None

    def templates(self) -> Iterator[tuple[str, str]]:
        """Every Jinja text of the duty, with the field that holds it (for the load check)."""
        yield from ()

    def title_in(self, cycle: Cycle) -> str:
        """The title as it is called in this cycle: with the period, where something new is due in each."""
        return self.title

    def cycles(self, plan: Plan, office: Office) -> Iterator[Cycle]:
        """All cycles of the duty within its plan's period, oldest first."""
        yield from ()

    def steps(self, cycle: Cycle, plan: Plan, office: Office) -> Iterator[Step]:
        """The steps of one cycle, in the order in which they fall due."""
        yield from ()


class PlanStatus(StrEnum):
    """``ended`` is never written in a file: it is computed from the period."""

    DRAFT = "draft"
    ACTIVE = "active"


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
    duties: tuple[SerializeAsAny[Duty], ...]
    """Each of the model of its kind; which kinds there are, is known where plans are loaded."""
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
    def has_event_calendar(self) -> bool:
        """Whether events are entered for the plan."""
        return any(duty.dated_by_events for duty in self.duties)

    @property
    def facts(self) -> tuple[str, ...]:
        """Every fact that the plan file accounts for."""
        return (*(fact for duty in self.duties for fact in duty.facts), *(one.fact for one in self.not_scheduled))
