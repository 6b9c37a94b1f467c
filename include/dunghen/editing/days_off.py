"""The forms of the days off: a day off with its make-up day, a year that is announced, one day (``calendar.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar

from dunghen.calendar.announced import AnnouncedYear, Override
from dunghen.calendar.working_days import WorkCalendar
from dunghen.decision import Change, value_at
from dunghen.editing.entry import Entry, Read
from dunghen.editing.named_list import NamedList
from dunghen.fields.days import Day
from dunghen.fields.field import Field, Flag, Section, Sent
from dunghen.fields.of_model import inputs_of
from dunghen.wording.dates import long_date

FILE = "calendar.yaml"
_SATURDAY = 5
_OFF = Day(path=("nghi",), label="Ngày nghỉ", hint="Một ngày lẽ ra đi làm.", kept=False)
_WORKED = Day(path=("lam-bu",), label="Ngày làm bù", hint="Một ngày lẽ ra nghỉ. Không làm bù thì bỏ trống.", kept=False)
_BY = Field(path=("van-ban",), label="Số, ngày của thông báo", required=True, kept=False)
_REMOVED = Flag(path=("bo",), label="Bỏ ngày này: theo ngày lễ thường niên và thứ trong tuần", kept=False)


@dataclass(frozen=True, kw_only=True)
class SwapEntry(Entry):
    """A day off and the day worked for it, in one decision."""

    elsewhere: ClassVar[str] = "Ở đây chỉ thêm ngày; bỏ một ngày thì mở trang của ngày ấy."

    calendar: WorkCalendar

    def read(self, sent: Sent) -> Read:
        read = super().read(sent)
        if read.faults:
            return read
        days = {one: day for one in (_OFF, _WORKED) if (day := one.read(sent))}
        if not days:
            read.faults[_OFF.name] = ["chưa chọn ngày nào"]
        for one, day in days.items():
            if self._is_known(day, is_worked=one is _WORKED):
                read.faults[one.name] = [f"{long_date(day)} đã là {'ngày làm việc' if one is _WORKED else 'ngày nghỉ'}"]
        if not read.faults:
            for one, day in days.items():
                self._add(read, day, _BY.read(sent), is_worked=one is _WORKED)
        return read

    def _is_known(self, day: date, *, is_worked: bool) -> bool:
        """Whether its weekday says it already; what only the library knows may come with the number of a document."""
        return (day.weekday() < _SATURDAY) == self.calendar.is_working(day) == is_worked

    def _add(self, read: Read, day: Any, document: str, *, is_worked: bool) -> None:
        before, after = ("nghỉ", "đi làm") if is_worked else ("đi làm", "nghỉ")
        override = {"day": "working" if is_worked else "off", "document": document}
        read.changes.append(Change((*self.path, day), value_at(self.decided, (day,)), override))
        read.summary.append((long_date(day), before, f"{after} ({document})"))


def swap_entry(overrides: NamedList, calendar: WorkCalendar) -> Entry:
    """The form that adds a swap."""
    decided = value_at(overrides.decided, (overrides.key,))
    section = Section("Nghỉ và làm bù", (_OFF, _WORKED, _BY))
    title = "Thêm ngày nghỉ, ngày làm bù"
    return SwapEntry(FILE, (overrides.key,), title, (section,), {}, decided, calendar=calendar)


class OverrideEntry(Entry):
    """One day that is off, or worked, by an official document."""

    def read(self, sent: Sent) -> Read:
        return self.removal() if _REMOVED.read(sent) else super().read(sent)


def override_entry(overrides: NamedList, day: Any, about: tuple[str, ...]) -> Entry:
    """The form of a day (a date, as which YAML reads the key) that stands in the table."""
    section = Section(long_date(day), (*inputs_of(Override, "day", "document"), _REMOVED))
    entry = overrides.entry(day, long_date(day), (section,), about, OverrideEntry)
    # YAML 1.1 reads a bare off as false.
    is_off = entry.signed.get("day") is False
    return replace(entry, signed={**entry.signed, "day": "off"}) if is_off else entry


class AnnouncedEntry(Entry):
    """Whether the days off of a year are announced."""

    def read(self, sent: Sent) -> Read:
        (document,) = self.fields
        is_taken_back = not document.read(sent) and self.value(document) is not None
        return self.removal() if is_taken_back else super().read(sent)


def announced_entry(years: NamedList, year: int) -> Entry:
    """The form that says by which document the days off of the year were announced."""
    section = Section(f"Năm {year}", inputs_of(AnnouncedYear, "document", needed=()))
    about = ("Ngày lễ thường niên đã có sẵn. Ngày nghỉ, ngày làm bù riêng của năm thì thêm ở trang trước.",)
    return years.entry(year, f"Lịch nghỉ chính thức năm {year}", (section,), about, AnnouncedEntry)
