"""The kinds of duty, and what they have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from dunghen.kinds.bulletin.model import BulletinDuty
from dunghen.kinds.meeting.model import MeetingDuty
from dunghen.kinds.review.model import ReviewDuty

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunghen.plans.plan import Duty

LEAST: dict[str, dict[str, Any]] = {
    "greeting": {"occasion": "national-day", "classes": ["foreign-locality"], "sender": "ubnd-thanh-pho"},
    "event": {},
    "deliverable": {},
    "meeting": {},
    "quota": {"per": "year", "counts": "chương trình", "minimum": 20},
    "budget": {"per": "year", "stages": [{"act": "estimate", "by": "so-ngoai-vu"}]},
    "bulletin": {},
    "review": {},
}
"""The kinds but for the report, with the least each must say."""


@pytest.mark.parametrize("kind", LEAST)
def test_every_kind_runs(kind: str, make_duty: Callable[..., Duty]) -> None:
    assert make_duty(kind, **LEAST[kind]).runs


@pytest.mark.parametrize("kind", LEAST)
def test_a_key_that_the_kind_does_not_know_is_refused(kind: str, make_duty: Callable[..., Duty]) -> None:
    with pytest.raises(ValidationError, match="remind"):
        make_duty(kind, **LEAST[kind], remind=["-7wd"])


def test_a_kind_that_does_not_exist_is_refused(make_duty: Callable[..., Duty]) -> None:
    with pytest.raises(ValidationError, match="newsletter"):
        make_duty("newsletter")


def test_a_duty_without_a_fact_is_refused(make_duty: Callable[..., Duty]) -> None:
    with pytest.raises(ValidationError, match="facts"):
        make_duty("event", facts=[])


def test_a_meeting_keeps_the_post_that_presides_and_its_agenda(make_duty: Callable[..., Duty]) -> None:
    meeting = make_duty("meeting", per="year", chair="Trưởng Ban Chỉ đạo", agenda=["Rà soát kết quả"])
    assert isinstance(meeting, MeetingDuty)
    assert (meeting.chair, meeting.agenda) == ("Trưởng Ban Chỉ đạo", ("Rà soát kết quả",))


def test_a_review_may_be_due_once_some_years_after_the_beginning(make_duty: Callable[..., Duty]) -> None:
    review = make_duty("review", after_years=1)
    assert isinstance(review, ReviewDuty)
    assert review.after_years == 1


def test_a_bulletin_keeps_the_channels_that_the_document_names(make_duty: Callable[..., Duty]) -> None:
    bulletin = make_duty("bulletin", channels=["mạng xã hội"])
    assert isinstance(bulletin, BulletinDuty)
    assert bulletin.channels == ("mạng xã hội",)
