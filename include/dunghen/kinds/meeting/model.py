"""``meeting``: a meeting on a day that the office enters, each year anew; the day of a past meeting is never a rule.

Steps: (input) · invite · (moved) · remind · conclusions · (follow-up). What was decided is followed up only once the
conclusions are recorded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from dunghen.calendar.offset import Offset
from dunghen.keys import ActionKey
from dunghen.plans.cycle import Act, Cycle, Step
from dunghen.plans.gap import Gap
from dunghen.plans.marks import Mark, check_signs, marks, one_after_another
from dunghen.plans.office import Office
from dunghen.plans.plan import Duty, Plan
from dunghen.plans.recipients import inside, unreached
from dunghen.records import Facts
from dunghen.values.base import ConfigModel, Hour, Slug
from dunghen.values.input import Input, Side

CONCLUSIONS = "conclusions"
"""The record that the conclusions of the meeting have been handed in."""
INPUT = "input"
"""The record that a member has handed in its part before the meeting."""
CARRIED_OUT = "carried-out"
"""The record that a unit has carried out what the conclusions ask of it."""
FOLLOW_UP = "follow-up"
FOLLOW_UP_LASTS = Offset(30, working=False)
"""How long the last follow-up may wait for the conclusions."""


class Move(ConfigModel):
    """A change of the day of a meeting that was set before."""

    was: date
    """The day that held until then."""
    on: date
    """When it was changed: those invited are told on the next working day."""


class MeetingDate(ConfigModel):
    """One meeting: its day, and how that day came about."""

    day: Annotated[date, Input("Ngày")]
    at: Annotated[Hour | None, Input("Giờ bắt đầu")] = None
    """The hour at which it begins (Hà Nội); None: the invitation says that the hour follows."""
    place: Annotated[str | None, Input("Địa điểm")] = None
    moves: tuple[Move, ...] = ()
    """Oldest first."""

    @model_validator(mode="after")
    def _moved_before_it_is_held(self) -> Self:
        if any(move.on >= self.day for move in self.moves):
            raise ValueError(f"ngày báo dời (on) phải trước ngày họp ({self.day})")
        return self

    @property
    def first_set(self) -> date:
        """The day that was set first: the meeting is named after its year, wherever it moves."""
        return self.moves[0].was if self.moves else self.day


def _plain_day(value: object) -> object:
    return {"day": value} if isinstance(value, date | str) else value


class MeetingSteps(ConfigModel):
    """When what happens, counted from the day of the meeting. All of it is the office's setting."""

    collect_input: Annotated[
        Offset | None, Input("Đề nghị gửi nội dung trước cuộc họp", "Để trống thì không có việc này.", side=Side.BEFORE)
    ] = None
    """Ask the members for their part (off unless entered: no document orders it); «-20wd» is usual."""
    invite: Annotated[Offset, Input("Gửi giấy mời", side=Side.BEFORE)] = Offset(-10, working=True)
    remind: Annotated[tuple[Offset, ...], Input("Nhắc trước cuộc họp", side=Side.BEFORE)] = (Offset(-2, working=True),)
    conclusions: Annotated[Offset, Input("Đề nghị ghi nhận kết luận", side=Side.AFTER)] = Offset(3, working=True)
    """Ask the leading unit for the record of the conclusions."""
    overdue: Annotated[tuple[Offset, ...], Input("Nhắc khi chưa có kết luận", side=Side.AFTER)] = (
        Offset(10, working=True),
    )
    """Ask again while they are not recorded."""
    lock: Annotated[Offset, Input("Thôi nhắc về kết luận", side=Side.AFTER)] = Offset(60, working=False)
    """When asking for them ends."""
    follow_ups: Annotated[
        tuple[Offset, ...], Input("Hỏi việc thực hiện kết luận", "Để trống thì không có việc này.", side=Side.AFTER)
    ] = ()
    """Ask how the conclusions are carried out, «theo giai đoạn»; off unless entered."""

    @model_validator(mode="after")
    def _around_the_day(self) -> Self:
        what = (
            "collect_input, invite, remind phải trước ngày họp (âm); conclusions, overdue, follow_ups phải sau (dương)"
        )
        check_signs([self.invite], [self.conclusions, *self.overdue], what)
        check_signs(self.remind, self.follow_ups, what)
        check_signs([self.collect_input] if self.collect_input else [], [self.lock], what)
        return self


