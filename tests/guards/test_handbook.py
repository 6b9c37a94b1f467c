"""The handbook shows and says what is there: every picture, page, button and file that it names exists."""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

import pytest

from dunghen.entrypoints.web.handbook import OPERATORS, SHEET, SHEET_PDF, anchor
from tests.handbook.screenshots import SHOTS
from tests.handbook.sheet import page_count
from tests.handbook.stage import DESK, PHONE, SHARP

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LARGEST, ALL_TOGETHER = 120_000, 2_500_000
"""Bytes."""
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)]+)\)")
_QUOTED = re.compile(r"«([^»]+)»")
_ADDRESS = re.compile(r"/dunghen(/[\w-]+)")
_PREFIX = re.compile(r'APIRouter\(prefix="(/[\w-]+)')
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
# What somebody says, and is written on no page.
SAID = {"tôi không nhận được thư"}


@pytest.fixture(scope="module")
def folder(root: Path) -> Path:
    return root / "docs" / "so-tay"


@pytest.fixture(scope="module")
def chapters(folder: Path) -> dict[str, str]:
    """The pages of the handbook, by file name."""
    found = {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.md"))}
    assert set(found) == {OPERATORS, SHEET}
    return found


@pytest.fixture(scope="module")
def pictures(folder: Path) -> dict[str, bytes]:
    """The pictures, by their address in the handbook."""
    return {f"hinh/{file.name}": file.read_bytes() for file in sorted((folder / "hinh").iterdir())}


@pytest.fixture(scope="module")
def on_pages(texts: dict[str, str]) -> str:
    """Every word that a page, a mail or a DAG can show, blanks made one."""
    shown = [
        text
        for name, text in texts.items()
        if name.startswith("include/dunghen/") and name.endswith((".html", ".py", ".txt"))
    ]
    assert len(shown) > 100
    return re.sub(r"\s+", " ", " ".join(shown))


def _named(chapters: Mapping[str, str]) -> set[str]:
    return {picture for text in chapters.values() for _, picture in _PICTURE.findall(text)}


def test_every_picture_that_is_named_exists_and_every_picture_is_named(
    chapters: dict[str, str], pictures: dict[str, bytes]
) -> None:
    assert _named(chapters) == set(pictures)


def test_the_script_takes_every_picture_and_no_other(pictures: dict[str, bytes]) -> None:
    assert sorted(f"hinh/{one.name}.png" for one in SHOTS) == sorted(pictures)


def test_every_picture_says_what_it_shows_to_those_who_cannot_see_it(chapters: dict[str, str]) -> None:
    words = {picture: said for text in chapters.values() for said, picture in _PICTURE.findall(text)}

    assert [picture for picture, said in words.items() if len(said) < 8] == []


def test_pictures_are_light_and_of_the_width_of_a_screen(pictures: dict[str, bytes]) -> None:
    widths = {name: struct.unpack(">I", content[16:20])[0] for name, content in pictures.items()}

    assert {name: len(content) for name, content in pictures.items() if len(content) > LARGEST} == {}
    assert sum(map(len, pictures.values())) <= ALL_TOGETHER
    assert {name: width for name, width in widths.items() if width not in (DESK, PHONE * SHARP)} == {}


def test_what_the_handbook_quotes_is_written_on_a_page(chapters: dict[str, str], on_pages: str) -> None:
    quoted = {words for text in chapters.values() for words in _QUOTED.findall(text.replace("\n", " "))}

    assert len(quoted) > 40
    assert {words for words in quoted - SAID if not re.search(rf"(?<!\w){re.escape(words)}(?!\w)", on_pages)} == set()


def test_every_address_that_the_handbook_names_is_a_page(chapters: dict[str, str], texts: dict[str, str]) -> None:
    pages = {prefix for name, text in texts.items() if "/entrypoints/web/" in name for prefix in _PREFIX.findall(text)}
    named = {address for text in chapters.values() for address in _ADDRESS.findall(text)}

    assert len(pages) > 5
    assert named - pages == set()


def test_every_link_leads_to_a_heading_of_the_page_or_to_a_file_beside_it(
    folder: Path, chapters: dict[str, str]
) -> None:
    dead = []
    for name, text in chapters.items():
        headings = {f"#{anchor(title)}" for title in _HEADING.findall(text)}
        beside = {file.name for file in folder.iterdir()}
        dead += [f"{name}: {link}" for link in _LINK.findall(text) if link not in headings | beside]

    assert dead == []


def test_the_sheet_for_unit_heads_is_one_page_of_a4(folder: Path) -> None:
    assert page_count(folder / SHEET_PDF) == 1
