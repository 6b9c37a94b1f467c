"""Inputs for days and hours: one day, several, a day of every year, an hour."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any

from dunghen.fields.field import Field, Many
from dunghen.wording.dates import short_date


class Day(Field):
    """A day of one year."""

    kind = "date"

    def content(self, value: Any) -> str:
        return value.isoformat() if isinstance(value, date) else str(value or "")

    def text(self, value: Any) -> str:
        return short_date(value) if isinstance(value, date) else super().text(value)

    def parsed(self, text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise ValueError(f"«{text}» không phải một ngày: chọn trên lịch, hoặc ghi năm-tháng-ngày") from None


class Days(Many):
    """Several days."""

    kind = "days"

    @property
    def unit(self) -> Day:
        return Day(path=self.path, label=self.label)


class MonthDay(Field):
    """A day of every year, «30/11»; kept as «11-30»."""

    kind = "month-day"
    _SHAPE = re.compile(r"(\d{1,2})[/-](\d{1,2})")

    def content(self, value: Any) -> str:
        month, _, day = str(value or "").partition("-")
        return f"{day}/{month}" if day else str(value or "")

    def parsed(self, text: str) -> str:
        match = self._SHAPE.fullmatch(text)
        try:
            found = date(2024, int(match[2]), int(match[1])) if match else None
        except ValueError:
            found = None
        if found is None:
            raise ValueError(f"«{text}» không phải ngày/tháng, ví dụ 30/11")
        return f"{found:%m-%d}"


class Hour(Field):
    """An hour of the day in Hà Nội; YAML 1.1 reads a plain 14:00 as the number 840."""

    kind = "time"

    def content(self, value: Any) -> str:
        if isinstance(value, int):
            return f"{value // 60:02d}:{value % 60:02d}"
        return f"{value:%H:%M}" if isinstance(value, time) else str(value or "")

    def parsed(self, text: str) -> str:
        try:
            return f"{time.fromisoformat(text):%H:%M}"
        except ValueError:
            raise ValueError(f"«{text}» không phải giờ và phút, ví dụ 08:30") from None
