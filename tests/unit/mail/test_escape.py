"""Whatever people wrote reads in both parts of a mail as they wrote it, and is never markup."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunghen.mail import html, text
from dunghen.mail.escape import bulleted, numbered, paragraphs, value

HOSTILE = (
    "# Đầu đề",
    "1. Một",
    "1",
    "- gạch",
    "> trích",
    "---",
    "===",
    "    thụt",
    "*đậm* **đậm** ***",
    "_nghiêng_ ~~bỏ~~",
    "`mã` ```",
    "[chữ](http://a.invalid)",
    "![hình](http://a.invalid)",
    "[!stop] hộp",
    "<script>alert(1)</script>",
    "<http://a.invalid>",
    "&lt; &amp; &#42;",
    "a\\*b \\",
    "| a | b |",
    "lời \"trích\" và 'trích'",
    "hai\ndòng",
    "hai\n\nđoạn\n# ba",
    "hai\r\ndòng",
    "cuối #",
    "cách  \ndòng",
    "bảng_tổng_hợp (1).xlsx",
)
WRITTEN = st.text(st.sampled_from(" \n\t*_`#<>[]()!&\\~-+=|.:;\"'1aă«»"), max_size=30) | st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029"), max_size=30
)
PLACES = ("{}", "x {}.", "# {}", "## Đầu đề\n{}", "- {}", "1. {}", "> {}", "> [!warm] Việc: **{}**, hết", "a **{}** b")
MARKUP = re.compile(r"</?(?:p|h2|h3|ul|ol|li|div|blockquote|strong)(?: style=\"[^\"<>]*\")?>|<br>")


def as_html(source: str) -> str:
    return html.written(text.blocks(source))


def as_text(source: str) -> str:
    return text.written(text.blocks(source))


def read(source: str) -> tuple[str, str]:
    """Both parts as they are read: blanks do not count."""
    seen = as_html(source)
    assert "<" not in MARKUP.sub("", seen)
    return squeezed(as_text(source)), squeezed(unescape(MARKUP.sub(" ", seen)))


def squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words).casefold()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("written", HOSTILE)
def test_hostile_words_are_read_as_they_were_written(place: str, written: str) -> None:
    for part in read(place.format(value(written))):
        assert squeezed(written) in part


@given(written=WRITTEN, place=st.sampled_from(PLACES))
def test_whatever_is_written_is_neither_lost_nor_markup(written: str, place: str) -> None:
    kinds = re.findall(r"<(\w+)", as_html(place.format(value("chữ"))))
    said = as_html(place.format(value(written)))
    for part in read(place.format(value(written))):
        assert squeezed(written) in part
    if written.strip():
        assert [kind for kind in re.findall(r"<(\w+)", said) if kind != "br"] == kinds


@given(st.lists(WRITTEN.filter(str.strip), min_size=1, max_size=4))
def test_a_list_has_as_many_items_as_values(items: list[str]) -> None:
    for written in (bulleted(items), numbered(items)):
        assert as_html(written).count("<li ") == len(items)


def test_a_value_keeps_its_lines_and_its_paragraphs() -> None:
    assert as_html(paragraphs("Một\nhai\n\nba")).count("<p ") == 2
    assert as_text(paragraphs("Một\nhai\n\nba")) == "Một\nhai\n\nba\n"


def test_what_is_escaped_already_is_not_escaped_again() -> None:
    assert value(value("a*b")) == value("a*b") == "a&#42;b"


def test_an_address_that_could_run_something_is_no_link() -> None:
    seen = as_html(f"[Mở]({value('javascript:alert(1)')})")
    assert "<a" not in seen
    assert "javascript:alert(1)" in seen


def test_an_address_is_kept_as_it_is_and_cannot_leave_its_link() -> None:
    url = 'https://a.invalid/x?k=1&u=_2_">(y)'
    source = f"[Mở]({value(url)})"
    assert as_text(source) == f"Mở: {url}\n"
    assert 'href="https://a.invalid/x?k=1&amp;u=_2_&quot;&gt;(y)"' in as_html(source)


def test_an_empty_value_leaves_no_asterisks() -> None:
    assert as_text(f"> [!calm] Nơi: **{value('')}**") == "Nơi:\n"
