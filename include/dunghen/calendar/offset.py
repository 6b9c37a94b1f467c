"""Offsets from a reference day: «-30d» (calendar days), «-7wd» (working days), «+3wd», «0d»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from pydantic_core import core_schema

from dunghen.calendar.working_days import DayOffPolicy, WorkCalendar

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler

_TEXT = re.compile(r"(?P<count>[+-]?\d{1,4})(?P<unit>d|wd)")


@dataclass(frozen=True, slots=True, order=True)
class Offset:
    """So many days before (negative) or after (positive) a reference day."""

    count: int
    working: bool

    @classmethod
    def parse(cls, text: object) -> Offset:
        """Read «-7wd».

        Raises:
            ValueError: the text has another shape.
        """
        if isinstance(text, Offset):
            return text
        match = _TEXT.fullmatch(str(text).strip())
        if not match:
            raise ValueError("khoảng cách phải có dạng -30d (ngày) hoặc -7wd (ngày làm việc)")
        return cls(int(match["count"]), match["unit"] == "wd")

    def __str__(self) -> str:
        return f"{self.count:+d}{'wd' if self.working else 'd'}" if self.count else f"0{'wd' if self.working else 'd'}"

    def suffix(self) -> str:
        """What tells two steps of a kind apart: «7» for -7wd, «30d» for -30d."""
        return f"{abs(self.count)}{'' if self.working else 'd'}"

    def from_day(self, day: date, calendar: WorkCalendar) -> date:
        """The working day that lies at this offset from ``day``.

        Calendar days that land on a day off move away from ``day``'s future: back where the offset is negative (an
        early reminder stays early), forward where it is positive.
        """
        if self.working:
            return calendar.shift(day, self.count)
        policy = DayOffPolicy.NEXT_WORKING_DAY if self.count > 0 else DayOffPolicy.PREVIOUS_WORKING_DAY
        return calendar.settle(day + timedelta(days=self.count), policy)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.parse, serialization=core_schema.to_string_ser_schema())

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{_TEXT.pattern.replace('?P<count>', '').replace('?P<unit>', '')}$"}
