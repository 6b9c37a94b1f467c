"""The day of a year in a form: a fixed day, or days year by year; every other rule is kept and told (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dunghen.calendar.day_rules import DayRule, DaysByYear, FixedDay, NotOnSunday, NthWeekday, VietnameseLunarDay
from dunghen.decision import ABSENT, Change, value_at
from dunghen.editing.entry import Entry, Read
from dunghen.fields.days import Days, MonthDay
from dunghen.fields.field import Sent
from dunghen.wording.dates import short_date

_WEEKDAYS = {
    "monday": "thứ Hai",
    "tuesday": "thứ Ba",
    "wednesday": "thứ Tư",
    "thursday": "thứ Năm",
    "friday": "thứ Sáu",
    "saturday": "thứ Bảy",
    "sunday": "Chủ nhật",
}


def rule_told(rule: DayRule) -> str:
    """«30/11 hằng năm», «thứ Bảy lần thứ 2 của tháng 6»."""
    match rule:
        case FixedDay():
            return f"{_day_month(rule.day)} hằng năm"
        case NotOnSunday():
            return f"{_day_month(rule.day)}, gặp Chủ nhật thì trước một ngày"
        case NthWeekday():
            return f"{_WEEKDAYS[rule.weekday]} lần thứ {rule.nth} của tháng {rule.month}"
        case VietnameseLunarDay():
            return f"{_day_month(rule.day)} âm lịch Việt Nam"
        case DaysByYear():
            return f"từng năm: {', '.join(map(short_date, rule.days)) or 'chưa nhập năm nào'}"
        case _:
            return f"lịch nghỉ lễ của nước {rule.country} («{rule.name}»)"


def _day_month(text: str) -> str:
    month, _, day = text.partition("-")
    return f"{day}/{month}"


class EveryYear(MonthDay):
    """The rule, where it is a fixed day."""

    @property
    def name(self) -> str:
        return f"{super().name}.moi-nam"

    def shown(self, value: Any) -> str:
        if isinstance(value, dict):
            value = value.get("day") if value.get("rule") == "fixed" else None
        return super().shown(value)


class ByYear(Days):
    """The rule, where it is one day after another."""

    @property
    def name(self) -> str:
        return f"{super().name}.tung-nam"

    def shown(self, value: Any) -> list[str]:
        is_by_year = isinstance(value, dict) and value.get("rule") == "by-year"
        return super().shown(value.get("days")) if is_by_year else []


@dataclass(frozen=True)
class DayRuleEntry(Entry):
    """An entry with a day of the year, entered in one of two ways."""

    def read(self, sent: Sent) -> Read:
        read = super().read(sent)
        fixed = next((one for one in self.fields if isinstance(one, EveryYear)), None)
        by_year = next((one for one in self.fields if isinstance(one, ByYear)), None)
        if fixed is None or by_year is None or {fixed.name, by_year.name} & read.faults.keys():
            return read
        day, days = fixed.read(sent), by_year.read(sent)
        if day and days:
            read.faults[fixed.name] = ["ghi một trong hai: ngày cố định, hoặc ngày của từng năm"]
        elif day and day != _fixed(self.value(fixed)):
            self._change(read, fixed, day, (fixed.told(self.value(fixed)), fixed.told(day)))
        elif days and by_year.shown({"rule": "by-year", "days": days}) != by_year.shown(self.value(by_year)):
            rule = {"rule": "by-year", "days": days}
            self._change(read, by_year, rule, (by_year.told(self.value(by_year)), by_year.told(rule)))
        return read

    def _change(self, read: Read, field: EveryYear | ByYear, rule: Any, told: tuple[str, str]) -> None:
        signed = self.signed.get(field.path[0])
        if isinstance(signed, dict) and isinstance(rule, dict):
            # Laid over a rule of another kind, what that one says besides must go.
            rule = {key: None for key in signed if key not in rule} | rule
        after = ABSENT if rule == signed else rule
        read.changes.append(Change((*self.path, *field.path), value_at(self.decided, field.path), after))
        read.told.append((field.label, *told))


def _fixed(value: Any) -> Any:
    return value.get("day") if isinstance(value, dict) and value.get("rule") == "fixed" else value
