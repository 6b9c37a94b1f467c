"""The forms of the days off: a day off with its make-up day, a year that is announced, one day (``calendar.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from dunghen.calendar.working_days import WorkCalendar
from dunghen.decision import ABSENT, Change, value_at
from dunghen.editing.adding import AddingEntry
from dunghen.editing.entry import Entry, Read
from dunghen.editing.named_list import NamedList
from dunghen.fields.choice import Choice
from dunghen.fields.days import Day
from dunghen.fields.field import Field, Flag, Section, Sent
from dunghen.wording.dates import long_date

FILE = "calendar.yaml"
_SATURDAY = 5
_DOCUMENT = Field(path=("document",), label="Số, ngày của thông báo", required=True)
_OFF = Day(path=("nghi",), label="Ngày nghỉ", hint="Một ngày lẽ ra đi làm.", kept=False)
_WORKED = Day(path=("lam-bu",), label="Ngày làm bù", hint="Một ngày lẽ ra nghỉ. Không làm bù thì bỏ trống.", kept=False)
_BY = Field(path=("van-ban",), label="Số, ngày của thông báo", required=True, kept=False)
_REMOVED = Flag(path=("bo",), label="Bỏ ngày này: theo ngày lễ thường niên và thứ trong tuần", kept=False)
_DAYS = (("off", "nghỉ"), ("working", "đi làm"))


@dataclass(frozen=True)
class SwapEntry(AddingEntry):
    """A day off and the day worked for it, in one decision."""

    elsewhere: ClassVar[str] = "Ở đây chỉ thêm ngày; bỏ một ngày thì mở trang của ngày ấy."

    calendar: WorkCalendar | None = None

    def read(self, sent: Sent) -> Read:
        read = super().read(sent)
        if read.faults or self.calendar is None:
            return read
        off, worked = _OFF.read(sent), _WORKED.read(sent)
        if off is None and worked is None:
            read.faults[_OFF.name] = ["chưa chọn ngày nào"]
        # What the library knows already may be entered too: with it comes the number of the document.
        if off and off.weekday() >= _SATURDAY and not self.calendar.is_working(off):
            read.faults[_OFF.name] = [f"{long_date(off)} đã là ngày nghỉ"]
        if worked and worked.weekday() < _SATURDAY and self.calendar.is_working(worked):
            read.faults[_WORKED.name] = [f"{long_date(worked)} đã là ngày làm việc"]
        if not read.faults:
            for day, kind in ((off, "off"), (worked, "working")):
                if day:
                    self._add(read, day, kind, str(_BY.read(sent)))
        return read

    def _add(self, read: Read, day: Any, kind: str, document: str) -> None:
        before = value_at(self.decided, (day,))
        read.changes.append(Change((*self.path, day), before, {"day": kind, "document": document}))
        names = dict(_DAYS)
        told = "đi làm" if kind == "off" else "nghỉ"
        read.told.append((long_date(day), told, f"{names[kind]} ({document})"))


def swap_entry(overrides: NamedList, calendar: WorkCalendar) -> Entry:
    """The form that adds a swap."""
    decided = value_at(overrides.decided, (overrides.key,))
    section = Section("Nghỉ và làm bù", (_OFF, _WORKED, _BY))
    return SwapEntry(
        FILE, (overrides.key,), "Thêm ngày nghỉ, ngày làm bù", (section,), {}, decided, (), (), (), calendar
    )


@dataclass(frozen=True)
class OverrideEntry(Entry):
    """One day that is off, or worked, by an official document."""

    def read(self, sent: Sent) -> Read:
        if not _REMOVED.read(sent):
            return super().read(sent)
        told = [(one.label, one.told(self.value(one)), "—") for one in self.fields if one.kept]
        return Read([Change(self.path, self.decided, None if self.signed else ABSENT)], told)


def override_entry(overrides: NamedList, day: Any, about: tuple[str, ...]) -> Entry:
    """The form of a day (a date, as which YAML reads the key) that stands in the table."""
    signed, decided = overrides.signed_entry(day), overrides.decided_entry(day)
    fields = (Choice(path=("day",), label="Ngày này", choices=_DAYS, required=True), _DOCUMENT, _REMOVED)
    section = Section(long_date(day), fields)
    return OverrideEntry(FILE, (overrides.key, day), long_date(day), (section,), _spelt(signed), decided, about)


def _spelt(signed: Any) -> dict[str, Any]:
    """YAML 1.1 reads a bare off as false."""
    return {key: "off" if key == "day" and value is False else value for key, value in signed.items()}


@dataclass(frozen=True)
class AnnouncedEntry(Entry):
    """Whether the days off of a year are announced."""

    def read(self, sent: Sent) -> Read:
        read = super().read(sent)
        document = self.fields[0]
        if not read.faults and document.read(sent) is None and self.value(document) is not None:
            after = None if self.signed else ABSENT
            return Read(
                [Change(self.path, self.decided, after)], [(document.label, document.told(self.value(document)), "—")]
            )
        return read


def announced_entry(years: NamedList, year: int) -> Entry:
    """The form that says by which document the days off of the year were announced."""
    field = Field(
        path=("document",),
        label="Số, ngày của thông báo nghỉ lễ, tết",
        hint="Bỏ trống: chưa công bố, mọi ngày của năm là tạm tính.",
    )
    signed, decided = years.signed_entry(year), years.decided_entry(year)
    about = ("Ngày lễ thường niên đã có sẵn. Ngày nghỉ, ngày làm bù riêng của năm thì thêm ở trang trước.",)
    section = Section(f"Năm {year}", (field,))
    return AnnouncedEntry(
        FILE, (years.key, year), f"Lịch nghỉ chính thức năm {year}", (section,), signed, decided, about
    )
