"""The directory: finds units by slug, name and day; follows successors; expands groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from dunghen.directory.partner import Partner
from dunghen.directory.unit import Group, Unit


@dataclass(frozen=True)
class Directory:
    """All units, groups and partners. A slug may have several unit records, valid on different days."""

    units: tuple[Unit, ...] = ()
    groups: tuple[Group, ...] = ()
    partners: tuple[Partner, ...] = field(default=())

    @cached_property
    def _records(self) -> Mapping[str, list[Unit]]:
        records: dict[str, list[Unit]] = defaultdict(list)
        for unit in self.units:
            records[unit.slug].append(unit)
        return records

    @cached_property
    def _groups(self) -> Mapping[str, Group]:
        return {group.slug: group for group in self.groups}

    @cached_property
    def _names(self) -> Mapping[str, str]:
        named: dict[str, str] = {}
        for group in self.groups:
            named.update({text.casefold(): group.slug for text in (group.name, *group.aliases)})
        for unit in self.units:
            named.update({text.casefold(): unit.slug for text in (unit.name, *unit.aliases)})
        return named

    @cached_property
    def slugs(self) -> frozenset[str]:
        """Every slug that may be named as a recipient."""
        return frozenset(self._records) | frozenset(self._groups) | {partner.slug for partner in self.partners}

    def slug_of(self, name: str) -> str | None:
        """The slug of a unit or group by its exact name or an alias (case is ignored)."""
        return self._names.get(name.casefold())

    def group(self, slug: str) -> Group | None:
        """The group of this slug."""
        return self._groups.get(slug)

    def unit(self, slug: str, day: date) -> Unit | None:
        """The record of this unit that holds on this day; else its newest record; None for an unknown slug."""
        records = self._records.get(slug, [])
        return next((one for one in records if one.is_valid(day)), records[-1] if records else None)

    def answering(self, slug: str, day: date) -> Unit | None:
        """The unit that answers for this slug on this day: itself, or the successor that took over."""
        seen: set[str] = set()
        unit = self.unit(slug, day)
        while unit and not unit.is_valid(day) and unit.successor and slug not in seen:
            seen.add(slug)
            slug = unit.successor
            unit = self.unit(slug, day)
        return unit if unit and unit.is_valid(day) else None

    def heirs(self, slug: str) -> tuple[str, ...]:
        """The slugs of the units that took over from it, one after another, whatever the day."""
        found: dict[str, None] = {}
        following: str | None = slug
        while following:
            following = next(
                (one.successor for one in reversed(self._records.get(following, [])) if one.successor), None
            )
            if following is None or following == slug or following in found:
                break
            found[following] = None
        return tuple(found)

    def houses(self, slug: str, since: date) -> frozenset[str]:
        """The houses to which mail for this unit may go from this day on: its own, and those of all who take over."""
        records = (one for name in (slug, *self.heirs(slug)) for one in self._records.get(name, ()))
        return frozenset(one.house for one in records if (one.valid_to or date.max) >= since)

    @cached_property
    def _meant(self) -> dict[tuple[tuple[str, ...], date], frozenset[str]]:
        return {}

    def means(self, slugs: tuple[str, ...], day: date, unit: str) -> bool:
        """Whether this unit is among those meant by these slugs on this day; quick however often it is asked."""
        key = (slugs, day)
        if key not in self._meant:
            self._meant[key] = frozenset(one.slug for one in self.expand(slugs, day))
        return unit in self._meant[key]

    def partner(self, slug: str) -> Partner | None:
        """The partner of this slug."""
        return self._partners.get(slug)

    @cached_property
    def _partners(self) -> Mapping[str, Partner]:
        return {partner.slug: partner for partner in self.partners}

    def expand(self, slugs: Iterable[str], day: date) -> tuple[Unit, ...]:
        """The units meant by these slugs on this day: groups become their members, merged units come once."""
        found: dict[str, Unit] = {}
        for slug in slugs:
            group = self._groups.get(slug)
            for member in (group.members or ()) if group else (slug,):
                unit = self.answering(member, day)
                if unit:
                    found.setdefault(unit.slug, unit)
        return tuple(found.values())

    def name(self, slug: str, day: date | None = None) -> str:
        """What people call it: the name it had on that day; the slug itself where it is unknown."""
        if group := self._groups.get(slug):
            return group.name
        unit = self.unit(slug, day or date.max - timedelta(days=1))
        if unit:
            return unit.name
        partner = self.partner(slug)
        return partner.name if partner else slug
