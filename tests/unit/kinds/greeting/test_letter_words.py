"""Ordinals, dates and country names, each as its language writes them. Expected words are written by hand."""

from __future__ import annotations

from datetime import date

import pytest

from dunghen.kinds.greeting.languages import LANGUAGES, VIETNAMESE, country_name, language_of, long_date
from tests.unit.kinds.greeting.letter_facts import OUR_MISSION, a_greeting


@pytest.mark.parametrize(
    ("language", "count", "words"),
    [
        ("vi", 1, "lần thứ 1"),
        ("vi", 50, "lần thứ 50"),
        ("en", 1, "1st"),
        ("en", 2, "2nd"),
        ("en", 3, "3rd"),
        ("en", 4, "4th"),
        ("en", 11, "11th"),
        ("en", 12, "12th"),
        ("en", 13, "13th"),
        ("en", 21, "21st"),
        ("en", 52, "52nd"),
        ("en", 63, "63rd"),
        ("en", 101, "101st"),
        ("en", 111, "111th"),
        ("ko", 50, "50주년"),
        ("ja", 50, "50周年"),
        ("zh", 50, "50周年"),
        ("lo", 50, "ຄົບຮອບ 50 ປີ"),  # tròn 50 năm
        ("ru", 50, "50-летия"),  # của dịp tròn 50 năm (cách hai)
        ("ru", 35, "35-летия"),
        ("ru", 33, "33-й годовщины"),  # của lần kỷ niệm thứ 33 (cách hai)
        ("ru", 1, "1-й годовщины"),
        ("fr", 1, "1er"),
        ("fr", 2, "2e"),
        ("fr", 50, "50e"),
    ],
)
def test_an_anniversary_is_counted_as_the_language_counts(language, count, words):
    assert LANGUAGES[language].nth(count) == words


def test_there_is_no_anniversary_before_the_first():
    with pytest.raises(ValueError, match="dương"):
        VIETNAMESE.nth(0)


@pytest.mark.parametrize(
    ("language", "day", "words"),
    [
        ("vi", date(2026, 12, 22), "ngày 22 tháng 12 năm 2026"),
        ("vi", date(2027, 2, 5), "ngày 05 tháng 02 năm 2027"),
        ("en", date(2026, 12, 22), "22 December 2026"),
        ("en", date(2027, 1, 1), "1 January 2027"),
        ("ko", date(2026, 12, 22), "2026년 12월 22일"),
        ("ja", date(2026, 12, 22), "2026年12月22日"),
        ("zh", date(2026, 12, 22), "2026年12月22日"),
        ("lo", date(2026, 12, 22), "22 ທັນວາ 2026"),
        ("lo", date(2027, 4, 14), "14 ເມສາ 2027"),
        ("ru", date(2026, 12, 22), "22 декабря 2026 года"),
        ("ru", date(2027, 5, 9), "9 мая 2027 года"),
        ("fr", date(2026, 12, 22), "22 décembre 2026"),
        ("fr", date(2027, 1, 1), "1er janvier 2027"),
        ("fr", date(2027, 1, 11), "11 janvier 2027"),
        ("fr", date(2027, 1, 21), "21 janvier 2027"),
    ],
)
def test_a_date_is_written_as_the_language_writes_it(language, day, words):
    assert long_date(day, LANGUAGES[language]) == words


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("vi", "Cộng hòa Italia"),
        ("en", "Italy"),
        ("ko", "이탈리아"),
        ("ja", "イタリア"),
        ("zh", "意大利"),
        ("lo", "ອິຕາລີ"),
        ("ru", "Италия"),
        ("fr", "Italie"),
    ],
)
def test_a_country_is_named_in_the_language_of_the_letter(language, name):
    assert country_name(a_greeting("it"), LANGUAGES[language]) == name


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("Netherlands", "the Netherlands"),
        ("United Kingdom", "the United Kingdom"),
        ("United States of America", "the United States of America"),
        ("Republic of Korea", "the Republic of Korea"),
        ("Russian Federation", "the Russian Federation"),
        ("Lao PDR", "the Lao PDR"),
        ("Philippines", "the Philippines"),
        ("Kazakhstan", "Kazakhstan"),
        ("New Zealand", "New Zealand"),
        ("Türkiye", "Türkiye"),
    ],
)
def test_english_says_the_where_the_name_asks_for_it(given, said):
    assert country_name(a_greeting(country_en=given), LANGUAGES["en"]) == said


def test_a_name_that_carries_an_explanation_is_none():
    assert country_name(a_greeting(country="MM"), LANGUAGES["ja"]) is None  # CLDR: ミャンマー (ビルマ)


def test_an_organisation_has_no_country():
    facts = a_greeting("")
    assert [country_name(facts, language) for language in LANGUAGES.values()] == [None] * 8


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        *(("ko", "ko"), ("ja", "ja"), ("zh", "zh"), ("lo", "lo"), ("ru", "ru"), ("fr", "fr"), ("vi", "vi")),
        *(("zh-Hans", "zh"), ("FR", "fr"), ("nl", "en"), ("km", "en"), ("ar", "en"), ("", "en")),
    ],
)
def test_a_language_without_templates_falls_back_to_english(asked, written):
    assert language_of(a_greeting(asked)).code == written


def test_a_mission_of_viet_nam_is_written_to_in_vietnamese_whatever_its_country_speaks():
    assert language_of(a_greeting("ja", partner_class=OUR_MISSION)).code == "vi"
