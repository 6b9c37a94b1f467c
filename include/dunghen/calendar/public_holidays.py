"""The public holidays of Vietnam, as the library ``holidays`` knows them."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any

import holidays

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@lru_cache(maxsize=256)
def public_holidays(year: int) -> tuple[Mapping[date, str], frozenset[date]]:
    """The days off of a year with their names, and the weekend days worked in exchange for a moved day."""
    # The language is explicit: without it the names follow the locale of the environment.
    found = _vietnam()(years=year, language="vi")
    return dict(found), frozenset(found.weekend_workdays)


@lru_cache(maxsize=1)
def _vietnam() -> Any:
    """The class of the one country, read from its own file.

    The library's front door imports all of its 250 countries: more than half of what reading a plan costs, in every
    process that reads one.
    """
    path = Path(holidays.__file__).parent / "countries" / "vietnam.py"
    spec = spec_from_file_location("holidays.countries.vietnam", path)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Vietnam
