"""Signed links: what was signed here opens what it names, and nothing else opens anything."""

from __future__ import annotations

from string import printable

from hypothesis import given
from hypothesis import strategies as st

from dunghen.keys import CycleKey
from dunghen.links.signed import FeedLink, FeedOf, Links, UnitLink
from dunghen.records import Realm

LINK = UnitLink(CycleKey("nq59-2025-2030", "annual-report", "2026"), "cuc-dien-anh", 3)
FEED = FeedLink(FeedOf.UNIT, "cuc-dien-anh")
LINKS = Links("a secret of the office", Realm.LIVE)
SIGNED = LINKS.sign(LINK)


def test_a_link_reads_as_it_was_signed():
    assert LINKS.read(SIGNED) == LINK
    assert LINKS.read_feed(LINKS.sign_feed(FEED)) == FEED


def test_a_link_is_the_same_at_every_signing():
    assert Links("a secret of the office", Realm.LIVE).sign(LINK) == SIGNED


def test_a_link_fits_an_address_without_escaping():
    assert set(SIGNED) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")


@given(place=st.integers(0, len(SIGNED) - 1), letter=st.sampled_from(printable))
def test_any_altered_letter_is_refused(place, letter):
    altered = SIGNED[:place] + letter + SIGNED[place + 1 :]
    assert (LINKS.read(altered) == LINK) == (altered == SIGNED)
    assert (LINKS.read(altered) is None) == (altered != SIGNED)


@given(place=st.integers(0, len(SIGNED)), more=st.text(min_size=1, max_size=3))
def test_any_added_letter_is_refused(place, more):
    assert LINKS.read(SIGNED[:place] + more + SIGNED[place:]) is None


@given(length=st.integers(0, len(SIGNED) - 1))
def test_a_link_that_was_cut_is_refused(length):
    assert LINKS.read(SIGNED[:length]) is None


@given(st.text())
def test_no_text_of_a_stranger_opens_anything(text):
    assert LINKS.read(text) is None
    assert LINKS.read_feed(text) is None


def test_a_link_of_another_office_or_realm_is_refused():
    assert Links("a secret of another office", Realm.LIVE).read(SIGNED) is None
    assert Links("a secret of the office", Realm.REHEARSAL).read(SIGNED) is None


def test_a_page_link_opens_no_calendar_and_a_calendar_link_no_page():
    assert LINKS.read_feed(SIGNED) is None
    assert LINKS.read(LINKS.sign_feed(FEED)) is None
