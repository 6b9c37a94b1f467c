"""Which partner is greeted on which days, and which days share a letter. Pure: years in, letters out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from dunghen.calendar.day_rules import YearDay, in_year
from dunghen.directory.country import NO_RELATIONS, Country
from dunghen.directory.occasion import Occasion, OccasionKind
from dunghen.directory.partner import Partner, PartnerClass
from dunghen.exceptions import DayRuleError
from dunghen.kinds.greeting.facts import GreetedOccasion
from dunghen.plans.office import Office

GREETED = frozenset(
    {
        PartnerClass.VIETNAMESE_MISSION_ABROAD,
        PartnerClass.FOREIGN_MISSION_IN_VIETNAM,
        PartnerClass.INTERNATIONAL_ORGANISATION,
        PartnerClass.FOREIGN_NGO,
        PartnerClass.FOREIGN_LOCALITY,
    }
)
"""The five classes of the document (Hải Phòng l.2013-2018). Associations, media, art groups are none of them."""

STATELESS = frozenset({PartnerClass.INTERNATIONAL_ORGANISATION, PartnerClass.FOREIGN_NGO})
"""They have no national day and no diplomatic relations."""

OF_STATES = frozenset({OccasionKind.NATIONAL_DAY, OccasionKind.RELATIONS_DAY})

_ORDER = tuple(OccasionKind)


@dataclass(frozen=True, slots=True)
class Greeting:
    """One letter to one partner: its occasions in order of days; the first names it."""

    partner: Partner
    occasions: tuple[GreetedOccasion, ...]

    @property
    def first(self) -> GreetedOccasion:
        """The occasion that names the letter and by whose day it must arrive."""
        return self.occasions[0]

    @property
    def name(self) -> str:
        """The cycle's name: year, occasion, partner; never the day, which may move."""
        nth = f"-lan-{self.first.nth}" if self.first.nth > 1 else ""
        return f"{self.first.day.year}-{self.first.slug}{nth}-{self.partner.slug}"

    @property
    def provisional(self) -> bool:
        """Whether the day of one of its occasions is estimated, and may move."""
        return any(one.provisional for one in self.occasions)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one duty greets: occasions of these kinds, partners of these classes, and how near days share a letter."""

    kinds: tuple[OccasionKind, ...]
    classes: tuple[PartnerClass, ...]
    together: int
    """Days of one partner that lie no further than this after the first share its letter."""


@dataclass(frozen=True)
class OccasionBook:
    """All occasions that the office knows, for all partners."""

    partners: tuple[Partner, ...]
    occasions: tuple[Occasion, ...]
    countries: Mapping[str, Country]
    _kept: dict[object, Mapping[str, Greeting]] = field(default_factory=dict, repr=False, compare=False)

    def greetings(self, plan: str, first: date, last: date, wanted: tuple[Wanted, ...]) -> Mapping[str, Greeting]:
        """All letters of a plan for occasions from ``first`` to ``last`` (both included), by name, in order of days.

        An occasion whose day is not known in a year has no letter in that year: ``why_unknown`` tells.
        """
        key = (plan, first, last, wanted)
        if key not in self._kept:
            letters = [
                letter
                for partner in self.partners
                if plan in partner.plans
                for letter in together(partner, self._days(partner, first, last, wanted))
            ]
            letters.sort(key=lambda one: (one.first.day, one.name))
            self._kept[key] = {one.name: one for one in letters}
        return self._kept[key]

    def country(self, partner: Partner) -> Country | None:
        """The partner's country; None for organisations, and where it is not known."""
        return None if partner.partner_class in STATELESS else self.countries.get(partner.country or "")

    def language(self, partner: Partner) -> str:
        """In which language the partner is written to: its own setting, else by its class and country (ISO 639-1)."""
        if partner.language:
            return partner.language
        if partner.partner_class is PartnerClass.VIETNAMESE_MISSION_ABROAD:
            return "vi"
        country = self.country(partner)
        return country.languages[0] if country else "en"

    def has_day(self, partner: Partner, occasion: Occasion) -> bool:
        """Whether the day is known on which this partner has this occasion."""
        country = self.country(partner)
        match occasion.kind:
            case OccasionKind.NATIONAL_DAY:
                return country is not None and country.national_day is not None
            case OccasionKind.RELATIONS_DAY:
                return country is not None and country.relations is not None
            case OccasionKind.TWIN_DAY:
                return partner.twinned_on is not None
            case _:
                return True

    def _days(
        self, partner: Partner, first: date, last: date, wanted: Iterable[Wanted]
    ) -> Iterator[tuple[GreetedOccasion, int]]:
        for one in wanted:
            for occasion in self.occasions:
                if occasion.kind not in one.kinds or not is_greeted(partner, occasion, one.classes):
                    continue
                for year in range(first.year, last.year + 1):
                    for found in self._in_year(partner, occasion, year):
                        if first <= found.day <= last:
                            yield found, one.together

    def why_unknown(self, partner: Partner, occasion: Occasion, year: int) -> str | None:
        """Why nobody knows when this partner has this occasion in this year, in Vietnamese; None where it is known."""
        try:
            self._rule_days(partner, occasion, year)
        except DayRuleError as error:
            return str(error)
        return None

    def _in_year(self, partner: Partner, occasion: Occasion, year: int) -> Iterator[GreetedOccasion]:
        """This occasion of this partner in this year: mostly one; none where there is none, or nobody knows when."""
        since = self._since(partner, occasion)
        if since:
            days = _anniversary(since, occasion, year)
        else:
            try:
                days = self._rule_days(partner, occasion, year)
            except DayRuleError:
                days = ()
        for nth, day in enumerate(days, start=1):
            yield _greeted(occasion, day, since.year if since else occasion.since_year, nth)

    def _since(self, partner: Partner, occasion: Occasion) -> date | None:
        """The day that a relation or a twinning began; None for every other kind."""
        country = self.country(partner)
        match occasion.kind:
            case OccasionKind.RELATIONS_DAY:
                return country.relations if country else None
            case OccasionKind.TWIN_DAY:
                return partner.twinned_on
            case _:
                return None

    def _rule_days(self, partner: Partner, occasion: Occasion, year: int) -> tuple[YearDay, ...]:
        """The days that a rule gives: the occasion's own, or that of the country's national day; none without a rule.

        Raises:
            DayRuleError: there is a rule, but it does not tell for this year.
        """
        country = self.country(partner)
        is_national = occasion.kind is OccasionKind.NATIONAL_DAY
        rule = (country.national_day if country else None) if is_national else occasion.day
        return rule.in_year(year) if rule else ()


