"""The days on which a plan's DAG runs."""

from __future__ import annotations

import re
from datetime import date, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pendulum
import pytest
from airflow.sdk.exceptions import AirflowTimetableInvalid
from airflow.timetables.base import DagRunInfo, DataInterval, TimeRestriction
from airflow.utils.types import DagRunType
from hypothesis import given
from hypothesis import strategies as st

from dunghen.entrypoints.timetable import DutyDaysTimetable

if TYPE_CHECKING:
    from collections.abc import Iterator

# Far enough ahead that the tests need no clock: Monday, Thursday and Friday of one week.
MONDAY, THURSDAY, FRIDAY = date(2099, 11, 2), date(2099, 11, 5), date(2099, 11, 6)
# And behind: a Monday and a Wednesday.
PAST = (date(2020, 11, 2), date(2020, 11, 4))

EVERYTHING = TimeRestriction(earliest=None, latest=None, catchup=True)
NEWEST = TimeRestriction(earliest=None, latest=None, catchup=False)


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> pendulum.DateTime:
    return pendulum.datetime(year, month, day, hour, minute, tz="UTC")


def after(instant: pendulum.DateTime | None) -> DataInterval | None:
    return DataInterval.exact(instant) if instant else None


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (None, utc(2099, 11, 2, 1)),  # thứ Hai 08:00 in Hà Nội is 01:00 UTC
        (utc(2099, 11, 2, 1), utc(2099, 11, 5, 1)),
        (utc(2099, 11, 5, 1), utc(2099, 11, 6, 1)),
        (utc(2099, 11, 6, 1), None),
    ],
)
def test_it_runs_at_the_hour_of_each_day_and_ends_after_the_last(
    last: pendulum.DateTime | None, expected: pendulum.DateTime | None
) -> None:
    timetable = DutyDaysTimetable([FRIDAY, MONDAY, THURSDAY, MONDAY])

    info = timetable.next_dagrun_info(last_automated_data_interval=after(last), restriction=NEWEST)

    assert (info and info.run_after) == expected


def test_an_hour_before_seven_falls_on_the_day_before_in_utc() -> None:
    timetable = DutyDaysTimetable([MONDAY], at=time(5, 30))

    info = timetable.next_dagrun_info(last_automated_data_interval=None, restriction=NEWEST)

    assert info is not None
    assert info.run_after == utc(2099, 11, 1, 22, 30)
    assert info.data_interval == DataInterval.exact(utc(2099, 11, 1, 22, 30))


def test_without_catchup_only_the_newest_missed_day_runs_and_then_the_future() -> None:
    timetable = DutyDaysTimetable([*PAST, MONDAY])

    first = timetable.next_dagrun_info(last_automated_data_interval=None, restriction=NEWEST)
    assert first is not None
    second = timetable.next_dagrun_info(last_automated_data_interval=first.data_interval, restriction=NEWEST)

    assert first.run_after == utc(2020, 11, 4, 1)
    assert second is not None
    assert second.run_after == utc(2099, 11, 2, 1)


def test_the_newest_missed_day_is_never_lost_however_often_the_file_is_parsed() -> None:
    timetable = DutyDaysTimetable(PAST)

    answers = [
        timetable.next_dagrun_info(last_automated_data_interval=after(utc(2020, 11, 2, 1)), restriction=NEWEST)
        for _ in range(3)
    ]

    assert [info and info.run_after for info in answers] == [utc(2020, 11, 4, 1)] * 3


def test_with_catchup_every_missed_day_runs_in_turn() -> None:
    timetable = DutyDaysTimetable(PAST)

    first = timetable.next_dagrun_info(last_automated_data_interval=None, restriction=EVERYTHING)

    assert first is not None
    assert first.run_after == utc(2020, 11, 2, 1)


def test_nothing_runs_before_the_start_or_after_the_end_of_the_dag() -> None:
    timetable = DutyDaysTimetable([MONDAY, THURSDAY, FRIDAY])
    only_thursday = TimeRestriction(earliest=utc(2099, 11, 3), latest=utc(2099, 11, 5, 23), catchup=True)

    first = timetable.next_dagrun_info(last_automated_data_interval=None, restriction=only_thursday)
    assert first is not None
    then = timetable.next_dagrun_info(last_automated_data_interval=first.data_interval, restriction=only_thursday)

    assert first.run_after == utc(2099, 11, 5, 1)
    assert then is None


