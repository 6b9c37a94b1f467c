"""The days on which a plan's DAG runs."""

from __future__ import annotations

from datetime import date, time

import pendulum
import pytest
from airflow.sdk.exceptions import AirflowTimetableInvalid
from airflow.timetables.base import DataInterval, TimeRestriction
from airflow.utils.types import DagRunType

from dunghen.entrypoints.timetable import DutyDaysTimetable

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


def test_a_zone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(AirflowTimetableInvalid, match="Asia/Ha_Noi"):
        DutyDaysTimetable([MONDAY], tz="Asia/Ha_Noi").validate()


def test_a_manual_run_covers_its_own_instant() -> None:
    interval = DutyDaysTimetable([MONDAY]).infer_manual_data_interval(run_after=utc(2099, 1, 1, 9))

    assert interval == DataInterval(start=utc(2099, 1, 1, 9), end=utc(2099, 1, 1, 9))


@pytest.mark.parametrize(
    ("kind", "instant", "name"),
    [
        (DagRunType.SCHEDULED, utc(2099, 11, 2, 1), "scheduled__2099-11-02"),
        (DagRunType.SCHEDULED, utc(2099, 11, 1, 22, 30), "scheduled__2099-11-02"),  # 05:30 of the 2nd in Hà Nội
        (DagRunType.MANUAL, utc(2099, 11, 2, 1), "manual__2099-11-02T01:00:00+00:00"),
    ],
)
def test_an_automatic_run_is_named_by_its_local_day(kind: DagRunType, instant: pendulum.DateTime, name: str) -> None:
    timetable = DutyDaysTimetable([MONDAY])

    made = timetable.generate_run_id(run_type=kind, run_after=instant, data_interval=DataInterval.exact(instant))

    assert made == name
