"""Lunar days of Việt Nam (meridian 105°E, UTC+7), which differ from China's in 1985, 2007, 2030 and 2053.

The arithmetic is ``lunar-vn``'s; ``tests/fixtures/lunar_reference.csv`` holds it to dates computed from astronomy.
"""

from __future__ import annotations

from datetime import date

from lunar_vn import LunarDate, lunar_to_solar, solar_to_lunar

KNOWN_YEARS = range(1900, 2101)
"""The years for which ``lunar-vn`` computes."""


def solar_day(year: int, month: int, day: int, *, leap: bool = False) -> date:
    """The solar date of a day of the lunar year that begins in ``year``.

    Raises:
        ValueError: the year lies outside 1900-2100, or there is no such lunar day.
    """
    wanted = LunarDate(day=day, month=month, year=year, leap=leap)
    found = lunar_to_solar(wanted)
    # The library answers for a leap month or a 30th day that the year does not have: the way back tells.
    if solar_to_lunar(found) != wanted:
        raise ValueError(f"không có ngày âm lịch {day}/{month}{' nhuận' if leap else ''} năm {year}")
    return found


def tet(year: int) -> date:
    """Mùng 1 tháng Giêng: the first day of the lunar year."""
    return solar_day(year, 1, 1)
