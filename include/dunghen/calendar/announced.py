"""The office's table of official days off: ``calendar.yaml``."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, model_validator

from dunghen.calendar.working_days import WorkCalendar
from dunghen.values.base import ConfigModel
from dunghen.values.input import Input


def _off(value: object) -> object:
    """YAML 1.1 reads a bare off as false."""
    return "off" if value is False else value


class AnnouncedYear(ConfigModel):
    """A year whose days off are officially announced."""

    year: int
    document: Annotated[
        str,
        Input("Số, ngày của thông báo nghỉ lễ, tết", "Bỏ trống: chưa công bố, mọi ngày của năm là tạm tính."),
    ]


class Override(ConfigModel):
    """One day that is off, or worked, by an official document, whatever the library says."""

    date: date
    day: Annotated[
        Literal["off", "working"],
        BeforeValidator(_off),
        Input("Ngày này", choices=(("off", "nghỉ"), ("working", "đi làm"))),
    ]
    document: Annotated[str, Input("Số, ngày của thông báo")]


class CalendarFile(ConfigModel):
    """The contents of ``calendar.yaml``."""

    announced: tuple[AnnouncedYear, ...] = ()
    overrides: tuple[Override, ...] = ()

    @model_validator(mode="after")
    def _each_day_once(self) -> Self:
        days = [one.date for one in self.overrides]
        twice = sorted({day for day in days if days.count(day) > 1})
        if twice:
            raise ValueError(f"ngày ghi hai lần trong overrides: {', '.join(map(str, twice))}")
        return self

    def calendar(self) -> WorkCalendar:
        """The calendar these entries make."""
        return WorkCalendar(
            overrides={one.date: one.day == "working" for one in self.overrides},
            announced=frozenset(one.year for one in self.announced),
        )
