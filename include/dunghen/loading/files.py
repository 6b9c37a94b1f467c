"""The files of the office's directory as a whole: lists whose entries stand or fall one by one."""

from __future__ import annotations

from typing import Annotated, TypeVar

from pydantic import BeforeValidator

from dunghen.directory.country import Country
from dunghen.directory.occasion import Occasion
from dunghen.directory.partner import Partner
from dunghen.directory.unit import Group, Unit
from dunghen.values.base import ConfigModel

Entry = TypeVar("Entry", bound=ConfigModel)
Entries = Annotated[tuple[Entry, ...], BeforeValidator(lambda value: () if value is None else value)]
"""A key with nothing behind it is an empty list."""


class UnitsFile(ConfigModel):
    """The contents of ``units.yaml``."""

    units: Entries[Unit] = ()
    groups: Entries[Group] = ()


class PartnersFile(ConfigModel):
    """The contents of ``partners.yaml``."""

    partners: Entries[Partner] = ()


class OccasionsFile(ConfigModel):
    """The contents of ``occasions.yaml``."""

    occasions: Entries[Occasion] = ()


class CountriesFile(ConfigModel):
    """The contents of ``countries.yaml``."""

    countries: Entries[Country] = ()
