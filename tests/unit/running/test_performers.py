"""Somebody does the work of every kind."""

from __future__ import annotations

from dunghen.running.performers import PERFORMERS
from dunghen.terms import KINDS


def test_every_kind_has_its_use_cases() -> None:
    assert set(PERFORMERS) == set(KINDS)
    assert [kind for kind, performers in PERFORMERS.items() if not performers.acts] == []
