"""The shape all configuration models share: frozen, and no key that the model does not know."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from dunghen.keys import SLUG

Slug = Annotated[str, Field(pattern=rf"^{SLUG}$", description="Tên ngắn: chữ thường không dấu, số, gạch nối.")]


class ConfigModel(BaseModel):
    """A frozen part of the configuration."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, str_strip_whitespace=True)
