"""The shape all configuration models share: frozen, and no key that the model does not know."""

from __future__ import annotations

from datetime import time
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
"""A short name: in keys, in file names, in addresses."""

Slug = Annotated[
    str, Field(pattern=rf"^{SLUG}$", max_length=100, description="Tên ngắn: chữ thường không dấu, số, gạch nối.")
]


def _hour(value: object) -> object:
    """YAML 1.1 reads 14:00 as the number 840 (base 60); 8 and 8.30 would be taken for seconds after midnight."""
    if not isinstance(value, int | float):
        return value
    if isinstance(value, float) or value < 60:
        raise ValueError("phải là giờ và phút, ví dụ 08:00")
    return f"{value // 60:02d}:{value % 60:02d}"


def _without_zone(value: time) -> time:
    """A zone would be passed over: 08:00Z would run at eight in Hà Nội."""
    if value.tzinfo is not None:
        raise ValueError("phải là giờ Hà Nội, không ghi múi giờ, ví dụ 08:00")
    return value


Hour = Annotated[time, BeforeValidator(_hour), AfterValidator(_without_zone)]
"""An hour of the day, «14:00», in Hà Nội."""


class ConfigModel(BaseModel):
    """A frozen part of the configuration."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, str_strip_whitespace=True)
