"""Which changes of an event are told to those who know the former days."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dunghen.events.event import EventStatus
from dunghen.events.notice import Standing, is_forgotten, notice_of

MAY, TO, JUNE = date(2026, 5, 12), date(2026, 5, 15), date(2026, 6, 2)
TODAY = date(2026, 4, 20)
OLD = {"on": TODAY, "from": MAY, "to": TO}


def standing(status: str, since: date | None = MAY, until: date | None = TO) -> Standing:
    return Standing(EventStatus(status), since, until)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        # Moved: the former days are kept.
        (standing("confirmed"), standing("confirmed", JUNE), OLD),
        (standing("planned"), standing("confirmed", MAY, date(2026, 5, 16)), OLD),
        (standing("confirmed", MAY, None), standing("confirmed", JUNE, None), {"on": TODAY, "from": MAY}),
        # One day written in two ways is no move; neither is a surer status.
        (standing("confirmed", MAY, None), standing("confirmed", MAY, MAY), None),
        (standing("planned"), standing("confirmed"), None),
        (standing("confirmed"), standing("held"), None),
        # An idea, or an event without days, was told to nobody.
        (standing("idea"), standing("planned", JUNE), None),
        (standing("idea", None, None), standing("planned"), None),
        # Put off or called off, with the days or without a change of them; only once.
        (standing("confirmed"), standing("cancelled"), OLD),
        (standing("confirmed"), standing("postponed", JUNE), OLD),
        (standing("idea", None, None), standing("cancelled", None, None), {"on": TODAY}),
        (standing("cancelled"), standing("cancelled"), None),
        (standing("postponed"), standing("postponed", JUNE), None),
        (standing("postponed"), standing("cancelled"), OLD),
        # Held after all, on whatever days: who was told otherwise is told again.
        (standing("postponed"), standing("confirmed", JUNE), OLD),
        (standing("postponed"), standing("confirmed"), OLD),
        (standing("cancelled"), standing("planned"), OLD),
    ],
)
def test_a_change_is_told_where_somebody_may_know_otherwise(
    old: Standing, new: Standing, line: dict[str, Any] | None
) -> None:
    assert notice_of(old, new, TODAY, None) == line


def test_the_reason_is_for_those_who_are_told() -> None:
    line = notice_of(standing("confirmed"), standing("cancelled"), TODAY, "phía bạn đề nghị")
    assert line == {**OLD, "why": "phía bạn đề nghị"}


def test_a_slip_of_the_pen_is_told_to_nobody() -> None:
    assert notice_of(standing("confirmed"), standing("confirmed", JUNE), TODAY, None, only_a_slip=True) is None


def test_who_calls_an_event_off_always_says_when() -> None:
    assert notice_of(standing("confirmed"), standing("cancelled"), TODAY, None, only_a_slip=True) == OLD


@pytest.mark.parametrize(
    ("old", "new", "forgotten"),
    [
        (standing("confirmed"), standing("idea"), True),
        (standing("confirmed"), standing("confirmed", None, None), True),
        (standing("confirmed"), standing("cancelled"), False),
        (standing("idea"), standing("idea", None, None), False),
    ],
)
def test_an_event_that_was_told_of_cannot_just_vanish(old: Standing, new: Standing, forgotten: bool) -> None:
    assert is_forgotten(old, new) is forgotten
