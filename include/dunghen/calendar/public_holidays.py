"""Public holidays, of Việt Nam and of partners' countries, as the library ``holidays`` knows them."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any

import holidays
from holidays.registry import COUNTRIES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@lru_cache(maxsize=256)
def public_holidays(year: int) -> tuple[Mapping[date, str], frozenset[date]]:
    """Việt Nam's days off of a year with their names, and the weekend days worked in exchange for a moved day."""
    # The language is explicit: without it the names follow the locale of the environment.
    found = country_calendar("VN")(years=year, language="vi")
    return dict(found), frozenset(found.weekend_workdays)


@lru_cache
def country_calendar(code: str) -> Any:
    """The library's class for one country (ISO 3166-1 alpha-2), read from that country's own file.

    The library's front door imports all of its 250 countries: more than half of what reading a plan costs, in every
    process that reads one.

    Raises:
        LookupError: the library does not know the country.
    """
    found = next((one for one in COUNTRIES.items() if one[1][1] == code), None)
    if found is None:
        raise LookupError(code)
    file, (name, *_) = found
    path = Path(holidays.__file__).parent / "countries" / f"{file}.py"
    spec = spec_from_file_location(f"holidays.countries.{file}", path)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return getattr(module, name)
