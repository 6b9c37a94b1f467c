"""Events, and what is done around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from dunghen.duties.event import EventDuty, Phase

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunghen.plans.duty import Duty


def test_publicity_may_lie_before_during_and_after_an_event(make_duty: Callable[..., Duty]) -> None:
    event = make_duty("event", phases=["before", "during", "after"])
    assert isinstance(event, EventDuty)
    assert event.phases == (Phase.BEFORE, Phase.DURING, Phase.AFTER)


def test_an_event_needs_no_review_of_its_content_unless_the_plan_says_so(make_duty: Callable[..., Duty]) -> None:
    plain, reviewed = make_duty("event"), make_duty("event", phases=["before"], content_review=True)
    assert isinstance(plain, EventDuty)
    assert isinstance(reviewed, EventDuty)
    assert (plain.content_review, reviewed.content_review) == (False, True)


def test_a_phase_that_does_not_exist_is_refused(make_duty: Callable[..., Duty]) -> None:
    with pytest.raises(ValidationError, match="phases"):
        make_duty("event", phases=["later"])
