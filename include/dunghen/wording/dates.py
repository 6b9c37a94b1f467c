"""Vietnamese dates, as people read them and as Nghị định 30/2020/NĐ-CP writes them."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
"""The one time zone of the product; «today» is a date of this zone."""

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def weekday(day: date) -> str:
    """«thứ Sáu»: capitals as in Phụ lục II of Nghị định 30/2020/NĐ-CP."""
    return _WEEKDAYS[day.weekday()]


def short_date(day: date) -> str:
    """«27/11/2026»."""
    return f"{day:%d/%m/%Y}"


def long_date(day: date) -> str:
    """«thứ Sáu, 27/11/2026»."""
    return f"{weekday(day)}, {short_date(day)}"


def official_date(day: date) -> str:
    """«ngày 05 tháng 02 năm 2027»: a zero before days below 10 and before months 1 and 2 only (PL I, II.4.b)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def clock_time(moment: datetime) -> str:
    """«08:00, thứ Sáu, 27/11/2026» in Hà Nội time."""
    local = moment.astimezone(HANOI)
    return f"{local:%H:%M}, {long_date(local.date())}"


def local_day(moment: datetime) -> date:
    """The calendar day in Hà Nội at this instant (which may differ from the UTC day)."""
    return moment.astimezone(HANOI).date()


def at_hour(day: date, hour: time) -> datetime:
    """This hour of this day in Hà Nội."""
    return datetime.combine(day, hour, HANOI)
