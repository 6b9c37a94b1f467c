"""``review``: a review, once or at the end. Loaded, checked and shown; not yet run."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dunghen.plans.duty import Duty


class ReviewDuty(Duty):
    """A review, once or at the end (sơ kết, tổng kết, đánh giá)."""

    kind: Literal["review"]
    after_years: Annotated[int, Field(gt=0)] | None = None
    """«Sau 01 năm triển khai thực hiện»: once, so many years after the beginning that the office fixes."""
