"""``bulletin``: information given again and again, at an interval that the office sets, to those whom it names.

Steps: collect · draft · deliver (inside the house) · deliver-outward (approved). Nothing is proposed before the leading
unit has handed in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from dunghen.calendar.offset import Offset
from dunghen.calendar.period import Frequency, day_in_month, month_after, periods
from dunghen.directory.partner import Partner, PartnerClass
from dunghen.plans.cycle import Act, Cycle, Step
from dunghen.plans.gap import NO_LEAD, Gap, Register
from dunghen.plans.marks import check_signs
from dunghen.plans.office import Office
from dunghen.plans.plan import Duty, Plan
from dunghen.plans.recipients import inside, left_out, unlisted
from dunghen.values.base import ConfigModel, Slug
from dunghen.values.input import Input, Side

BULLETIN_TEXT = "bulletin-text"
"""The record that holds the words of one issue: ``values["text"]``, and ``values["title"]`` where it has a title."""
CONTRIBUTION = "contribution"
"""The record that a unit has handed in its part."""
_MONTHS = tuple((number, f"{number} tháng") for number in (1, 2, 3, 4, 6, 12))


class Interval(ConfigModel):
    """Every so many months, on a day of the month: ``{months: 3, day: 25}`` is 25/3, 25/6, 25/9, 25/12.

    The months are counted from January, so that an issue keeps its month for good.
    """

    months: Annotated[Literal[1, 2, 3, 4, 6, 12], Input("Bao lâu một kỳ", choices=_MONTHS)]
    day: Annotated[int, Field(ge=1, le=31), Input("Ngày trong tháng")]
    """The day on which the issue goes out; the month's last day where it is shorter."""


class BulletinSteps(ConfigModel):
    """When what happens, counted from the day of the issue. All of it is the office's setting."""

    collect: Annotated[Offset, Input("Đề nghị các đơn vị gửi tin, bài", side=Side.BEFORE)] = Offset(-15, working=True)
    """Ask ``contributors`` for their part."""
    draft: Annotated[Offset, Input("Đề nghị đơn vị chủ trì soạn", side=Side.BEFORE)] = Offset(-8, working=True)
    """Ask the leading unit for the text, with the last issue beside it."""
    propose: Annotated[Offset, Input("Trình duyệt phần gửi ra ngoài", side=Side.BEFORE)] = Offset(-3, working=True)
    """From then on, what leaves the house may be approved; it goes on the day of the issue."""
    expires: Annotated[Offset, Input("Chưa duyệt thì thôi gửi", side=Side.AFTER)] = Offset(20, working=False)
    """An issue not approved by then does not go any more."""

    @model_validator(mode="after")
    def _around_the_day(self) -> Self:
        what = "collect, draft, propose phải trước ngày phát hành (âm), expires phải sau (dương)"
        check_signs([self.collect, self.draft, self.propose], [self.expires], what)
        return self


