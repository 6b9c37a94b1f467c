"""*Lịch việc*: the days asked for, the choice, and the table of a month."""

from __future__ import annotations

import re
from datetime import date

import pytest

from dunghen.agenda.build import agenda
from dunghen.loading.config import BrokenPlan, Config
from dunghen.plans.plan import Plan
from dunghen.testing.builders import a_plan, an_office
from dunghen.views.agenda import (
    Asked,
    Cell,
    UnknownPlan,
    days_asked,
    month_asked,
    month_table,
    unknown_plan,
)

TODAY = date(2026, 11, 22)  # Chủ nhật


def test_nothing_asked_is_three_months_from_today() -> None:
    assert days_asked("", "", TODAY) == (date(2026, 11, 22), date(2027, 2, 22))


def test_days_asked_for_are_taken_as_they_are() -> None:
    assert days_asked("2026-11-27", "2026-11-27", TODAY) == (date(2026, 11, 27), date(2026, 11, 27))


@pytest.mark.parametrize(
    ("since", "until", "sentence"),
    [
        ("mai", "", "Từ ngày «mai» không phải một ngày; hãy chọn lại, ví dụ 2026-11-27."),
        ("2026-02-30", "", "Từ ngày «2026-02-30» không phải một ngày; hãy chọn lại, ví dụ 2026-11-27."),
        ("", "30/11/2026", "Đến ngày «30/11/2026» không phải một ngày; hãy chọn lại, ví dụ 2026-11-27."),
        ("9999-12-31", "", "Từ ngày 31/12/9999 ở ngoài các năm 2000–2100."),
        ("2026-11-30", "2026-11-01", "Ngày cuối 01/11/2026 đứng trước ngày đầu 30/11/2026."),
    ],
)
def test_what_is_no_day_is_told_in_a_sentence(since: str, until: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        days_asked(since, until, TODAY)


@pytest.mark.parametrize(
    ("month", "last"),
    [("2026-11", date(2026, 11, 30)), ("2028-02", date(2028, 2, 29)), ("2100-12", date(2100, 12, 31))],
)
def test_a_month_ends_on_its_last_day(month: str, last: date) -> None:
    assert month_asked(month) == (last.replace(day=1), last)


@pytest.mark.parametrize("month", ["2026-13", "11/2026", "0000-00", "2101-01", "2026-1", "'><script>"])
def test_what_is_no_month_is_told_in_a_sentence(month: str) -> None:
    with pytest.raises(ValueError, match="hãy ghi năm-tháng, ví dụ 2026-11"):
        month_asked(month)


def test_the_table_of_a_month_runs_from_monday_to_sunday_and_counts_each_day() -> None:
    first, last = date(2026, 11, 1), date(2026, 11, 30)
    office = an_office()

    weeks = month_table(first, agenda(a_plan(), office, first, last), office.calendar)

    assert [week[0].day for week in weeks] == [  # thứ Hai
        date(2026, 10, 26),
        date(2026, 11, 2),
        date(2026, 11, 9),
        date(2026, 11, 16),
        date(2026, 11, 23),
        date(2026, 11, 30),
    ]
    cells = {cell.day: cell for week in weeks for cell in week}
    assert cells[date(2026, 11, 26)].count == 1  # thứ Năm, một ngày làm việc trước hạn thứ Sáu 27/11
    assert (cells[date(2026, 11, 26)].summary, cells[date(2026, 11, 26)].density) == ("1 báo cáo", 1)
    assert (cells[date(2026, 11, 27)].count, cells[date(2026, 11, 27)].density) == (0, 0)
    assert not cells[date(2026, 11, 27)].is_off
    assert cells[date(2026, 11, 28)].is_off  # thứ Bảy
    assert not cells[date(2026, 10, 26)].in_month


def test_the_choice_goes_along_to_other_days() -> None:
    asked = Asked(date(2026, 11, 1), date(2026, 11, 30), plan="nq59-2025-2030", kind="report")

    assert asked.month_of(date(2026, 12, 1)) == "thang=2026-12&ke-hoach=nq59-2025-2030&loai=report"
    assert asked.list_of(date(2026, 11, 27), date(2026, 11, 27)) == (
        "tu=2026-11-27&den=2026-11-27&ke-hoach=nq59-2025-2030&loai=report"
    )


@pytest.mark.parametrize(
    ("unit", "kind", "kept"),
    [
        ("", "", True),
        ("cuc-dien-anh", "", True),
        ("lanh-dao-bo", "", False),
        ("", "report", True),
        ("", "event", False),
    ],
)
def test_only_what_was_chosen_is_kept(unit: str, kind: str, kept: bool) -> None:
    request = agenda(a_plan(), an_office(), date(2026, 10, 28), date(2026, 10, 28))[0]  # thứ Tư

    assert Asked(TODAY, TODAY, unit=unit, kind=kind).keeps(request) is kept


@pytest.mark.parametrize(
    ("counts", "density"), [({"report": 2}, 1), ({"report": 2, "event": 1}, 2), ({"event": 11}, 3), ({"event": 12}, 4)]
)
def test_the_more_there_is_to_do_the_deeper_the_tone_of_the_day(counts: dict[str, int], density: int) -> None:
    assert Cell(TODAY, counts, is_off=False, in_month=True).density == density


def test_the_choice_is_told_in_words() -> None:
    plan, directory = a_plan(), an_office().directory

    assert Asked(TODAY, TODAY).choice({plan.id: plan}, directory) == ""
    assert Asked(TODAY, TODAY, plan=plan.id, unit="cuc-dien-anh", kind="event").choice({plan.id: plan}, directory) == (
        "kế hoạch «Kế hoạch Nghị quyết 59» · đơn vị «Cục Điện ảnh» · loại «sự kiện, truyền thông»"
    )


def a_config(*plans: Plan | BrokenPlan) -> Config:
    return Config(an_office(), plans, (), {})


def test_a_plan_that_runs_or_none_at_all_is_not_unknown() -> None:
    assert unknown_plan("", a_config()) is None
    assert unknown_plan("nq59-2025-2030", a_config(a_plan())) is None


def test_of_an_unknown_plan_the_nearest_is_named_and_a_broken_one_is_told_apart() -> None:
    plan = a_plan()

    assert unknown_plan("nq59", a_config(plan)) == UnknownPlan("nq59", is_broken=False, nearest=plan)
    assert unknown_plan("nq-2025-2030", a_config(plan)) == UnknownPlan("nq-2025-2030", is_broken=False, nearest=plan)
    assert unknown_plan("zzz", a_config(plan)) == UnknownPlan("zzz", is_broken=False, nearest=None)
    assert unknown_plan("hong", a_config(BrokenPlan("hong", ()))) == UnknownPlan("hong", is_broken=True, nearest=None)
