"""An event of a plan's calendar (``config/events/<plan>.yaml``): entered by the office, never made up."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from dunghen.records import Facts
from dunghen.values.base import ConfigModel, Slug
from dunghen.values.input import Input
from dunghen.values.source import Basis
from dunghen.wording.dates import long_date, short_date


class EventStatus(StrEnum):
    """How sure an event is. Only planned, confirmed and held events have steps."""

    IDEA = "idea"
    PLANNED = "planned"
    CONFIRMED = "confirmed"
    HELD = "held"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


YEARS = range(1900, 3000)
"""Outside of these a day is a slip of the pen, and reckoning from it would leave the calendar (years 1 to 9999)."""

FIRING = frozenset({EventStatus.PLANNED, EventStatus.CONFIRMED, EventStatus.HELD})


def misfit(first: date, last: date) -> str | None:
    """Why these cannot be the first and last day of an event; None where they can."""
    if first.year not in YEARS or last.year not in YEARS:
        return f"ngày phải trong các năm {YEARS[0]} đến {YEARS[-1]}"
    return f"ngày kết thúc ({last}) trước ngày bắt đầu ({first})" if last < first else None


class Change(ConfigModel):
    """The event was moved, postponed or cancelled: those who know the former days are told once, on the day ``on``."""

    on: date
    """The day of the decision."""
    since: Annotated[date | None, Field(alias="from")] = None
    """The first day as it had been announced."""
    until: Annotated[date | None, Field(alias="to")] = None
    why: str | None = None

    @property
    def former(self) -> str | None:
        """The former days, written in another way than the days that hold: «12/05/2026 - 15/05/2026»."""
        if self.since is None:
            return None
        last = self.until or self.since
        return short_date(self.since) if last == self.since else f"{short_date(self.since)} - {short_date(last)}"


class Event(ConfigModel):
    """One event. Its id names its cycle for ever, whatever happens to its days."""

    id: Slug
    duty: Annotated[Slug, Input("Thuộc nhiệm vụ")]
    """The duty of the plan that the event fulfils."""
    title: Annotated[str, Field(min_length=3), Input("Tên sự kiện")]
    status: EventStatus
    since: Annotated[date | None, Field(alias="from")] = None
    until: Annotated[date | None, Field(alias="to")] = None
    """The last day; the first one where it is left out."""
    place: Annotated[str | None, Input("Địa điểm")] = None
    partner: Annotated[Slug | None, Input("Đối tác")] = None
    lead: Annotated[
        Slug | None,
        Input("Đơn vị chủ trì", "Bỏ trống: đơn vị chủ trì của nhiệm vụ. Văn bản không nêu ai thì phải chọn."),
    ] = None
    """Who leads; the duty's lead where it is left out."""
    with_: Annotated[tuple[Slug, ...], Field(alias="with"), Input("Đơn vị phối hợp")] = ()
    audience: Annotated[str | None, Input("Thành phần, công chúng")] = None
    summary: Annotated[str | None, Input("Lời giới thiệu trong thông cáo báo chí", is_long=True)] = None
    """A paragraph of the office's own for the press release."""
    basis: Basis = Basis.SETTING
    source: Annotated[str | None, Input("Căn cứ của ngày", "Số, ngày của quyết định, công hàm ấn định ngày.")] = None
    """On what the days rest: the number of a decision, a note of the partner."""
    uid: str | None = None
    """Of the entry in the calendar file (.ics) that it was read from."""
    changes: tuple[Change, ...] = ()
    """Oldest first."""
    note: Annotated[str | None, Input("Ghi chú của văn phòng", is_long=True)] = None

    @model_validator(mode="after")
    def _days_fit(self) -> Self:
        if self.since is None and (self.until or self.status in FIRING):
            raise ValueError("sự kiện đã dự kiến thì cần ngày bắt đầu (from); chưa có ngày thì ghi status: idea")
        if self.since and (what := misfit(self.since, self.until or self.since)):
            raise ValueError(what)
        return self

    @model_validator(mode="after")
    def _changes_fit(self) -> Self:
        if self.status in (EventStatus.CANCELLED, EventStatus.POSTPONED) and not self.changes:
            raise ValueError("hoãn hay hủy thì ghi ngày quyết định: changes: [{on: năm-tháng-ngày, why: ...}]")
        days = [change.on for change in self.changes]
        if days != sorted(days):
            raise ValueError("changes phải theo thứ tự ngày quyết định (on)")
        return self

    @property
    def fires(self) -> bool:
        """Whether the steps of the event run."""
        return self.status in FIRING

    @property
    def days(self) -> tuple[date, date]:
        """First and last day.

        Raises:
            ValueError: the event has no days yet.
        """
        if self.since is None:
            raise ValueError(f"sự kiện «{self.id}» chưa có ngày")
        return self.since, self.until or self.since

    @property
    def when(self) -> str:
        """«ngày thứ Ba, 12/05/2026» or «từ thứ Ba, 12/05/2026 đến thứ Sáu, 15/05/2026»."""
        first, last = self.days
        return f"ngày {long_date(first)}" if first == last else f"từ {long_date(first)} đến {long_date(last)}"

    @property
    def facts(self) -> Facts:
        """What a letter about the event depends on: its days, and that it takes place."""
        days = {"from": self.days[0].isoformat(), "to": self.days[1].isoformat()} if self.since else {}
        return {**days, "fires": int(self.fires), "changes": len(self.changes)}

    def is_told_by(self, facts: Facts) -> bool:
        """Whether a letter that was written on these facts names the event's days, and that it takes place."""
        mine = self.facts
        return all(facts.get(name) == mine.get(name) for name in ("from", "to", "fires"))

    @property
    def change_name(self) -> str | None:
        """The name of the notice of the newest change («moved-20260512», «cancelled»); None where nothing changed."""
        if not self.changes:
            return None
        if self.status is EventStatus.CANCELLED:
            return "cancelled"
        if self.status is EventStatus.POSTPONED:
            return f"postponed-{self.changes[-1].on:%Y%m%d}"
        if not self.fires:
            return None
        again = f"-{len(self.changes)}" if len(self.changes) > 1 else ""
        return f"moved-{self.days[0]:%Y%m%d}{again}"

    def named_slugs(self) -> tuple[tuple[str, str], ...]:
        """The units, groups and the partner that the event names, each with its field."""
        single = (("lead", self.lead), ("partner", self.partner))
        return (*((field, slug) for field, slug in single if slug), *(("with", slug) for slug in self.with_))
