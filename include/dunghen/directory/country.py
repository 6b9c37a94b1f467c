"""A country with which Việt Nam has relations: its formal name, its national day, the day relations began."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, field_validator

from dunghen.calendar.day_rules import DayRule
from dunghen.values.base import ConfigModel
from dunghen.values.input import Input

NO_RELATIONS = frozenset({"TW"})
"""No state greeting is ever made for these: no national day, no relations day, nothing at all."""

_SOURCE = Input("Nguồn", "Địa chỉ trang, số văn bản.")


class Country(ConfigModel):
    """One entry of ``countries.yaml``. What is not known stays empty, and nothing is sent for it."""

    iso: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    """ISO 3166-1 alpha-2."""
    name: str
    """The formal Vietnamese name, as letters write it: «Vương quốc Hà Lan»."""
    short: str | None = None
    """The usual Vietnamese name: «Hà Lan»."""
    name_en: str
    national_day: DayRule | None = None
    relations: Annotated[date | None, Input("Ngày thiết lập quan hệ ngoại giao")] = None
    """The day on which diplomatic relations began."""
    languages: Annotated[tuple[Annotated[str, Field(pattern=r"^[a-z]{2,3}$")], ...], Field(min_length=1)]
    """ISO 639 codes, the main one first."""
    national_day_source: Annotated[str | None, _SOURCE] = None
    relations_source: Annotated[str | None, _SOURCE] = None
    confidence: str | None = None
    note: Annotated[str | None, Input("Ghi chú của văn phòng", is_long=True)] = None

    @field_validator("iso")
    @classmethod
    def _has_relations(cls, value: str) -> str:
        if value in NO_RELATIONS:
            raise ValueError("không lập quốc khánh hay ngày quan hệ ngoại giao cho nơi này")
        return value