def is_greeted(partner: Partner, occasion: Occasion, classes: Collection[PartnerClass]) -> bool:
    """Whether this occasion concerns this partner at all (Hải Phòng l.2013-2018)."""
    kind, its_class = occasion.kind, partner.partner_class
    return (
        its_class in GREETED
        and its_class in classes
        and its_class in occasion.classes
        and partner.country not in NO_RELATIONS
        and not (its_class in STATELESS and kind in OF_STATES)
        and (not occasion.countries or partner.country in occasion.countries)
        and (not occasion.partners or partner.slug in occasion.partners)
    )


def together(partner: Partner, days: Iterable[tuple[GreetedOccasion, int]]) -> Iterator[Greeting]:
    """Letters of one partner: a day opens a letter, which also carries those that follow within so many days."""
    ordered = sorted(days, key=lambda one: (one[0].day, _ORDER.index(one[0].kind), one[0].slug))
    while ordered:
        (opening, within), last = ordered[0], ordered[0][0].day + timedelta(days=ordered[0][1])
        shared = [one for one, _ in ordered if one.day <= last] if within else [opening]
        yield Greeting(partner, tuple(shared))
        ordered = ordered[len(shared) :]


def _anniversary(since: date, occasion: Occasion, year: int) -> tuple[YearDay, ...]:
    """The day of this year on which a relation begun on ``since`` is celebrated; none before it is a year old."""
    if year <= since.year:
        return ()
    return (YearDay(in_year(since.month, since.day, year, occasion.leap_day)),)


def _greeted(occasion: Occasion, found: YearDay, since_year: int | None, nth: int) -> GreetedOccasion:
    return GreetedOccasion(
        slug=occasion.slug,
        kind=occasion.kind,
        day=found.day,
        name_vi=occasion.name,
        names=occasion.names,
        since_year=since_year,
        basis=occasion.basis,
        source=occasion.source,
        provisional=found.provisional,
        nth=nth,
    )


def occasion_book(office: Office) -> OccasionBook:
    """The office's book: which partner is greeted on which days."""
    return OccasionBook(office.directory.partners, office.occasions, {one.iso: one for one in office.countries})
