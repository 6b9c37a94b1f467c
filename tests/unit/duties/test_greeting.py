"""Letters to partners: who may be greeted, who sends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunghen.plans.duty import Duty


def test_the_sender_is_named_for_the_load_check(make_duty: Callable[..., Duty]) -> None:
    greeting = make_duty("greeting", occasion="holidays", classes=["foreign-locality"], sender="ubnd-thanh-pho")
    assert list(greeting.named_slugs()) == [("lead", "so-ngoai-vu"), ("sender", "ubnd-thanh-pho")]


def test_an_occasion_that_the_document_does_not_name_is_refused(make_duty: Callable[..., Duty]) -> None:
    with pytest.raises(ValidationError, match="occasion"):
        make_duty("greeting", occasion="birthday", classes=["foreign-locality"], sender="ubnd-thanh-pho")


def test_a_class_of_partners_that_does_not_exist_is_refused(make_duty: Callable[..., Duty]) -> None:
    with pytest.raises(ValidationError, match="classes"):
        make_duty("greeting", occasion="holidays", classes=["everybody"], sender="ubnd-thanh-pho")
