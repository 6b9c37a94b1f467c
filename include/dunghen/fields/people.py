"""Units, groups and partners as choices: by name, those that are named already first."""

from __future__ import annotations

from collections.abc import Iterable

from dunghen.fields.choice import Choices
from dunghen.plans.office import Office
from dunghen.plans.plan import Plan


class People:
    """Whom a duty of one plan may name."""

    def __init__(self, plan: Plan, office: Office) -> None:
        self._directory = office.directory
        self._houses = {one.slug: one.house for one in office.directory.units}
        self._house = plan.house
        alive = [one.slug for one in office.directory.units if one.is_valid(plan.period.until)]
        groups = [one.slug for one in office.directory.groups]
        self._units = list(dict.fromkeys([*alive, *groups]))
        self._partners = {one.slug: one for one in office.directory.partners}

    def units(self, named: Iterable[str] = ()) -> Choices:
        """Units and groups of any house; those of the plan's own house come first after ``named``."""
        return self._choices(named, self._units)

    def own(self, named: Iterable[str] = ()) -> Choices:
        """Units of the plan's house, and groups."""
        return self._choices(named, [one for one in self._units if self._houses.get(one, self._house) == self._house])

    def outside(self, named: Iterable[str] = ()) -> Choices:
        """Units of other houses, and partners."""
        units = [one for one in self._units if self._houses.get(one, self._house) != self._house]
        return self._choices(named, [*units, *self._partners])

    def everybody(self, named: Iterable[str] = ()) -> Choices:
        """Units, groups and partners."""
        return self._choices(named, [*self._units, *self._partners])

    def _choices(self, named: Iterable[str], slugs: list[str]) -> Choices:
        first = list(dict.fromkeys(named))
        others = sorted((one for one in slugs if one not in first), key=self._order)
        return tuple((slug, self._directory.name(slug)) for slug in (*first, *others))

    def _order(self, slug: str) -> tuple[int, str]:
        """The plan's own house and groups, then other houses, then partners."""
        is_other = self._houses.get(slug, self._house) != self._house
        return 2 if slug in self._partners else int(is_other), self._directory.name(slug)
