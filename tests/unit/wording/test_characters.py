"""What a text from outside may hold: words stay apart, lost letters show, and nothing downstream can fail on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunghen.wording.characters import loses, sound, sound_in, storable

ANY_TEXT = st.text(st.characters(exclude_categories=()))
"""Halves of surrogate pairs among the letters."""


@pytest.mark.parametrize(
    ("given", "kept", "lost"),
    [
        pytest.param("Ký 02 bản ghi nhớ.", "Ký 02 bản ghi nhớ.", False, id="plain"),
        pytest.param("02\x00bản", "02 bản", True, id="NUL"),
        pytest.param("02\x1bbản\x7f\x9b", "02 bản  ", True, id="other control characters"),
        pytest.param("a\r\nb\rc\x0bd\x0ce\x85f", "a\nb\nc\nd\ne\nf", False, id="line ends of every sort"),
        pytest.param("a\tb\nc", "a\tb\nc", False, id="tab and newline"),
        pytest.param("a\ud800b\udfffc", "a\ufffdb\ufffdc", True, id="halves of surrogate pairs"),
        pytest.param("a\ufffe\uffff\ufdd0\U0010ffffb", "a\ufffd\ufffd\ufffd\ufffdb", True, id="noncharacters"),
        pytest.param("👍 \u200b\u202e\ufeff\ue000", "👍 \u200b\u202e\ufeff\ue000", False, id="odd but whole letters"),
        pytest.param("", "", False, id="nothing"),
    ],
)
def test_words_stay_apart_and_lost_letters_show(given: str, kept: str, lost: bool):
    assert (sound(given), loses(given)) == (kept, lost)


def test_a_pair_of_surrogates_is_its_letter():
    assert sound("\ud83d\udc4d") == storable("\ud83d\udc4d") == "👍"


@pytest.mark.parametrize(
    ("given", "kept"),
    [("a\x00b", "a b"), ("a\udcffb", "a\ufffdb"), ("a\x0b\x1b\x7f\ufffeb\r\n", "a\x0b\x1b\x7f\ufffeb\r\n")],
)
def test_the_ledger_changes_only_what_postgresql_refuses(given: str, kept: str):
    assert storable(given) == kept


@given(ANY_TEXT)
def test_a_sound_text_goes_through_xml_and_needs_no_more_of_it(text: str):
    made = sound(text)
    assert (ET.fromstring(f"<a>{escape(made)}</a>".encode()).text or "") == made
    assert sound(made) == storable(made) == made
    assert not loses(made)


class Kind(StrEnum):
    ODD = "odd\x00"


class Pair(NamedTuple):
    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Whole:
    name: str
    number: int = 1
    pairs: tuple[Pair, ...] = ()
    more: object = field(default_factory=dict)


def test_every_text_of_a_value_is_made_sound_however_deep_it_lies():
    more = MappingProxyType({"k\x00": [{"\x00"}, frozenset({"x"}), None, 1.5]})
    assert sound_in(Whole("a\x00", 2, (Pair("b\x00", Kind.ODD),), more)) == Whole(
        "a ", 2, (Pair("b ", Kind.ODD),), {"k ": [{" "}, frozenset({"x"}), None, 1.5]}
    )


def test_what_is_sound_already_is_the_same_object():
    whole = Whole("a", 2, (Pair("b", Kind.ODD),), {"k": ["v"]})
    assert sound_in(whole) is whole
