"""*Diễn tập*: which period, which mails, how many in each week or month."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from dunghen.views.rehearsal import Wanted, bars, period_asked
from dunghen.wording.dates import HANOI
from tests.unit.views.rehearsals import PLAN, a_mail, a_part

TODAY = date(2026, 11, 22)  # Chủ nhật
OUTWARD = a_part(f"{PLAN}/annual-report/2026/deliver-outward/bo-ngoai-giao", outward=True, approval=True)


def on(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 8, tzinfo=HANOI)


def test_three_months_from_today_where_nothing_is_asked() -> None:
    assert period_asked("", "", TODAY) == (TODAY, date(2027, 2, 22))


@pytest.mark.parametrize(("since", "until"), [("2026-11-22", "2028-11-21"), ("2028-02-29", "2030-02-28")])
def test_two_years_are_the_longest_period(since: str, until: str) -> None:
    assert period_asked(since, until, TODAY) == (date.fromisoformat(since), date.fromisoformat(until))


@pytest.mark.parametrize(
    ("since", "until", "sentence"),
    [
        ("2026-11-22", "2028-11-22", "nhiều nhất 24 tháng: từ 22/11/2026 thì ngày cuối chậm nhất là 21/11/2028"),
        ("2028-02-29", "2030-03-01", "chậm nhất là 28/02/2030"),
        ("2026-11-22", "2026-11-21", "Ngày cuối 21/11/2026 đứng trước ngày đầu 22/11/2026."),
        ("hôm nay", "", "Từ ngày «hôm nay» không phải một ngày"),
    ],
)
def test_what_cannot_be_rehearsed_is_refused_with_a_sentence(since: str, until: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        period_asked(since, until, TODAY)


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        (Wanted(), True),
        (Wanted(plan=PLAN, recipient="cuc-dien-anh", duty=f"{PLAN}/annual-report"), True),
        (Wanted(plan="ke-hoach-khac"), False),
        (Wanted(recipient="cuc-bao-chi"), False),
        (Wanted(duty="ke-hoach-khac/annual-report"), False),
        (Wanted(recipient="cuc-dien-anh", duty=f"{PLAN}/khac"), False),
    ],
)
def test_a_mail_is_kept_by_plan_recipient_and_duty(wanted: Wanted, kept: bool) -> None:
    assert wanted.keeps(a_mail()) is kept


def test_recipient_and_duty_must_be_those_of_one_part() -> None:
    mail = a_mail(a_part(), a_part(f"{PLAN}/khac/2026/remind-7/cuc-bao-chi"))

    assert Wanted(recipient="cuc-bao-chi", duty=f"{PLAN}/khac").keeps(mail)
    assert not Wanted(recipient="cuc-bao-chi", duty=f"{PLAN}/annual-report").keeps(mail)


def test_a_short_period_is_counted_by_weeks_cut_to_the_period() -> None:
    mails = [a_mail(at=on(2026, 11, 18)), a_mail(at=on(2026, 11, 20)), a_mail(OUTWARD, at=on(2026, 12, 4))]

    found = bars(mails, date(2026, 11, 18), date(2026, 12, 4))

    assert [(one.label, one.inside, one.outside) for one in found] == [
        ("18/11-22/11/2026", 2, 0),
        ("23/11-29/11/2026", 0, 0),
        ("30/11-04/12/2026", 0, 1),
    ]
    assert [(one.inside_length, one.outside_length) for one in found] == [(100, 0), (0, 0), (0, 50)]


def test_a_long_period_is_counted_by_months() -> None:
    found = bars([a_mail(at=on(2027, 1, 31))], date(2026, 12, 31), date(2027, 4, 30))

    assert [(one.label, one.inside) for one in found] == [
        ("12/2026", 0), ("01/2027", 1), ("02/2027", 0), ("03/2027", 0), ("04/2027", 0),
    ]  # fmt: skip


def test_without_mails_there_is_nothing_to_draw() -> None:
    assert {one.inside_length for one in bars([], date(2026, 11, 1), date(2026, 11, 30))} == {0}
