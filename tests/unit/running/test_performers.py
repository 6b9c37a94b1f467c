"""Somebody does the work of every kind."""

from __future__ import annotations

from dunghen.kinds.registry import all_kinds


def test_every_kind_has_its_use_cases() -> None:
    assert [kind.name for kind in all_kinds() if not kind.performers.acts] == []
