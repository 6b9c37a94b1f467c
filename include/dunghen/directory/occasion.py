"""An occasion (dịp): a day of the year on which partners may be greeted. Lunar days are Việt Nam's."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from dunghen.plans.base import ConfigModel, Slug


class Occasion(ConfigModel):
    """A day that returns every year, solar or lunar («MM-DD»)."""

    slug: Slug
    name: str
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    solar: Annotated[str, Field(pattern=r"^\d{2}-\d{2}$")] | None = None
    lunar: Annotated[str, Field(pattern=r"^\d{2}-\d{2}$")] | None = None
    note: str | None = None
