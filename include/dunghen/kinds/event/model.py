"""``event``: an event, and the publicity before, during and after it.

Steps: content review · information · draft and release to the press · coverage · report; and one notice of each change.
Every entry of the plan's event calendar is a cycle of the duty it belongs to, and of every duty that is done *around*
each event (``phases``, ``content_review``, ``coverage``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import ClassVar

from dunghen.events.event import EventStatus
from dunghen.events.steps import COVERAGE
from dunghen.keys import ActionKey
from dunghen.kinds.event.fields import EventFields
from dunghen.kinds.event.schedule import EventSchedule
from dunghen.plans.cycle import Cycle, Step
from dunghen.plans.gap import Gap, Register
from dunghen.plans.office import Office
from dunghen.plans.plan import Plan
from dunghen.plans.recipients import unreached
from dunghen.records import Facts

CONTENT_APPROVED, EVENT_REPORT = "content-approved", "event-report"


class EventDuty(EventFields):
    """An event, or what is to be done around each event; the event calendar supplies the days."""

    runs: ClassVar[bool] = True
    INTERNAL_RECIPIENTS: ClassVar[frozenset[str]] = frozenset({"steps.reviewers"})
    assumed_in_rehearsal: ClassVar[frozenset[str]] = frozenset({CONTENT_APPROVED})
    shares_records: ClassVar[bool] = True
    dated_by_events: ClassVar[bool] = True
    record_names: ClassVar[Mapping[str, str]] = {
        CONTENT_APPROVED: "đã thẩm định nội dung",
        COVERAGE: "tin, bài, clip đã đăng",
        EVENT_REPORT: "báo cáo kết quả sự kiện",
    }

    @property
    def owns_events(self) -> bool:
        return not self.is_around

    def named_slugs(self) -> Iterator[tuple[str, str]]:
        yield from super().named_slugs()
        if self.steps_:
            yield from ((f"steps.{field}", slug) for field, slug in self.steps_.named_slugs())

    def waits(self, plan: Plan) -> tuple[Gap, ...]:
        mine = self.events(plan)
        over = {event.status for event in mine} == {EventStatus.CANCELLED}
        if over or any(event.fires for event in mine):
            return ()
        asked = self.left_open or (Gap("sự kiện và ngày trong lịch sự kiện"),)
        undated = () if self.is_around else (event for event in mine if event.status in _NO_DAY)
        return (*asked, *(Gap(f"ngày của «{event.title}» ({_NO_DAY[event.status]})") for event in undated))

    def placed(self, gap: Gap, plan: Plan) -> Gap:
        """In the event calendar, but for what has keys of its own and what is asked for around every event."""
        if gap.keys or (self.is_around and (plan.events or self.waiting_for)):
            return gap
        is_first = not self.is_around and not self.events(plan)
        return replace(gap, keys=("events",), register=Register.EVENTS, entry=self.id if is_first else "")

    def lacks(self, plan: Plan, office: Office) -> Iterator[Gap]:
        named = [self.lead, *self.with_]
        for event in self.events(plan):
            named += () if self.is_around else (event.lead, *event.with_)
        yield from unreached(dict.fromkeys(named), plan, office)

    def cycles(self, plan: Plan, office: Office) -> Iterator[Cycle]:
        dated = [event for event in self.events(plan) if event.since and plan.period.contains(event.since)]
        for event in sorted(dated, key=lambda one: (one.days, one.id)):
            if event.status is not EventStatus.IDEA:
                first, last = event.days
                yield Cycle(event.id, first, (first, last), provisional=office.calendar.is_provisional(first))

    def steps(self, cycle: Cycle, plan: Plan, office: Office) -> Iterator[Step]:
        event = next(one for one in plan.events if one.id == cycle.name)
        found = EventSchedule(event, self, plan, office).steps()
        yield from sorted(found, key=lambda step: step.due)

    def facts_of(self, key: ActionKey, plan: Plan, office: Office) -> Facts:
        event = next((one for one in plan.events if one.id == key.cycle), None)
        return event.facts if event else {}

    def outdated(self, key: ActionKey, facts: Facts, plan: Plan, office: Office) -> str | None:
        event = next((one for one in plan.events if one.id == key.cycle), None)
        if event is None:
            return "sự kiện không còn trong lịch sự kiện"
        notice = event.change_name
        if not event.fires:
            # The notice of this very change is all that still goes.
            is_notice = notice is not None and key.step in (notice, f"release-{notice}")
            return None if is_notice else f"sự kiện {_ENDED[event.status]}"
        return None if event.is_told_by(facts) else "lịch sự kiện đã đổi sau khi soạn thư"


_NO_DAY = {EventStatus.IDEA: "mới là ý tưởng", EventStatus.POSTPONED: "đang hoãn"}
_ENDED = {EventStatus.IDEA: "chưa có ngày", EventStatus.POSTPONED: "đã hoãn", EventStatus.CANCELLED: "đã hủy"}
