"""Which letters of the year before carried the same occasion to the same partner."""

from __future__ import annotations

from datetime import date

from dunghen.directory.occasion import OccasionKind
from dunghen.kinds.greeting.facts import GreetedOccasion
from dunghen.kinds.greeting.last_year import year_before
from dunghen.kinds.greeting.occasions import Greeting
from tests.unit.kinds.greeting.cases import a_partner


def eid(day: date, nth: int = 1, slug: str = "dai-su-quan-tho-nhi-ky") -> Greeting:
    """A letter on the end of Ramadan."""
    return Greeting(a_partner(slug), (GreetedOccasion("eid", OccasionKind.HOLIDAY, day, "Eid", nth=nth),))


def test_of_two_letters_of_the_year_before_the_latest_comes_first() -> None:
    first, second = eid(date(2033, 1, 2)), eid(date(2033, 12, 23), nth=2)
    others = [eid(date(2032, 1, 14)), eid(date(2033, 1, 2), slug="khac")]
    assert list(year_before(eid(date(2034, 12, 12)), [*others, first, second])) == [second, first]
