"""The day of a year in a form: a fixed day, or days year by year; every other rule is kept and told (pure)."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter, ValidationError

from dunghen.calendar.day_rules import DayRule, DaysByYear, FixedDay, NotOnSunday, NthWeekday, VietnameseLunarDay
from dunghen.editing.entry import Entry, Read
from dunghen.fields.days import Days, MonthDay
from dunghen.fields.field import Section, Sent
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


def rule_text(rule: DayRule) -> str:
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

    def content(self, value: Any) -> str:
        return super().content(_of_rule(value, "fixed", "day") if isinstance(value, dict) else value)

    def text(self, value: Any) -> str:
        return _rule_of(value)


class ByYear(Days):
    """The rule, where it is one day after another."""

    @property
    def name(self) -> str:
        return f"{super().name}.tung-nam"

    def content(self, value: Any) -> list[str]:
        return super().content(_of_rule(value, "by-year", "days"))

    def text(self, value: Any) -> str:
        return _rule_of(value)

    def read(self, sent: Sent) -> Any:
        days = super().read(sent)
        return {"rule": "by-year", "days": days} if days else None


def _of_rule(value: Any, rule: str, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) and value.get("rule") == rule else None


def _rule_of(value: Any) -> str:
    try:
        return rule_text(_RULE.validate_python(value)) if value else "—"
    except ValidationError:  # written by hand, with a mistake
        return str(value)


_RULE: TypeAdapter[DayRule] = TypeAdapter(DayRule)


class DayRuleEntry(Entry):
    """An entry with a day of the year, entered in one of two ways."""

    def read(self, sent: Sent) -> Read:
        read = super().read(sent)
        ways = [one for one in self.fields if isinstance(one, EveryYear | ByYear)]
        if any(one.name in read.faults for one in ways):
            return read
        filled = [(one, rule) for one in ways if (rule := one.read(sent))]
        if len(filled) > 1:
            read.faults[ways[0].name] = ["ghi một trong hai: ngày cố định, hoặc ngày của từng năm"]
            return read
        for one, rule in filled:
            self.decide(read, one, rule)
        return read


def day_section(key: str, title: str = "Ngày") -> Section:
    """The two ways to enter the rule under this key."""
    fields = (
        EveryYear(path=(key,), label="Mỗi năm vào ngày/tháng", hint="Ví dụ 30/11.", kept=False),
        ByYear(
            path=(key,),
            label="Hoặc ghi ngày của từng năm",
            hint="Mỗi năm một ngày, đủ mọi năm của những kế hoạch có chúc dịp này.",
            kept=False,
        ),
    )
    return Section(title, fields, "Bỏ trống cả hai: giữ cách tính đang dùng.")
