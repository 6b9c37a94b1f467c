"""``budget``: an estimate, its appraisal, approval and settlement. Loaded, checked and shown; not yet run."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator

from dunghen.plans.base import ConfigModel, Slug
from dunghen.plans.duty import Duty

if TYPE_CHECKING:
    from collections.abc import Iterator


class BudgetAct(StrEnum):
    """What happens to the money, in the order in which it happens."""

    ESTIMATE = "estimate"
    """Lập, tổng hợp dự toán."""
    APPRAISAL = "appraisal"
    """Thẩm định."""
    APPROVAL = "approval"
    """Phê duyệt, bố trí nguồn."""
    ALLOCATION = "allocation"
    """Cấp kinh phí."""
    SETTLEMENT = "settlement"
    """Quyết toán."""


class BudgetStage(ConfigModel):
    """One act and who does it."""

    act: BudgetAct
    by: Slug


class ExpectedAmount(ConfigModel):
    """An expected amount («dự kiến»), in đồng: an amount outside it is pointed out, never refused."""

    least_vnd: Annotated[int, Field(gt=0)]
    most_vnd: Annotated[int, Field(gt=0)]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.most_vnd < self.least_vnd:
            raise ValueError(f"mức trên ({self.most_vnd} đồng) nhỏ hơn mức dưới ({self.least_vnd} đồng)")
        return self


class BudgetDuty(Duty):
    """The money of a year or of a programme, from the estimate to the settlement."""

    kind: Literal["budget"]
    per: Literal["year", "programme"]
    stages: Annotated[tuple[BudgetStage, ...], Field(min_length=1)]
    expected: ExpectedAmount | None = None
    """What one programme is expected to cost."""

    def named_slugs(self) -> Iterator[tuple[str, str]]:
        yield from super().named_slugs()
        yield from (("stages.by", stage.by) for stage in self.stages)
