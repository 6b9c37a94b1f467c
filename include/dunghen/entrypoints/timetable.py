"""The timetable of a plan: Airflow runs the plan's DAG on the days on which the plan has something to do, and no others.

The days travel inside the serialised DAG, so the scheduler and the API server never read a plan file.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pendulum
from airflow.timetables.base import DagRunInfo, DataInterval, Timetable

from dunghen.wording.dates import long_date, short_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from airflow.timetables.base import TimeRestriction
    from airflow.utils.types import DagRunType

_ZONE = "Asia/Ho_Chi_Minh"
_MORNING = time(8)
_SHOWN = 12


class DutyDaysTimetable(Timetable):
    """Fires at one hour on each of the given days, and never after the last of them.

    With ``catchup`` off, days missed while the scheduler was down are not made up one by one: the newest of them runs,
    once, and what is due on that run is a window anyway (ADR 0005). It is never lost: unlike Airflow's own
    ``EventsTimetable``, a parse between the hour and the creation of the run does not move on to the next day.

    Args:
        days: days of the zone ``tz``, in any order.
        at: the hour, local to ``tz``.
        tz: an IANA zone name.
    """

    def __init__(self, days: Iterable[date], at: time = _MORNING, tz: str = _ZONE) -> None:
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
    def deserialize(cls, data: dict[str, Any]) -> DutyDaysTimetable:
        """Read ``serialize``'s form; keys that an older or newer version wrote differently fall back to the defaults."""
        return cls(
            [date.fromisoformat(day) for day in data.get("days", ())],
            time.fromisoformat(data.get("at", _MORNING.isoformat())),
            data.get("tz", _ZONE),
        )

    def validate(self) -> None:
        """Check the zone when the DAG is made.

        Raises:
            AirflowTimetableInvalid: the zone does not exist.
        """
        from airflow.sdk.exceptions import AirflowTimetableInvalid

        try:
            ZoneInfo(self.tz)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise AirflowTimetableInvalid(f"không có múi giờ «{self.tz}»") from error

    def infer_manual_data_interval(self, *, run_after: pendulum.DateTime) -> DataInterval:
        """A manual run covers its own instant."""
        return DataInterval.exact(run_after)

    def next_dagrun_info(
        self, *, last_automated_data_interval: DataInterval | None, restriction: TimeRestriction
    ) -> DagRunInfo | None:
        """The next run after the last automated one, within the DAG's start and end; None once the plan is over."""
        instants = [self._instant(day) for day in self.days]
        if restriction.earliest is not None:
            instants = [one for one in instants if one >= restriction.earliest]
        if restriction.latest is not None:
            instants = [one for one in instants if one <= restriction.latest]
        if last_automated_data_interval is not None:
            instants = [one for one in instants if one > last_automated_data_interval.end]
        if not restriction.catchup:
            missed = [one for one in instants if one <= pendulum.now("UTC")]
            instants = [*missed[-1:], *instants[len(missed) :]]
        return DagRunInfo.exact(instants[0]) if instants else None

    def generate_run_id(
        self, *, run_type: DagRunType, run_after: pendulum.DateTime, data_interval: DataInterval | None, **extra: Any
    ) -> str:
        """«scheduled__2026-11-02»: the local day names an automatic run; other runs keep Airflow's name."""
        if run_type.value in ("scheduled", "backfill"):
            return f"{run_type.value}__{run_after.astimezone(ZoneInfo(self.tz)):%Y-%m-%d}"
        return super().generate_run_id(run_type=run_type, run_after=run_after, data_interval=data_interval, **extra)

    def _instant(self, day: date) -> pendulum.DateTime:
        return pendulum.instance(datetime.combine(day, self.at, ZoneInfo(self.tz)).astimezone(UTC))
