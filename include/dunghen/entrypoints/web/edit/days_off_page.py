"""*Sửa → Ngày nghỉ*: the year as a picture, swaps of a day off and a make-up day, and whether a year is announced."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Response

from dunghen.decision import ABSENT
from dunghen.editing.days_off import FILE, announced_entry, override_entry, swap_entry
from dunghen.entrypoints.web.edit.flow import HERE, Editing, Found, Written, form_at
from dunghen.entrypoints.web.edit.list import HUB, named_list
from dunghen.entrypoints.web.installation import config_in_force
from dunghen.entrypoints.web.page import TODAY, page
from dunghen.fields.field import Field
from dunghen.views.days_off import notable, year_of_days

router = APIRouter(prefix="/sua/ngay-nghi")

LIST = f"{HUB}/ngay-nghi"
NO_DAY = "Bảng ngày nghỉ, ngày làm bù không có ngày này."
_DOCUMENT = Field(path=("document",), label="")


def _year(year: Annotated[int | None, Query(alias="nam", ge=2000, le=2100)] = None, today: date = TODAY) -> int:
    return year or today.year


Year = Annotated[int, Depends(_year)]
"""The year that is asked for; else the one it is."""


@router.get("")
def year_page(year: Year, written: Written = None, today: date = TODAY) -> Response:
    """The days off of one year."""
    config = config_in_force()
    calendar = config.office.calendar
    overrides = named_list(FILE, "overrides")
    documents = {
        day: str(overrides.entry(day, "", ()).value(_DOCUMENT) or "") for day in calendar.overrides if day.year == year
    }
    decided = frozenset(day for day in documents if overrides.decided_entry(day) is not ABSENT)
    months = year_of_days(year, calendar, documents, decided)
    announced = named_list(FILE, "announced").entry(year, "", ()).value(_DOCUMENT)
    return page(
        "edit_days_off.html",
        here=HERE,
        year=year,
        months=months,
        days=notable(months),
        is_announced=not calendar.is_provisional(date(year, 1, 1)),
        announced=announced,
        problems=[one for one in config.problems if one.file.endswith(FILE)],
        today=today,
        written=written,
        address=LIST,
    )


def _back(year: int) -> tuple[str, str]:
    return f"{LIST}?{urlencode({'nam': year})}", f"Ngày nghỉ năm {year}"


def _swap(year: Year) -> Found:
    calendar = config_in_force().office.calendar
    entry = swap_entry(named_list(FILE, "overrides"), calendar)
    back = _back(year)
    return Editing(entry, f"{LIST}/them?{urlencode({'nam': year})}", back, back[0])


def day_editing(day: Annotated[date, Query(alias="ngay")]) -> Found:
    """The form of one day of the table."""
    overrides = named_list(FILE, "overrides")
    calendar = config_in_force().office.calendar
    if day not in overrides.names:
        return NO_DAY
    name = calendar.holiday_name(day)
    about = (f"Theo lịch nghỉ lễ thường niên, đây là {name}.",) if name else ()
    entry = override_entry(overrides, day, about)
    back = _back(day.year)
    return Editing(entry, f"{LIST}/ngay?{urlencode({'ngay': day.isoformat()})}", back, back[0])


def announced_editing(year: Year) -> Found:
    """By which document the days off of the year were announced."""
    back = _back(year)
    entry = announced_entry(named_list(FILE, "announced"), year)
    return Editing(entry, f"{LIST}/cong-bo?{urlencode({'nam': year})}", back, back[0])


form_at(router, "/them", _swap)
form_at(router, "/ngay", day_editing)
form_at(router, "/cong-bo", announced_editing)
