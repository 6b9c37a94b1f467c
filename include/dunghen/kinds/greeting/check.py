"""Checks of ``occasions.yaml`` and ``countries.yaml``. Each finding is a path in the file → (what, value, suggestion)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dunghen.wording.nearest import suggesting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dunghen.directory.country import Country
    from dunghen.directory.occasion import Occasion
    from dunghen.directory.partner import Partner
    from dunghen.loading.check import Findings


def check_occasions(
    occasions: Sequence[Occasion], countries: Sequence[Country], partners: Sequence[Partner]
) -> Findings:
    """Slugs that stand twice; countries and partners that do not exist."""
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
    return findings


def check_countries(countries: Sequence[Country]) -> Findings:
    """Countries that stand twice."""
    codes = Counter(one.iso for one in countries)
    return {
        ("countries", index, "iso"): ("nước ghi hai lần", one.iso, None)
        for index, one in enumerate(countries)
        if codes[one.iso] > 1
    }
