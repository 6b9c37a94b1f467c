"""How often a fault is tried: a few times with every run of the tests, for long by ``make faults``."""

from __future__ import annotations

import pytest


def few_and_many(few: int, many: int) -> list[object]:
    """Values of a parameter ``times``: ``few`` in the ordinary run, ``many`` in ``make faults``."""
    return [pytest.param(few, marks=pytest.mark.sample), pytest.param(many, marks=pytest.mark.faults)]