def test_a_plan_without_days_never_runs_by_itself() -> None:
    timetable = DutyDaysTimetable([])

    assert timetable.next_dagrun_info(last_automated_data_interval=None, restriction=NEWEST) is None
    assert timetable.summary == "không có ngày nào tự chạy"


@pytest.mark.parametrize(
    ("days", "summary"),
    [
        ([MONDAY], "1 ngày có việc, 02/11/2099, 08:00"),
        ([FRIDAY, MONDAY], "2 ngày có việc, 02/11/2099 – 06/11/2099, 08:00"),
    ],
)
def test_the_summary_says_in_vietnamese_how_many_days_from_when_to_when(days: list[date], summary: str) -> None:
    assert DutyDaysTimetable(days).summary == summary


def test_the_description_names_the_days_with_their_weekdays() -> None:
    assert DutyDaysTimetable([FRIDAY, MONDAY], at=time(7, 30)).description == (
        "Chạy lúc 07:30 giờ Việt Nam các ngày: thứ Hai, 02/11/2099; thứ Sáu, 06/11/2099."
    )


def test_the_serialised_form_is_plain_json_and_reads_back() -> None:
    timetable = DutyDaysTimetable([FRIDAY, MONDAY], at=time(7, 30))

    data = timetable.serialize()

    assert data == {"days": ["2099-11-02", "2099-11-06"], "at": "07:30:00", "tz": "Asia/Ho_Chi_Minh"}
    assert DutyDaysTimetable.deserialize(data) == timetable


def test_a_form_that_lacks_or_adds_keys_still_reads() -> None:
    timetable = DutyDaysTimetable.deserialize({"days": ["2099-11-02"], "label": "of another version"})

    assert timetable == DutyDaysTimetable([MONDAY])


@pytest.mark.parametrize("zone", ["Asia/Ha_Noi", "Asia", ""])
def test_a_zone_that_does_not_exist_is_refused(zone: str) -> None:
    with pytest.raises(AirflowTimetableInvalid, match=f"«{zone}»"):
        DutyDaysTimetable([MONDAY], tz=zone).validate()


def test_a_manual_run_covers_its_own_instant() -> None:
    interval = DutyDaysTimetable([MONDAY]).infer_manual_data_interval(run_after=utc(2099, 1, 1, 9))

    assert interval == DataInterval(start=utc(2099, 1, 1, 9), end=utc(2099, 1, 1, 9))


@pytest.mark.parametrize(
    ("hour", "again"),
    [
        (time(6), None),
        (time(8), None),
        (time(8, 1, 30), utc(2020, 11, 2, 1, 1) + pendulum.duration(seconds=30)),
        (time(14), utc(2020, 11, 2, 7)),
        (time(23, 59), utc(2020, 11, 2, 16, 59)),
    ],
)
def test_a_day_that_has_run_runs_again_only_where_its_hour_is_moved_later(
    hour: time, again: pendulum.DateTime | None
) -> None:
    eight = after(utc(2020, 11, 2, 1))

    info = DutyDaysTimetable(PAST[:1], hour).next_dagrun_info(last_automated_data_interval=eight, restriction=NEWEST)

    assert (info and info.run_after) == again


@pytest.mark.parametrize("hour", [time(6), time(8), time(23, 59, 59)])
def test_a_day_that_has_not_run_runs_wherever_its_hour_is_moved(hour: time) -> None:
    monday = after(utc(2020, 11, 2, 7))
    timetable = DutyDaysTimetable(PAST, hour)

    info = timetable.next_dagrun_info(last_automated_data_interval=monday, restriction=NEWEST)

    assert info is not None
    assert info.run_after.in_timezone("Asia/Ho_Chi_Minh").date() == date(2020, 11, 4)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (DagRunType.SCHEDULED, "scheduled__2099-11-01T22:30:00+00:00"),
        (DagRunType.BACKFILL_JOB, "backfill__2099-11-01T22:30:00+00:00"),
        (DagRunType.MANUAL, "manual__2099-11-01T22:30:00+00:00"),
    ],
)
def test_a_run_is_named_by_its_instant(kind: DagRunType, name: str) -> None:
    instant = utc(2099, 11, 1, 22, 30)

    made = DutyDaysTimetable([MONDAY]).generate_run_id(
        run_type=kind, run_after=instant, data_interval=DataInterval.exact(instant)
    )

    assert made == name


