"""A yearly minimum, and the range that the document may state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from dunghen.duties.quota import QuotaDuty

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunghen.plans.duty import Duty


def test_both_ends_of_a_range_are_kept_apart(make_duty: Callable[..., Duty]) -> None:
    quota = make_duty("quota", per="year", counts="đối tác nước ngoài mới", minimum=1, upper=3)
    assert isinstance(quota, QuotaDuty)
    assert (quota.minimum, quota.upper) == (1, 3)


def test_an_expected_total_is_no_minimum(make_duty: Callable[..., Duty]) -> None:
    quota = make_duty("quota", per="year", counts="chương trình", minimum=20, expected_total=40)
    assert isinstance(quota, QuotaDuty)
    assert (quota.minimum, quota.upper, quota.expected_total) == (20, None, 40)


@pytest.mark.parametrize("upper", [1, 3])
def test_an_upper_end_that_does_not_exceed_the_minimum_is_refused(upper: int, make_duty: Callable[..., Duty]) -> None:
    with pytest.raises(ValidationError, match=rf"mức trên \({upper}\) phải lớn hơn mức tối thiểu \(3\)"):
        make_duty("quota", per="year", counts="đoàn", minimum=3, upper=upper)


def test_a_minimum_of_nothing_is_refused(make_duty: Callable[..., Duty]) -> None:
    with pytest.raises(ValidationError, match="minimum"):
        make_duty("quota", per="year", counts="đoàn", minimum=0)
