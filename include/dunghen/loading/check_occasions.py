"""Checks of ``occasions.yaml`` and ``countries.yaml``. Each finding is a path in the file → (what, value, suggestion)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from dunghen.calendar.day_rules import DayRule, PublicHoliday
from dunghen.calendar.public_holidays import has_holiday, holiday_names
from dunghen.directory.country import Country
from dunghen.directory.occasion import Occasion
from dunghen.directory.partner import Partner
from dunghen.values.problem import Findings
from dunghen.wording.nearest import nearest_few, suggesting


def check_occasions(
    occasions: Sequence[Occasion], countries: Sequence[Country], partners: Sequence[Partner]
) -> Findings:
    """Slugs that stand twice; countries, partners and public holidays that do not exist."""
    findings: Findings = {}
    slugs = Counter(one.slug for one in occasions)
    known, named = {one.iso for one in countries}, {one.slug for one in partners}
    near = suggesting(named)
    for index, one in enumerate(occasions):
        if slugs[one.slug] > 1:
            findings["occasions", index, "slug"] = ("hai dịp trùng tên ngắn", one.slug, f"{one.slug}-2")
        for place, iso in enumerate(one.countries):
            if iso not in known:
                findings["occasions", index, "countries", place] = ("không có nước này trong countries.yaml", iso, None)
        for place, slug in enumerate(one.partners):
            if slug not in named:
                findings["occasions", index, "partners", place] = (
                    "không có đối tác này trong partners.yaml",
                    slug,
                    near(slug),
                )
        findings |= {("occasions", index, "day", field): what for field, what in _no_such_holiday(one.day)}
    return findings


def check_countries(countries: Sequence[Country]) -> Findings:
    """Countries that stand twice; national days that are no public holiday."""
    codes = Counter(one.iso for one in countries)
    findings: Findings = {
        ("countries", index, "iso"): ("nước ghi hai lần", one.iso, None)
        for index, one in enumerate(countries)
        if codes[one.iso] > 1
    }
    for index, one in enumerate(countries):
        findings |= {
            ("countries", index, "national_day", field): what for field, what in _no_such_holiday(one.national_day)
        }
    return findings


def _no_such_holiday(rule: DayRule | None) -> Iterator[tuple[str, tuple[str, str | None, str | None]]]:
    """What the rule names that the library has in no year. A holiday that only some years lack is no mistake."""
    if not isinstance(rule, PublicHoliday):
        return
    try:
        if not has_holiday(rule.country, rule.name):
            near = nearest_few(rule.name, holiday_names(rule.country))
            what = f"lịch nghỉ lễ của {rule.country} không có tên này trong năm nào (2000-2050)"
            yield "name", (what, rule.name, "; ".join(near) or None)
    except LookupError:
        yield "country", ("thư viện không có lịch nghỉ lễ của nước này", rule.country, None)