class BulletinDuty(Duty):
    """Information given again and again, at an interval that the office sets."""

    runs: ClassVar[bool] = True
    INTERNAL_RECIPIENTS: ClassVar[frozenset[str]] = frozenset({"lead", "contributors"})
    record_names: ClassVar[Mapping[str, str]] = {
        BULLETIN_TEXT: "nội dung bản tin (text; title nếu có)",
        CONTRIBUTION: "tin, bài của đơn vị gửi cho bản tin",
    }

    kind: Literal["bulletin"]
    classes: tuple[PartnerClass, ...] = ()
    """The classes of partners that the document names; empty where it names none."""
    channels: tuple[str, ...] = ()
    """The channels that the document names («mạng xã hội»)."""
    every: Annotated[
        Interval | None,
        Input("Nhịp phát hành", "Tháng đếm từ tháng 1: 3 tháng một kỳ, ngày 25, là 25/3, 25/6, 25/9, 25/12."),
    ] = None
    """«Định kỳ»: the office says how often."""
    to: Annotated[tuple[Slug, ...], Input("Nơi nhận")] = ()
    """Whom the office names beside ``classes``: partners, units, groups."""
    contributors: Annotated[tuple[Slug, ...], Input("Đơn vị gửi tin, bài")] = ()
    """The units that are asked for news before each issue."""
    steps_: Annotated[BulletinSteps, Field(alias="steps")] = BulletinSteps()

    @property
    def is_scheduled(self) -> bool:
        """Whether the office has entered how often, who writes and who receives."""
        return bool(self.every and self.lead and (self.classes or self.to))

    def waits(self, plan: Plan) -> tuple[Gap, ...]:
        if self.is_scheduled:
            return ()
        if self.every is None and self.waiting_for:
            return self.left_open
        open_ = {
            Gap.of("khoảng cách giữa hai kỳ và ngày trong tháng (every)"): self.every is None,
            NO_LEAD: self.lead is None,
            Gap.of("danh sách nhận (to, classes)"): not (self.classes or self.to),
        }
        return tuple(gap for gap, missing in open_.items() if missing)

    def named_slugs(self) -> Iterator[tuple[str, str]]:
        yield from super().named_slugs()
        yield from (("to", slug) for slug in self.to)
        yield from (("contributors", slug) for slug in self.contributors)

    def lacks(self, plan: Plan, office: Office) -> Iterator[Gap]:
        if not self.is_scheduled:
            return
        yield from unlisted((*self.to, *self.contributors), office)
        yield from left_out(self.contributors, plan, office)
        for one in office.directory.partners:
            if self._is_meant(one, plan) and one.email is None and not one.handed_over:
                what = f"địa chỉ thư điện tử của {one.name}"
                yield Gap(what, ("email",), Register.PARTNERS, one.slug, f"{what} (partners.yaml)")

    def cycles(self, plan: Plan, office: Office) -> Iterator[Cycle]:
        if not (self.is_scheduled and self.every):
            return
        span, calendar = plan.period, office.calendar
        for month in periods(Frequency.MONTH, range(span.since.year, span.until.year + 1)):
            issued = day_in_month(month.first, self.every.day)
            if month.first.month % self.every.months or not span.contains(issued):
                continue
            anchor = calendar.previous(issued)
            covers = (month_after(month.first, 1 - self.every.months), month.last)
            yield Cycle(month.name, anchor, covers, provisional=calendar.is_provisional(anchor))

    def steps(self, cycle: Cycle, plan: Plan, office: Office) -> Iterator[Step]:
        calendar, steps, day = office.calendar, self.steps_, cycle.anchor
        until = steps.expires.from_day(day, calendar)
        lead = inside((self.lead,) if self.lead else (), plan, office, day)
        drafted = steps.draft.from_day(day, calendar)
        if self.contributors:
            due, asked = steps.collect.from_day(day, calendar), inside(self.contributors, plan, office, day)
            yield Step("collect", Act.REQUEST, due, day, asked, thread=CONTRIBUTION, settled_by=CONTRIBUTION)
        yield Step("draft", Act.DRAFT, drafted, until, lead, settled_by=BULLETIN_TEXT)
        if own := inside(self.to, plan, office, day):
            yield Step("deliver", Act.DELIVER, day, until, own, requires=BULLETIN_TEXT)
        if partners := self.outsiders(plan, office, cycle):
            due = steps.propose.from_day(day, calendar)
            outward = Step("deliver-outward", Act.DELIVER_OUTWARD, due, until, partners, requires=BULLETIN_TEXT)
            yield replace(outward, send_on=day)

    def outsiders(self, plan: Plan, office: Office, cycle: Cycle) -> tuple[str, ...]:
        """Those outside the house that can be mailed: partners of the plan in ``classes``, and whom ``to`` names."""
        directory, day = office.directory, cycle.anchor
        partners = [
            one.slug
            for one in directory.partners
            if self._is_meant(one, plan) and not one.handed_over and one.address_on(day)
        ]
        offices = [unit.slug for unit in directory.expand(self.to, day) if unit.house != plan.house]
        return (*partners, *offices)

    def _is_meant(self, partner: Partner, plan: Plan) -> bool:
        return partner.slug in self.to or (partner.partner_class in self.classes and plan.id in partner.plans)
