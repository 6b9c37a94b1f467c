"""Checks of ``occasions.yaml`` and ``countries.yaml``. Each finding is a path in the file → (what, value, suggestion)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence

from dunghen.calendar.day_rules import DayRule, PublicHoliday
from dunghen.calendar.public_holidays import has_holiday, holiday_names
from dunghen.directory.country import Country
from dunghen.directory.occasion import Occasion
from dunghen.directory.partner import Partner
from dunghen.values.problem import Finding, Findings, UnknownName
from dunghen.wording.nearest import nearest_few, suggesting


def check_occasions(
    occasions: Sequence[Occasion], countries: Sequence[Country], partners: Sequence[Partner]
) -> Findings:
    """Slugs that stand twice; countries, partners and public holidays that do not exist."""
    slugs = Counter(occasion.slug for occasion in occasions)
    isos, named = {country.iso for country in countries}, {partner.slug for partner in partners}
    lists: tuple[tuple[str, Collection[str], str, Callable[[str], str | None]], ...] = (
        ("countries", isos, "không có nước này trong countries.yaml", lambda _: None),
        ("partners", named, "không có đối tác này trong partners.yaml", suggesting(named)),
    )
    for index, occasion in enumerate(occasions):
        at = ("occasions", index)
        if slugs[occasion.slug] > 1:
            yield (*at, "slug"), ("hai dịp trùng tên ngắn", occasion.slug, f"{occasion.slug}-2")
        for key, valid, what, near in lists:
            for place, name in enumerate(getattr(occasion, key)):
                if name not in valid:
                    yield (*at, key, place), UnknownName(what, name, near(name))
        yield from (((*at, "day", field), what) for field, what in _no_such_holiday(occasion.day))


def check_countries(countries: Sequence[Country]) -> Findings:
    """Countries that stand twice; national days that are no public holiday."""
    codes = Counter(country.iso for country in countries)
    for index, country in enumerate(countries):
        if codes[country.iso] > 1:
            yield ("countries", index, "iso"), ("nước ghi hai lần", country.iso, None)
        for field, what in _no_such_holiday(country.national_day):
            yield ("countries", index, "national_day", field), what


def _no_such_holiday(rule: DayRule | None) -> Iterator[tuple[str, Finding]]:
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
