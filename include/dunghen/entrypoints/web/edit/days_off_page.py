"""*Sửa → Ngày nghỉ*: the year as a picture, swaps of a day off and a make-up day, and whether a year is announced."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Response

from dunghen.decision import ABSENT
from dunghen.editing.days_off import FILE, announced_entry, override_entry, swap_entry
from dunghen.entrypoints.clock import now_in_hanoi
from dunghen.entrypoints.web import csrf
from dunghen.entrypoints.web.access import ACTS, EDITOR
from dunghen.entrypoints.web.edit.flow import FIELDS, HERE, Editing, Written, answer, edit_page
from dunghen.entrypoints.web.edit.list import HUB, named_list
from dunghen.entrypoints.web.installation import config_in_force
from dunghen.entrypoints.web.page import absent, page
from dunghen.fields.field import Field
from dunghen.views.days_off import notable, year_of_days

router = APIRouter(prefix="/sua/ngay-nghi")

LIST = f"{HUB}/ngay-nghi"
NO_DAY = "Bảng ngày nghỉ, ngày làm bù không có ngày này."
_DOCUMENT = Field(path=("document",), label="")
Year = Annotated[int | None, Query(alias="nam", ge=2000, le=2100)]


@router.get("")
def year_page(year: Year = None, written: Written = None) -> Response:
    """The days off of one year."""
    year = year or now_in_hanoi().year
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
        today=now_in_hanoi().date(),
        written=written,
        address=LIST,
    )


@router.get("/them")
def swap_page(year: Year = None, user: object = EDITOR) -> Response:
    """Add a day off and the day worked for it."""
    return edit_page(_swap(year), user)


@router.post("/them", dependencies=[ACTS])
def add_swap(
    by: Annotated[str, Depends(csrf.checked)],
    year: Year = None,
    sent: dict[str, list[str]] = FIELDS,
    user: object = EDITOR,
) -> Response:
    """Preview or write both days, in one decision."""
    return answer(_swap(year), sent, by, user)


@router.get("/ngay")
def day_page(day: Annotated[date, Query(alias="ngay")], written: Written = None, user: object = EDITOR) -> Response:
    """One day of the table."""
    editing = day_editing(day)
    return edit_page(editing, user, written=written) if editing else absent(HERE, NO_DAY)


@router.post("/ngay", dependencies=[ACTS])
def decide_day(
    by: Annotated[str, Depends(csrf.checked)],
    day: Annotated[date, Query(alias="ngay")],
    sent: dict[str, list[str]] = FIELDS,
    user: object = EDITOR,
) -> Response:
    """Preview or write it."""
    editing = day_editing(day)
    return answer(editing, sent, by, user) if editing else absent(HERE, NO_DAY)


@router.get("/cong-bo")
def announced_page(year: Year = None, written: Written = None, user: object = EDITOR) -> Response:
    """By which document the days off of the year were announced."""
    return edit_page(announced_editing(year), user, written=written)


@router.post("/cong-bo", dependencies=[ACTS])
def decide_announced(
    by: Annotated[str, Depends(csrf.checked)],
    year: Year = None,
    sent: dict[str, list[str]] = FIELDS,
    user: object = EDITOR,
) -> Response:
    """Preview or write it."""
    return answer(announced_editing(year), sent, by, user)


def _back(year: int) -> tuple[str, str]:
    return f"{LIST}?{urlencode({'nam': year})}", f"Ngày nghỉ năm {year}"


def _swap(year: int | None) -> Editing:
    year = year or now_in_hanoi().year
    calendar = config_in_force().office.calendar
    entry = swap_entry(named_list(FILE, "overrides"), calendar)
    back = _back(year)
    return Editing(entry, f"{LIST}/them?{urlencode({'nam': year})}", back, back[0])


def day_editing(day: date) -> Editing | None:
    """The form of one day of the table; None where it is not in it."""
    overrides = named_list(FILE, "overrides")
    calendar = config_in_force().office.calendar
    if day not in overrides.names:
        return None
    name = calendar.holiday_name(day)
    about = (f"Theo lịch nghỉ lễ thường niên, đây là {name}.",) if name else ()
    entry = override_entry(overrides, day, about)
    back = _back(day.year)
    return Editing(entry, f"{LIST}/ngay?{urlencode({'ngay': day.isoformat()})}", back, back[0])


def announced_editing(year: int | None) -> Editing:
    """The form of the announcement of a year."""
    year = year or now_in_hanoi().year
    back = _back(year)
    entry = announced_entry(named_list(FILE, "announced"), year)
    return Editing(entry, f"{LIST}/cong-bo?{urlencode({'nam': year})}", back, back[0])
