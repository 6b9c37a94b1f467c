"""The steps of one event, as one duty has them: those of its own duty, or those of a duty around every event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dunghen.calendar.offset import Offset
from dunghen.events.event import Event, EventStatus
from dunghen.events.steps import COVERAGE, EventSteps
from dunghen.kinds.event.fields import EventFields
from dunghen.plans.cycle import ANY_SUBJECT, Act, Step
from dunghen.plans.marks import marks, one_after_another
from dunghen.plans.office import Office
from dunghen.plans.plan import Plan

REVIEW, REPORT, INFORM, DRAFT, RELEASE = "review", "report", "inform", "draft", "release"
"""Each step's name begins with one of these or ``COVERAGE``, or is the name of a notice (``Event.change_name``)."""

_MADE_UP = Offset(20, working=True)
"""How long what is asked or told after an event may still be made up for."""
_NEXT_DAY = Offset(1, working=True)


@dataclass(frozen=True)
class EventSchedule:
    """One event, seen from one duty of its plan."""

    event: Event
    duty: EventFields
    plan: Plan
    office: Office

    def steps(self) -> Iterator[Step]:
        """The steps, in no order. Of a postponed or cancelled event only the notice to those who had been told."""
        if self.event.fires:
            yield from self._around() if self.duty.is_around else self._own()
        if not self.duty.is_around:
            yield from self._notices()

    @cached_property
    def _settings(self) -> EventSteps:
        return self.duty.steps_ or self.plan.event_steps

    @cached_property
    def _duties(self) -> tuple[EventFields, ...]:
        """The duties around the events of the plan."""
        return tuple(one for one in self.plan.duties if isinstance(one, EventFields) and one.is_around)

    @cached_property
    def _lead(self) -> tuple[str, ...]:
        return self._in_house(filter(None, (self.event.lead or self.duty.lead,)))

    @cached_property
    def _participants(self) -> tuple[str, ...]:
        named = (self.event.lead or self.duty.lead or "", *self.duty.with_, *self.event.with_)
        return self._in_house(filter(None, named))

    def _in_house(self, slugs: Iterable[str]) -> tuple[str, ...]:
        """The units meant by these slugs that belong to the plan's house: nobody else is written to unapproved."""
        units = self.office.directory.expand(dict.fromkeys(slugs), self.event.days[0])
        return tuple(unit.slug for unit in units if unit.house == self.plan.house)

    def _own(self) -> Iterator[Step]:
        """What the event's own duty does; less what another duty of the plan does around every event."""
        around = self._duties
        if not any(one.content_review for one in around):
            yield from self._review(self._in_house(self._settings.reviewers or (self.plan.lead,)))
        yield from self._inform(self._settings.inform, self._participants)
        phases = {phase.value for one in around for phase in one.phases if not one.content_review}
        yield from self._during_and_after(self._participants, {"during", "after"} - phases)
        yield from self._draft()
        yield from self._release(self._settings.outlets)
        if not any(one.coverage for one in around):
            yield from self._coverage(self._participants)
        yield from self._after_the_event(REPORT, self._settings.report, self._lead, "event-report")

    def _around(self) -> Iterator[Step]:
        """What a duty around every event does."""
        units = self._in_house(filter(None, (self.duty.lead, *self.duty.with_)))
        if self.duty.content_review:
            yield from self._review(units)
            return
        if self.duty.coverage:
            yield from self._coverage(units)
            return
        phases = {phase.value for phase in self.duty.phases}
        if "before" in phases:
            yield from self._inform(self._settings.inform, units, self._gate)
        yield from self._during_and_after(units, phases, self._gate)
        # The plan's own outlets are served by the event's own duty; here only those that the office gave this duty.
        yield from self._release(self.duty.steps_.outlets if self.duty.steps_ else ())

    @property
    def _gate(self) -> str | None:
        """What publicity waits for."""
        return "content-approved" if self._settings.review else None

    def _day(self, offset: Offset, anchor: date) -> date:
        return offset.from_day(anchor, self.office.calendar)

    def _review(self, reviewers: tuple[str, ...]) -> Iterator[Step]:
        first = self.event.days[0]
        yield from self._asked(REVIEW, self._settings.review, first, first, reviewers, "content-approved")

    def _coverage(self, units: tuple[str, ...]) -> Iterator[Step]:
        yield from self._after_the_event(COVERAGE, self._settings.coverage, units, f"{COVERAGE}{ANY_SUBJECT}")

    def _after_the_event(
        self, stem: str, offsets: tuple[Offset, ...], units: tuple[str, ...], record: str
    ) -> Iterator[Step]:
        last = self.event.days[1]
        until = self._day(_MADE_UP, max((self._day(one, last) for one in offsets), default=last))
        yield from self._asked(stem, offsets, last, until, units, record)

    def _asked(
        self, stem: str, offsets: tuple[Offset, ...], anchor: date, until: date, units: tuple[str, ...], record: str
    ) -> Iterator[Step]:
        """The earliest offset requests, the later ones remind."""
        ordered = sorted(offsets, key=lambda one: self._day(one, anchor))
        calendar = self.office.calendar
        found = [
            *marks(Act.REQUEST, ordered[:1], anchor, calendar, stem),
            *marks(Act.REMIND, ordered[1:], anchor, calendar, stem),
        ]
        if units:
            yield from one_after_another(found, until, units, settled_by=record, thread=stem)

    def _inform(
        self, offsets: tuple[Offset, ...], units: tuple[str, ...], requires: str | None = None
    ) -> Iterator[Step]:
        first = self.event.days[0]
        if units:
            found = marks(Act.INFORM, offsets, first, self.office.calendar)
            yield from one_after_another(found, first, units, requires=requires)

    def _during_and_after(
        self, units: tuple[str, ...], phases: Iterable[str], requires: str | None = None
    ) -> Iterator[Step]:
        first, last = self.event.days
        wanted = (("during", self._settings.during, first), ("after", self._settings.after, last))
        for phase, offset, anchor in wanted:
            if phase not in phases or offset is None or not units:
                continue
            due = self._day(offset, anchor)
            expires = self._day(_NEXT_DAY if phase == "during" else _MADE_UP, max(due, anchor))
            yield Step(f"{INFORM}-{phase}", Act.INFORM, due, expires, units, requires=requires)

    def _draft(self) -> Iterator[Step]:
        first = self.event.days[0]
        if self._settings.draft and self._lead:
            due = self._day(self._settings.draft, first)
            yield Step(DRAFT, Act.DRAFT, due, first, self._lead)

    def _release(self, outlets: tuple[str, ...]) -> Iterator[Step]:
        if outlets:
            first = self.event.days[0]
            due = self._day(self._settings.release, first)
            until = self._day(_NEXT_DAY, first)
            yield Step(RELEASE, Act.DELIVER_OUTWARD, due, until, outlets, requires=self._gate)

    def _notices(self) -> Iterator[Step]:
        """One notice of the newest change, for whoever any duty of the plan may have told of the event."""
        name = self.event.change_name
        if name is None:
            return
        change, last = self.event.changes[-1], self.event.days[1]
        due = self._day(Offset(0, working=False), change.on)
        due = due if due >= change.on else self._day(_NEXT_DAY, change.on)
        expires = self._day(_MADE_UP, max(due, last))
        if units := self._everybody():
            yield Step(name, Act.INFORM, due, expires, units)
        outlets = tuple(dict.fromkeys((*self._settings.outlets, *self._outlets_around())))
        if outlets:
            gate = None if self.event.status is EventStatus.CANCELLED else self._gate
            yield Step(f"{RELEASE}-{name}", Act.DELIVER_OUTWARD, due, expires, outlets, requires=gate)

    def _everybody(self) -> tuple[str, ...]:
        named = [slug for one in self._duties for slug in (one.lead or "", *one.with_)]
        reviewers = self._settings.reviewers or (self.plan.lead,)
        return tuple(
            dict.fromkeys((*self._participants, *self._in_house(filter(None, named)), *self._in_house(reviewers)))
        )

    def _outlets_around(self) -> Iterator[str]:
        for one in self._duties:
            yield from one.steps_.outlets if one.steps_ else ()
