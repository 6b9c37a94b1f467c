"""What the program writes, it reads: whatever the values are, as the same values, and without a fault."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunghen.values.yaml_lines import parse_yaml
from dunghen.values.yaml_text import yaml_text
from dunghen.wording.characters import sound
from dunghen.wording.dates import HANOI

ODD = """
on Off ~ null << = 14:00 1_0 0x1F 0o7 .inf 2026-02-31 2026-01-01 1e3 {{duty}} {%if%} - ? : a: # &a *a !a %TAG --- ...
"""
TEXTS = st.text(st.characters(exclude_categories=["Cs"])).map(sound) | st.sampled_from(
    [*ODD.split(), "\ufeff", "\t", "a #b", "- a"]
)
VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False)
    | st.dates()
    | st.datetimes(timezones=st.just(HANOI), min_value=datetime(1990, 1, 1))  # noqa: DTZ001 - the strategy adds the zone
    | TEXTS
)
KEYS = TEXTS | st.integers(1900, 2200) | st.dates()
TREES = st.recursive(
    VALUES,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(KEYS, below, max_size=4),
    max_leaves=20,
)


def told_apart(value: Any) -> Any:
    """The value with its kinds: 1 is not True, and a day is no moment."""
    if isinstance(value, dict):
        return {(type(key), key): told_apart(one) for key, one in value.items()}
    return [told_apart(one) for one in value] if isinstance(value, list) else (type(value), value)


@given(data=st.dictionaries(KEYS, TREES, max_size=5) | st.lists(TREES, max_size=5))
def test_what_is_written_is_read_as_the_same(data: Any) -> None:
    assert told_apart(parse_yaml(yaml_text(data)).data) == told_apart(data)


def test_a_value_that_stands_twice_is_written_twice_and_without_an_anchor() -> None:
    day = date(2026, 5, 12)
    both = {"from": day, "to": day}
    assert yaml_text([both, both]) == "- from: 2026-05-12\n  to: 2026-05-12\n" * 2


@pytest.mark.parametrize("title", ["Hội\u2028nghị", "Hội\x85nghị", "Hội\nnghị", "a" * 500, " ", "Tuần phim 📽"])
def test_a_title_keeps_every_character(title: str) -> None:
    assert parse_yaml(yaml_text({"title": title})).data == {"title": title}
