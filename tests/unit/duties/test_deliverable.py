"""A document due once, or anew every year or quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from dunghen.duties.deliverable import DeliverableDuty

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunghen.plans.duty import Duty


def test_a_document_is_due_once_unless_the_plan_says_how_often(make_duty: Callable[..., Duty]) -> None:
    once, quarterly = make_duty("deliverable", year=2025), make_duty("deliverable", per="quarter")
    assert isinstance(once, DeliverableDuty)
    assert isinstance(quarterly, DeliverableDuty)
    assert (once.year, once.per) == (2025, None)
    assert (quarterly.year, quarterly.per) == (None, "quarter")


def test_a_document_of_one_year_does_not_return(make_duty: Callable[..., Duty]) -> None:
    with pytest.raises(ValidationError, match="không đi cùng nhau"):
        make_duty("deliverable", year=2025, per="year")
