"""``quota``: a yearly minimum. Loaded, checked and shown; not yet run."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from dunghen.plans.duty import Duty


class QuotaDuty(Duty):
    """A yearly minimum, which the document may state as a range («ít nhất 01 - 03»): both ends are kept apart."""

    kind: Literal["quota"]
    per: Literal["year"]
    counts: str
    """What is counted: «chương trình, sự kiện, hoạt động»."""
    minimum: Annotated[int, Field(gt=0)]
    """The least that passes."""
    upper: int | None = None
    """The upper end of the range, where the document states one; reaching it is more than passing."""
    expected_total: int | None = None
    """An expectation over the whole plan («dự kiến 40»), which is no minimum."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.upper is not None and self.upper <= self.minimum:
            raise ValueError(f"mức trên ({self.upper}) phải lớn hơn mức tối thiểu ({self.minimum})")
        return self
