"""The timetable of a plan: Airflow runs the plan's DAG on the days on which the plan has something to do, and no others.

The days travel inside the serialised DAG, so the scheduler and the API server never read a plan file.
"""

from __future__ import annotations

import operator
from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pendulum
from airflow.timetables.base import DagRunInfo, DataInterval, Timetable

from dunghen.plans.plan import MORNING
from dunghen.wording.dates import HANOI, long_date, short_date

if TYPE_CHECKING:
    from airflow.timetables.base import TimeRestriction

_SHOWN = 12
# ``ZoneInfo("Asia")`` finds a folder, which is an OSError; an unknown zone is a KeyError.
_UNREADABLE = (TypeError, ValueError, OSError, ZoneInfoNotFoundError)

Read = TypeVar("Read")


class DutyDaysTimetable(Timetable):
    """Fires at one hour on each of the given days, and never after the last of them.

    With ``catchup`` off, days missed while the scheduler was down are not made up one by one: the newest of them runs,
    once, and what is due on that run is a window anyway (ADR 0005). It is never lost: unlike Airflow's own
    ``EventsTimetable``, a parse between the hour and the creation of the run does not move on to the next day.

    A run is of its instant, not of its day: a day whose hour is moved later after its run has another run at the new
    hour. It has to. A run reads the plan's file as it then stands, and one that was made at 08:00 while the file already
    said 14:00 finds nothing due yet; the ledger makes the second run harmless where the first found its work. An hour
    moved earlier needs no second run: whatever is due by then was due to the run there has been.

    The instant names the run too (Airflow's own name, in UTC), so that two runs have one name only where they have one
    logical date, which the scheduler looks for before it makes a run. It does not look for the name: a name of the day
    alone, made twice, ended the scheduler at every start, for all plans.

    Args:
        days: days of the zone ``tz``, in any order; the first and last years of the calendar have no instant and never
            run.
        at: the hour, local to ``tz``.
        tz: an IANA zone name.
    """

    def __init__(self, days: Iterable[date], at: time = MORNING, tz: str = HANOI.key) -> None:
        self.days = tuple(sorted(set(days)))
        self.at = at
        self.tz = tz
        self.description = self._describe()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DutyDaysTimetable) and self.serialize() == other.serialize()

    def __hash__(self) -> int:
        return hash((self.days, self.at, self.tz))

    @property
    def summary(self) -> str:
        """«55 ngày có việc, 28/10/2026 – 06/12/2030, 08:00» (the UI's *Schedule*)."""
        if not self.days:
            return "không có ngày nào tự chạy"
        if len(self.days) == 1:
            return f"1 ngày có việc, {short_date(self.days[0])}, {self.at:%H:%M}"
        first, last = short_date(self.days[0]), short_date(self.days[-1])
        return f"{len(self.days)} ngày có việc, {first} – {last}, {self.at:%H:%M}"

    def _describe(self) -> str:
        if not self.days:
            return "Kế hoạch không có ngày nào tự chạy; vẫn chạy tay được."
        shown = "; ".join(long_date(day) for day in self.days[:_SHOWN])
        more = f"; … (còn {len(self.days) - _SHOWN} ngày)" if len(self.days) > _SHOWN else ""
        return f"Chạy lúc {self.at:%H:%M} giờ Việt Nam các ngày: {shown}{more}."

    def serialize(self) -> dict[str, Any]:
        """The JSON form kept in Airflow's database."""
        return {"days": [day.isoformat() for day in self.days], "at": self.at.isoformat(), "tz": self.tz}

    @classmethod
    def deserialize(cls, data: Any) -> DutyDaysTimetable:
        """Read ``serialize``'s form. Never raises: this runs inside the scheduler, for all plans.

        What an older or newer version wrote differently, or is not there, falls back: an unreadable day to none, the hour
        and the zone to the defaults. The next parse of the plan's file writes the form anew, within minutes.
        """
        stored = data if isinstance(data, dict) else {}
        days = stored.get("days")
        read = [_read(date.fromisoformat, day) for day in (days if isinstance(days, list) else ())]
        at, tz = _read(time.fromisoformat, stored.get("at")), _read(ZoneInfo, stored.get("tz"))
        return cls([day for day in read if day], MORNING if at is None else at, (tz or HANOI).key)

    def validate(self) -> None:
        """Check the zone when the DAG is made.

        Raises:
            AirflowTimetableInvalid: the zone does not exist.
        """
        from airflow.sdk.exceptions import AirflowTimetableInvalid

        if _read(ZoneInfo, self.tz) is None:
            raise AirflowTimetableInvalid(f"không có múi giờ «{self.tz}»")

    def infer_manual_data_interval(self, *, run_after: pendulum.DateTime) -> DataInterval:
        """A manual run covers its own instant."""
        return DataInterval.exact(run_after)

    def next_dagrun_info(
        self, *, last_automated_data_interval: DataInterval | None, restriction: TimeRestriction
    ) -> DagRunInfo | None:
        """The next run after the last automated one, within the DAG's start and end; None once the plan is over."""
        bounds = (
            (operator.ge, restriction.earliest),
            (operator.le, restriction.latest),
            (operator.gt, last_automated_data_interval and last_automated_data_interval.end),
        )
        instants = self._instants()
        for holds, bound in bounds:
            if bound is not None:
                instants = [instant for instant in instants if holds(instant, bound)]
        if not restriction.catchup:
            missed = bisect_right(instants, pendulum.now("UTC"))
            instants = instants[max(missed - 1, 0) :]
        return DagRunInfo.exact(instants[0]) if instants else None

    def _instants(self) -> list[pendulum.DateTime]:
        """The hour of every day, in order. A zone may lack a day, whose hour then falls on that of another."""
        zone, edges = ZoneInfo(self.tz), (date.min.year, date.max.year)
        local = (datetime.combine(day, self.at, zone) for day in self.days if day.year not in edges)
        return sorted({pendulum.instance(hour.astimezone(UTC)) for hour in local})


def _read(reader: Callable[[str], Read], stored: Any) -> Read | None:
    """What the reader makes of it; None where it cannot be read."""
    try:
        return reader(stored)
    except _UNREADABLE:
        return None
