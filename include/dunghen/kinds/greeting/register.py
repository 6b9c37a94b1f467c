"""The register of greetings: which letters of the year before carried the same occasion to the same partner. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dunghen.kinds.greeting.occasions import Greeting


def year_before(greeting: Greeting, greetings: Iterable[Greeting]) -> Iterator[Greeting]:
    """The letters to this partner that carried the first occasion of ``greeting`` a year earlier, the latest first.

    Found by the occasion and not by the letter's name: last year another occasion may have named it.
    """
    slug, year = greeting.first.slug, greeting.first.day.year - 1
    for one in sorted(greetings, key=lambda one: one.first.day, reverse=True):
        if one.partner.slug == greeting.partner.slug and any(
            occasion.slug == slug and occasion.day.year == year for occasion in one.occasions
        ):
            yield one
