"""What people call a cycle, whose name in keys is short: «2026-Q3» is «quý III/2026»."""

from __future__ import annotations

import re

_ROMAN = ("I", "II", "III", "IV")
_HALVES = ("đầu", "cuối")
_PERIOD = re.compile(
    r"(?P<year>\d{4})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])|(?P<nth>[2-9])))?"
)
_SPAN = re.compile(r"(?P<span>\d{4}-\d{4})(?:-(?P<nth>[2-9]|[1-9]\d))?")


def period_name(cycle: str) -> str:
    """«năm 2026», «6 tháng đầu năm 2026», «quý III/2026», «tháng 7/2026», «giai đoạn 2025-2030».

    A further one of the same year or span is counted: «lần 2 năm 2026». Other names (an event's, that of a report asked
    for once) are the office's own words and stay.
    """
    if found := _PERIOD.fullmatch(cycle):
        return _of_year(**found.groupdict())
    if found := _SPAN.fullmatch(cycle):
        return f"giai đoạn {found['span']}" + (f", lần {found['nth']}" if found["nth"] else "")
    return cycle


def _of_year(year: str, half: str | None, quarter: str | None, month: str | None, nth: str | None) -> str:
    if half:
        return f"6 tháng {_HALVES[int(half) - 1]} năm {year}"
    if quarter:
        return f"quý {_ROMAN[int(quarter) - 1]}/{year}"
    if month:
        return f"tháng {int(month)}/{year}"
    return f"lần {nth} năm {year}" if nth else f"năm {year}"
