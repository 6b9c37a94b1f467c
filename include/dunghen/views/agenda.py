"""*Lịch việc*: which days were asked for, what is kept of them, and a month as a table of weeks."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from dunghen.agenda.action import Action
from dunghen.calendar.working_days import WorkCalendar
from dunghen.directory.directory import Directory
from dunghen.kinds.registry import all_kinds, kind_named, kind_names
from dunghen.loading.config import Config
from dunghen.plans.plan import Plan
from dunghen.wording.dates import short_date
from dunghen.wording.nearest import nearest

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

    def choice(self, plans: Mapping[str, Plan], directory: Directory) -> str:
        """The choice in words, «kế hoạch … · loại báo cáo»; empty where everything is kept."""
        parts = {
            "kế hoạch": plans[self.plan].short_title if self.plan in plans else self.plan,
            "đơn vị": directory.name(self.unit) if self.unit else "",
            "loại": next((one.title for one in all_kinds() if one.name == self.kind), self.kind),
        }
        return " · ".join(f"{name} «{value}»" for name, value in parts.items() if value)

    def list_of(self, first: date, last: date) -> str:
        """The query of the list of other days, with the same choice."""
        return self._query(tu=first.isoformat(), den=last.isoformat())

    def month_of(self, day: date) -> str:
        """The query of the month table that holds the day, with the same choice."""
        return self._query(thang=f"{day:%Y-%m}")

    @property
    def all_of_them(self) -> str:
        """The query of the list of the same days without any choice."""
        return urlencode({"tu": self.first.isoformat(), "den": self.last.isoformat()})

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
class UnknownPlan:
    """A plan was asked for that does not run: nobody knows it, or its file is broken."""

    asked: str
    is_broken: bool
    nearest: Plan | None
    """The plan whose id is most like the one asked for."""


def unknown_plan(asked: str, config: Config) -> UnknownPlan | None:
    """Why there is nothing to show of the plan asked for; None where there is, or where none was asked for."""
    plans = {plan.id: plan for plan in config.sound_plans}
    if not asked or asked in plans:
        return None
    broken = {one.file_stem for one in config.broken_plans}
    # The beginning of a name is the name for whoever typed it.
    like = next((name for name in plans if name.startswith(asked)), None) or nearest(asked, plans)
    return UnknownPlan(asked, asked in broken, plans[like] if like else None)


FULL = 12
"""So many actions on a day are shown as a full day; fewer in four tones below it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of the month table; ``kinds`` says how many actions of each kind, in the order of the registry."""

    day: date
    kinds: Mapping[str, int]
    is_off: bool
    in_month: bool

    @property
    def count(self) -> int:
        """Of all kinds together."""
        return sum(self.kinds.values())

    @property
    def density(self) -> int:
        """From 0 (nothing) to 4 (``FULL`` and more): the tone of the cell."""
        return sum(self.count >= least for least in (1, 3, 6, FULL))

    @property
    def summary(self) -> str:
        """«2 báo cáo, 1 cuộc họp»."""
        return ", ".join(f"{count} {kind_named(kind).title}" for kind, count in self.kinds.items())


def month_table(first: date, actions: Iterable[Action], work: WorkCalendar) -> list[list[Cell]]:
    """The weeks of a month from Monday to Sunday, with what falls due on each day."""
    counts = Counter((action.step.due, action.duty.kind) for action in actions)
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    return [[_cell(day, counts, work, in_month=day.month == first.month) for day in week] for week in weeks]


def _cell(day: date, counts: Mapping[tuple[date, str], int], work: WorkCalendar, *, in_month: bool) -> Cell:
    kinds = {kind: counts[day, kind] for kind in kind_names() if (day, kind) in counts}
    return Cell(day, kinds, not work.is_working(day), in_month)