zones = st.sampled_from(["Asia/Ho_Chi_Minh", "UTC", "Pacific/Apia", "America/Sao_Paulo", "Etc/GMT+12", "Etc/GMT-14"])
timetables = st.builds(DutyDaysTimetable, st.lists(st.dates(), max_size=5), st.times(), zones)
near = st.builds(
    DutyDaysTimetable,
    st.lists(st.dates(date(2011, 12, 29), date(2012, 1, 1)), max_size=4),  # Samoa had no 30 December
    st.sampled_from([time(0), time(8), time(8, 0, 1), time(23, 59, 59, 999999)]),
    zones,
)


def runs_of(timetable: DutyDaysTimetable) -> Iterator[DagRunInfo]:
    """As a backfill walks through them."""
    info = timetable.next_dagrun_info(last_automated_data_interval=None, restriction=EVERYTHING)
    while info is not None:
        yield info
        info = timetable.next_dagrun_info(last_automated_data_interval=info.data_interval, restriction=EVERYTHING)


@given(st.lists(timetables | near, max_size=4))
def test_whatever_is_entered_two_runs_have_one_name_only_where_they_have_one_logical_date(
    versions: list[DutyDaysTimetable],
) -> None:
    logical_dates = {
        (
            version.generate_run_id(
                run_type=DagRunType.SCHEDULED, run_after=run.run_after, data_interval=run.data_interval
            ),
            run.logical_date,
        )
        for version in versions
        for run in runs_of(version)
    }

    names = [name for name, _ in logical_dates]
    assert len(set(names)) == len(names) == len({logical for _, logical in logical_dates})
    assert not [name for name in names if re.fullmatch(r"scheduled__\d{4}-\d{2}-\d{2}", name)]  # an older version's


@given(timetables | near)
def test_every_day_but_those_at_the_edge_of_the_calendar_has_its_run(timetable: DutyDaysTimetable) -> None:
    runs = [run.run_after.astimezone(ZoneInfo(timetable.tz)) for run in runs_of(timetable)]

    expected = {day for day in timetable.days if 1 < day.year < 9999}
    if timetable.tz == "Pacific/Apia" and date(2011, 12, 30) in expected:
        expected = expected - {date(2011, 12, 30)} | {date(2011, 12, 31)}
    assert {run.date() for run in runs} == expected
    assert runs == sorted(runs)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates().map(str) | st.times().map(str),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(st.fixed_dictionaries({}, optional={"days": anything, "at": anything, "tz": anything}) | anything)
def test_whatever_the_database_holds_reads_as_a_timetable_that_can_be_asked(data: Any) -> None:
    timetable = DutyDaysTimetable.deserialize(data)

    timetable.validate()
    assert DutyDaysTimetable.deserialize(timetable.serialize()) == timetable
    assert timetable.summary
    assert len(list(runs_of(timetable))) <= len(timetable.days)


@pytest.mark.parametrize(
    "spoilt",
    [
        {"days": ["2099-11-02", "2099-11-31", "", 20991103, None, ["2099-11-05"]]},
        {"at": "25:00"},
        {"at": None},
        {"at": 8},
        {"tz": "Asia/Ha_Noi"},
        {"tz": "Asia"},
        {"tz": "../../etc"},
        {"tz": ["Asia/Tokyo"]},
    ],
)
def test_what_cannot_be_read_falls_back_and_leaves_the_rest(spoilt: dict[str, Any]) -> None:
    sound = DutyDaysTimetable([MONDAY])

    assert DutyDaysTimetable.deserialize({**sound.serialize(), **spoilt}) == sound
