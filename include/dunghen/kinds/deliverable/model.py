"""``deliverable``: a document due once (Chiến lược, Đề án), or anew every year or quarter (Kế hoạch năm, Kế hoạch quý).

Steps: remind · overdue · (escalate). Nothing happens before the office has entered ``due``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from dunghen.calendar.deadline import Every
from dunghen.due_documents.steps import DONE, DocumentSteps
from dunghen.plans.cycle import Cycle, Step
from dunghen.plans.gap import NO_LEAD, Gap
from dunghen.plans.office import Office
from dunghen.plans.plan import Duty, Plan
from dunghen.plans.recipients import inside, unreached
from dunghen.values.input import Input
from dunghen.wording.periods import period_name


def _yearly(value: object) -> object:
    """«12-15» alone is that day of every year, at the latest."""
    return {"year": {"on": value}, "basis": "setting"} if isinstance(value, str) and len(value) == 5 else value


def _shape(value: Any) -> str:
    return "again" if isinstance(value, Mapping | Every) else "once"


Due = Annotated[
    Annotated[date, Tag("once")] | Annotated[Every, Tag("again")], Discriminator(_shape), BeforeValidator(_yearly)
]
"""A day (once), a day of the year («12-15»), or ``{quarter: {on: 20, of_month: previous}}``."""

_OUTCOME = Input("Kết quả: số, ngày văn bản đã ban hành", "Ghi kết quả là khép lại nhiệm vụ: không còn thư nhắc.")


class DeliverableDuty(Duty):
    """A document due once, or one per year or quarter.

    The units that lead, and those of the house that coordinate, are reminded; where each of a group owes one of its own,
    each is asked until its own is recorded.
    """

    runs: ClassVar[bool] = True
    INTERNAL_RECIPIENTS: ClassVar[frozenset[str]] = frozenset({"lead", "steps.escalate.to"})
    record_names: ClassVar[Mapping[str, str]] = {DONE: "đã hoàn thành, đã trình hoặc đã ban hành"}

    kind: Literal["deliverable"]
    year: int | None = None
    """The year that the document names («2025»). A past year is shown as past and unrecorded, never fired again."""
    per: Literal["year", "quarter"] | None = None
    """How often a new one is due; None for once."""
    due: Due | None = None
    """When it is due, as the office decides; the documents name no day."""
    outcome: Annotated[str | None, _OUTCOME] = None
    """What came of it (number and date of the issued document), once the office knows; ends the duty."""
    steps_: Annotated[DocumentSteps, Field(alias="steps")] = DocumentSteps()

    @model_validator(mode="after")
    def _once_in_a_year_or_again(self) -> Self:
        if self.year is not None and self.per is not None:
            raise ValueError("year (một lần, trong năm đó) và per (lặp lại) không đi cùng nhau")
        again = self.due.frequency.value if isinstance(self.due, Every) else None
        if self.due and again != self.per:
            raise ValueError(
                f"due phải cùng nhịp với per ({self.per or 'một lần'}): một ngày cụ thể, «tháng-ngày» cho per: year,"
                " hoặc {quarter: {on: 20, of_month: previous}} cho per: quarter"
            )
        return self

    @property
    def is_scheduled(self) -> bool:
        """Whether the office has entered a day, and somebody is there to be reminded."""
        return self.due is not None and self.lead is not None and self.outcome is None

    def waits(self, plan: Plan) -> tuple[Gap, ...]:
        if self.is_scheduled or self.outcome:
            return ()
        if self.due:
            return (NO_LEAD,)
        open_ = self.left_open or (Gap.of("hạn hoàn thành (due)"),)
        if self.year is not None and date(self.year, 12, 31) < plan.effective_from:
            what = f"quá hạn hoặc chưa rõ trạng thái: văn bản ghi năm {self.year}, chưa ghi nhận kết quả"
            return (Gap(what, ("due",)), *open_)
        return open_

    def named_slugs(self) -> Iterator[tuple[str, str]]:
        yield from super().named_slugs()
        yield from self.steps_.named_slugs()

    def lacks(self, plan: Plan, office: Office) -> Iterator[Gap]:
        if self.is_scheduled:
            yield from unreached((self.lead, *self.with_), plan, office)

    def title_in(self, cycle: Cycle) -> str:
        return f"{self.title}, kỳ {period_name(cycle.name)}" if self.per else self.title

    def cycles(self, plan: Plan, office: Office) -> Iterator[Cycle]:
        if not self.is_scheduled:
            return
        span, calendar = plan.period, office.calendar
        if isinstance(self.due, Every):
            for one in self.due.deadlines(span.years, calendar):
                first, last = one.period.first, one.period.last
                belongs = first <= span.until and last >= span.since
                if belongs and span.contains(min(one.last_on_time, last)):
                    yield self._cycle(one.period.name, (first, last), one.last_on_time, one.late_from, office)
        elif self.due:
            name = str(self.year) if self.year else f"{span.since.year}-{span.until.year}"
            covers = (date(self.year, 1, 1), date(self.year, 12, 31)) if self.year else (span.since, span.until)
            late_from = self.due + timedelta(days=1)
            yield self._cycle(name, covers, calendar.previous(self.due), late_from, office)

    def _cycle(self, name: str, covers: tuple[date, date], anchor: date, late_from: date, office: Office) -> Cycle:
        lock = self.steps_.lock.from_day(anchor, office.calendar)
        provisional = office.calendar.is_provisional(anchor)
        return Cycle(name, anchor, covers, deadline=anchor, late_from=late_from, lock=lock, provisional=provisional)

    def steps(self, cycle: Cycle, plan: Plan, office: Office) -> Iterator[Step]:
        if self.lead:
            recipients = inside((self.lead, *self.with_), plan, office, cycle.anchor)
            yield from self.steps_.of(cycle, recipients, office.calendar)
