"""*Lịch việc*: which days were asked for, what is kept of them, and a month as a table of weeks."""

from __future__ import annotations

import calendar
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from dunghen.wording.dates import short_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dunghen.agenda.action import Action
    from dunghen.calendar.working_days import WorkCalendar

SHOWN = timedelta(days=92)
"""How far the list reaches from its first day, unless asked otherwise."""
YEARS = range(2000, 2101)
"""No plan has days outside of these."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The days that are shown, both included, and what is shown of them; an empty text keeps everything."""

    first: date
    last: date
    plan: str = ""
    unit: str = ""
    kind: str = ""

    def keeps(self, action: Action) -> bool:
        """Whether the action is of the kind and to the unit asked for."""
        return self.kind in ("", action.duty.kind) and (self.unit == "" or self.unit in action.step.recipients)

    def list_of(self, first: date, last: date) -> str:
        """The query of the list of other days, with the same choice."""
        return self._query(tu=first.isoformat(), den=last.isoformat())

    def month_of(self, day: date) -> str:
        """The query of the month table that holds the day, with the same choice."""
        return self._query(thang=f"{day:%Y-%m}")

    def _query(self, **days: str) -> str:
        chosen = {"ke-hoach": self.plan, "don-vi": self.unit, "loai": self.kind}
        return urlencode({**days, **{name: value for name, value in chosen.items() if value}})


def days_asked(since: str, until: str, today: date) -> tuple[date, date]:
    """First and last day of the list; three months from today where nothing is given.

    Raises:
        ValueError: one of them is no day, or they are in the wrong order; with a sentence for the reader.
    """
    first = _day(since, "Từ ngày") if since else today
    last = _day(until, "Đến ngày") if until else first + SHOWN
    if last < first:
        raise ValueError(f"Ngày cuối {short_date(last)} đứng trước ngày đầu {short_date(first)}.")
    return first, last


def month_asked(text: str) -> tuple[date, date]:
    """First and last day of a month written «2026-11».

    Raises:
        ValueError: it is no month; with a sentence for the reader.
    """
    try:
        first = _day(f"{text}-01", "Tháng")
    except ValueError as error:
        raise ValueError(f"Tháng «{text}» không đúng; hãy ghi năm-tháng, ví dụ 2026-11.") from error
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _day(text: str, name: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{name} «{text}» không phải một ngày; hãy chọn lại, ví dụ 2026-11-27.") from error
    if day.year not in YEARS:
        raise ValueError(f"{name} {short_date(day)} ở ngoài các năm {YEARS[0]}–{YEARS[-1]}.")
    return day


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of the month table."""

    day: date
    count: int
    is_off: bool
    in_month: bool


def month_table(first: date, actions: Iterable[Action], work: WorkCalendar) -> list[list[Cell]]:
    """The weeks of a month from Monday to Sunday, with how many actions fall due on each day."""
    counts = Counter(action.step.due for action in actions)
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    return [
        [Cell(day, counts[day], not work.is_working(day), day.month == first.month) for day in week] for week in weeks
    ]