class MeetingDuty(Duty):
    """A meeting whose date the office enters. Members (``with``) of the house are invited."""

    runs: ClassVar[bool] = True
    INTERNAL_RECIPIENTS: ClassVar[frozenset[str]] = frozenset({"lead"})
    record_names: ClassVar[Mapping[str, str]] = {
        CONCLUSIONS: "kết luận cuộc họp",
        INPUT: "nội dung đơn vị gửi trước cuộc họp",
        CARRIED_OUT: "đã thực hiện xong kết luận",
    }

    kind: Literal["meeting"]
    per: Literal["year"] | None = None
    """«Thường niên»; the day of one past meeting is never taken for a rule."""
    with_: Annotated[tuple[Slug, ...], Field(alias="with"), Input("Thành phần dự họp")] = ()
    chair: str | None = None
    """The post that presides; never a person's name."""
    agenda: tuple[str, ...] = ()
    dates: tuple[Annotated[MeetingDate, BeforeValidator(_plain_day)], ...] = ()
    """The meetings, in the order in which they were set: a day, or a day with hour, place and moves."""
    steps_: Annotated[MeetingSteps, Field(alias="steps")] = MeetingSteps()

    @property
    def is_scheduled(self) -> bool:
        """Whether the office has entered a day, and somebody is to come."""
        return bool(self.dates) and bool(self.with_ or self.lead)

    def waits(self, plan: Plan) -> tuple[Gap, ...]:
        if self.is_scheduled:
            return ()
        return self.left_open or (Gap("thành phần dự họp", ("with",)) if self.dates else Gap("ngày họp", ("dates",)),)

    def meeting(self, cycle: str) -> MeetingDate:
        """The meeting of this cycle.

        Raises:
            KeyError: there is none.
        """
        return self._named()[cycle]

    def _named(self) -> dict[str, MeetingDate]:
        """By the name of its cycle: the year, and for a further one in that year «2026-2»."""
        seen: Counter[int] = Counter()
        named: dict[str, MeetingDate] = {}
        for one in self.dates:
            year = one.first_set.year
            seen[year] += 1
            named[f"{year}" if seen[year] == 1 else f"{year}-{seen[year]}"] = one
        return named

    def facts_of(self, key: ActionKey, plan: Plan, office: Office) -> Facts:
        meeting = self._named().get(key.cycle)
        return {"day": meeting.day.isoformat(), "moves": len(meeting.moves)} if meeting else {}

    def outdated(self, key: ActionKey, facts: Facts, plan: Plan, office: Office) -> str | None:
        meeting = self._named().get(key.cycle)
        if meeting is None:
            return "cuộc họp không còn trong lịch"
        return None if facts.get("day") == meeting.day.isoformat() else "ngày họp đã đổi sau khi soạn thư"

    def lacks(self, plan: Plan, office: Office) -> Iterator[Gap]:
        if self.is_scheduled:
            yield from unreached((self.lead, *self.with_), plan, office)

    def cycles(self, plan: Plan, office: Office) -> Iterator[Cycle]:
        if not self.is_scheduled:
            return
        calendar = office.calendar
        for name, one in sorted(self._named().items(), key=lambda entry: entry[1].day):
            year = one.first_set.year
            covers = (date(year, 1, 1), date(year, 12, 31))
            yield Cycle(name, one.day, covers, provisional=calendar.is_provisional(one.day))

    def steps(self, cycle: Cycle, plan: Plan, office: Office) -> Iterator[Step]:
        lead = inside((self.lead,) if self.lead else (), plan, office, cycle.anchor)
        members = inside((*self.with_, *lead), plan, office, cycle.anchor)
        yield from self._before(cycle, members, office)
        yield from self._after(cycle, lead, members, office)

    def _before(self, cycle: Cycle, members: tuple[str, ...], office: Office) -> Iterator[Step]:
        """Input, invitation, a notice of each move, reminders; all void when the meeting begins."""
        calendar, steps, day = office.calendar, self.steps_, cycle.anchor
        if steps.collect_input:
            due = steps.collect_input.from_day(day, calendar)
            yield Step(INPUT, Act.REQUEST, due, day, members, thread=INPUT, settled_by=INPUT)
        yield Step("invite", Act.INVITE, steps.invite.from_day(day, calendar), day, members)
        moves = self.meeting(cycle.name).moves
        notices = [calendar.next(move.on) for move in moves]
        for number, (due, until) in enumerate(zip(notices, [*notices[1:], day], strict=False), start=1):
            yield Step(f"moved-{number}", Act.INFORM, due, until, members)
        yield from one_after_another(marks(Act.REMIND, steps.remind, day, calendar), day, members)

    def _after(self, cycle: Cycle, lead: tuple[str, ...], members: tuple[str, ...], office: Office) -> Iterator[Step]:
        """The record of the conclusions, and how they are carried out."""
        calendar, steps, day = office.calendar, self.steps_, cycle.anchor
        asked = Mark(steps.conclusions.from_day(day, calendar), Act.REQUEST, CONCLUSIONS)
        again = marks(Act.OVERDUE, steps.overdue, day, calendar)
        until = steps.lock.from_day(day, calendar)
        yield from one_after_another([asked, *again], until, lead, settled_by=CONCLUSIONS, thread=CONCLUSIONS)
        later = [*marks(Act.REMIND, steps.follow_ups, day, calendar, FOLLOW_UP)]
        if later:
            end = FOLLOW_UP_LASTS.from_day(max(later).due, calendar)
            yield from one_after_another(
                later, end, members, settled_by=CARRIED_OUT, thread=FOLLOW_UP, requires=CONCLUSIONS
            )
