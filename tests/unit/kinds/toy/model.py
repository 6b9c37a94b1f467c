"""Its duty."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from dunghen.calendar.offset import Offset
from dunghen.plans.plan import Duty
from dunghen.values.base import ConfigModel
from dunghen.values.input import Input, Side


class ToySteps(ConfigModel):
    """When is told of it."""

    inform: Annotated[Offset, Input("Báo trước khi kiểm tra", side=Side.BEFORE)] = Offset(-5, working=True)


class ToyDuty(Duty):
    """An inspection."""

    runs: ClassVar[bool] = True

    kind: Literal["toy"]
    on: Annotated[date | None, Input("Ngày kiểm tra", "Chưa có thì bỏ trống.")] = None
    steps_: Annotated[ToySteps, Field(alias="steps")] = ToySteps()
