"""``greeting``: letters to partners on their days. The lead unit drafts, a person approves, the letter goes on the day.

Steps: draft · deliver-outward (approved long before, sent on the day) · remind to record, where it is handed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from dunghen.calendar.offset import Offset
from dunghen.directory.occasion import OccasionKind
from dunghen.directory.partner import PartnerClass
from dunghen.keys import ActionKey
from dunghen.kinds.greeting.gaps import gaps
from dunghen.kinds.greeting.occasions import GREETED, Greeting, Wanted, occasion_book
from dunghen.kinds.greeting.protocol import REFUSED, is_top_leader
from dunghen.plans.cycle import Act, Cycle, Step
from dunghen.plans.gap import Gap, Register
from dunghen.plans.office import Office
from dunghen.plans.plan import Duty, Plan
from dunghen.records import Facts
from dunghen.values.base import ConfigModel, Slug
from dunghen.values.input import Input, Side
from dunghen.values.problem import Finding
from dunghen.wording.dates import short_date

HANDED_OVER = "handed-over"
"""The record that says that the signed paper has reached the partner."""

_DAY = timedelta(days=1)
_TOGETHER = Input("Gộp các dịp cách nhau không quá (ngày)", "Để trống: 10 ngày. 0: mỗi dịp một thư.")


class Occasion(StrEnum):
    """The occasions on which the document has partners greeted (Hải Phòng l.2013-2018)."""

    NATIONAL_DAY = "national-day"
    """Ngày Quốc khánh."""
    RELATIONS_DAY = "relations-day"
    """Ngày thiết lập quan hệ: ngoại giao của nước; kết nghĩa của địa phương (thông lệ, l.1157)."""
    HOLIDAYS = "holidays"
    """Lễ, tết của các nước; năm mới; ngày do văn phòng thêm."""

    @property
    def kinds(self) -> tuple[OccasionKind, ...]:
        """Which entries of ``occasions.yaml`` it means."""
        return {
            Occasion.NATIONAL_DAY: (OccasionKind.NATIONAL_DAY,),
            Occasion.RELATIONS_DAY: (OccasionKind.RELATIONS_DAY, OccasionKind.TWIN_DAY),
            Occasion.HOLIDAYS: (OccasionKind.NEW_YEAR, OccasionKind.TET, OccasionKind.HOLIDAY, OccasionKind.OTHER),
        }[self]


class GreetingSteps(ConfigModel):
    """When what happens, counted from the (first) occasion's day. All of it is the office's setting."""

    draft: Annotated[Offset, Input("Gửi dự thảo thư cho đơn vị chủ trì", side=Side.BEFORE)] = Offset(-15, working=True)
    """The draft letter goes to the lead unit."""
    approve: Annotated[Offset, Input("Trình duyệt", side=Side.BEFORE)] = Offset(-10, working=True)
    """Approval is asked for; the approved letter waits for its day."""
    record: Annotated[Offset, Input("Đề nghị ghi nhận đã trao thư", side=Side.AFTER)] = Offset(1, working=True)
    """Where the letter is handed over: the lead unit is asked to record it, if it has not."""
    record_within: Annotated[Offset, Input("Thôi đề nghị ghi nhận", side=Side.AFTER)] = Offset(20, working=True)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not (self.draft.count < 0 and self.approve.count < 0 < self.record.count < self.record_within.count):
            raise ValueError(
                "draft, approve phải trước ngày của dịp (âm), record rồi record_within sau ngày ấy (dương)"
            )
        return self


class GreetingDuty(Duty):
    """A letter or card to partners: the lead drafts and proposes, ``sender`` sends."""

    runs: ClassVar[bool] = True
    record_names: ClassVar[Mapping[str, str]] = {HANDED_OVER: "đã trao thư tận tay"}

    kind: Literal["greeting"]
    occasion: Occasion
    classes: tuple[PartnerClass, ...]
    """The classes of partners that the document names; nobody outside them is greeted."""
    sender: Slug
    signer: Annotated[str | None, Input("Chức vụ người ký", "Không ghi tên người.")] = None
    """The post that signs; that of the sender's head where left out. Never a person's name."""
    city: Annotated[str | None, Input("Địa danh trên thư", "Để trống: địa danh của văn phòng.")] = None
    """The place before the letter's date; the office's place where left out."""
    together: Annotated[int, Field(ge=0, le=30), _TOGETHER] = 10
    """Occasions of one partner that lie no more days than this after the first share its letter; 0 keeps all apart."""
    steps_: Annotated[GreetingSteps, Field(alias="steps")] = GreetingSteps()

    @model_validator(mode="after")
    def _greeted_classes(self) -> Self:
        others = [one.value for one in self.classes if one not in GREETED]
        if others:
            raise ValueError(f"văn bản không giao gửi thư chúc mừng cho: {', '.join(others)}")
        return self

    def named_slugs(self) -> Iterator[tuple[str, str]]:
        yield from super().named_slugs()
        yield "sender", self.sender

    def placed(self, gap: Gap, plan: Plan) -> Gap:
        return replace(gap, keys=("partners",), register=Register.PARTNERS, entry="")

    def owns(self, greeting: Greeting) -> bool:
        """Whether the letter is this duty's: its first occasion is."""
        return greeting.first.kind in self.occasion.kinds

    def signing_post(self, office: Office, day: date) -> str:
        """The post that signs on this day."""
        unit = office.directory.unit(self.sender, day)
        return self.signer or (unit.head if unit else "")

    def findings(self, plan: Plan, office: Office) -> Iterator[tuple[str, Finding]]:
        names = (self.signer or "", self.signing_post(office, plan.period.since), office.directory.name(self.sender))
        if any(is_top_leader(name) for name in names):
            yield "sender", (REFUSED, self.sender, "cơ quan, chức danh của chính nơi gửi")

    def cycles(self, plan: Plan, office: Office) -> Iterator[Cycle]:
        if not self.is_scheduled:
            return
        for one in greetings_of(plan, office).values():
            if self.owns(one):
                drafted = self.steps_.draft.from_day(one.first.day, office.calendar)
                yield Cycle(
                    name=one.name,
                    anchor=one.first.day,
                    covers=(one.first.day, one.occasions[-1].day),
                    deadline=one.first.day,
                    provisional=one.provisional
                    or any(office.calendar.is_provisional(day) for day in (drafted, one.first.day)),
                )

    def steps(self, cycle: Cycle, plan: Plan, office: Office) -> Iterator[Step]:
        partner = greetings_of(plan, office)[cycle.name].partner
        lead, calendar = self.lead or plan.lead, office.calendar
        drafted = self.steps_.draft.from_day(cycle.anchor, calendar)
        # A letter that has missed its day says the wrong thing: it is void from the next morning on.
        too_late = cycle.anchor + _DAY
        yield Step("draft", Act.DRAFT, drafted, too_late, (lead,))
        yield Step(
            "deliver-outward",
            Act.DELIVER_OUTWARD,
            self.steps_.approve.from_day(cycle.anchor, calendar),
            too_late,
            (lead if partner.handed_over else partner.slug,),
            settled_by=HANDED_OVER if partner.handed_over else None,
            # Paper to be signed and carried is wanted as soon as it is approved; a mail arrives on the day.
            send_on=None if partner.handed_over else calendar.previous(cycle.anchor),
        )
        if partner.handed_over:
            due = self.steps_.record.from_day(cycle.anchor, calendar)
            until = self.steps_.record_within.from_day(cycle.anchor, calendar)
            yield Step(
                f"remind-{self.steps_.record.suffix()}",
                Act.REMIND,
                due,
                until,
                (lead,),
                thread=HANDED_OVER,
                settled_by=HANDED_OVER,
            )

    def facts_of(self, key: ActionKey, plan: Plan, office: Office) -> Facts:
        greeting = greetings_of(plan, office).get(key.cycle)
        return {one.slug: one.day.isoformat() for one in greeting.occasions if one.is_dated} if greeting else {}

    def outdated(self, key: ActionKey, facts: Facts, plan: Plan, office: Office) -> str | None:
        greeting = greetings_of(plan, office).get(key.cycle)
        if greeting is None:
            return "dịp này không còn trong lịch chúc mừng của đối tác"
        for one in greeting.occasions:
            # A further occasion that was entered since is not in the letter at all: the letter still holds.
            if one.is_dated and facts.get(one.slug, one.day.isoformat()) != one.day.isoformat():
                return f"ngày của dịp «{one.name_vi}» đã đổi sau khi soạn thư, nay là {short_date(one.day)}"
        return None

    def lacks(self, plan: Plan, office: Office) -> Iterator[Gap]:
        partners = [one for one in office.directory.partners if plan.id in one.plans]
        yield from gaps(office.derived(occasion_book), partners, self.occasion.kinds, self.classes, plan.period.years)


def greetings_of(plan: Plan, office: Office) -> Mapping[str, Greeting]:
    """All greetings of a plan by name: of all its greeting duties together, since near days share a letter."""
    duties = [duty for duty in plan.duties if isinstance(duty, GreetingDuty) and duty.is_scheduled]
    wanted = tuple(Wanted(duty.occasion.kinds, duty.classes, duty.together) for duty in duties)
    return office.derived(occasion_book).greetings(plan.id, plan.period.since, plan.period.until, wanted)
