"""The handbook of ``docs/so-tay`` as HTML: the same Markdown that is read in the repository, with its pictures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from dunghen.entrypoints.airflow_home import PROJECT

if TYPE_CHECKING:
    from markdown_it.token import Token

OPERATORS = "nguoi-van-hanh.md"
SHEET = "thu-truong-don-vi.md"
SHEET_PDF = "thu-truong-don-vi.pdf"
# An installed package carries the folder with it (pyproject.toml); in the repository it lies where it is written.
_FOLDERS = (Path(__file__).parent / "so-tay", PROJECT / "docs" / "so-tay")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page of the handbook: its title, and what comes below it as HTML."""

    title: str
    html: str


def folder() -> Path | None:
    """Where the handbook lies; None where it is not installed."""
    return next((one for one in _FOLDERS if one.is_dir()), None)


def pictures() -> Mapping[str, Path]:
    """By name: the pictures that there are, and no other file."""
    found = folder()
    return {one.name: one for one in sorted((found / "hinh").glob("*.png"))} if found else {}


def chapter(name: str, base: str) -> Chapter | None:
    """The page, its links and pictures below the address ``base``; None where the handbook is not installed."""
    found = folder()
    if found is None:
        return None
    path = found / name
    return _rendered(path, path.stat().st_mtime_ns, base)


@lru_cache(maxsize=4)
def _rendered(path: Path, changed: int, base: str) -> Chapter:  # noqa: ARG001 - the change is what the cache goes by
    return rendered(path.read_text(encoding="utf-8"), base)


def rendered(text: str, base: str) -> Chapter:
    """Markdown as HTML. Headings get the ids that their links in the table of contents expect; HTML in it is escaped."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(text)
    title = next((after.content for one, after in pairwise(tokens) if one.tag == "h1"), "")
    body = tokens[3:] if tokens and tokens[0].tag == "h1" else tokens
    for one, after in pairwise(body):
        if one.type == "heading_open":
            one.attrSet("id", anchor(after.content))
    for token in body:
        for child in token.children or ():
            _place(child, base)
    return Chapter(title, reader.renderer.render(body, reader.options, {}))


def anchor(heading: str) -> str:
    """What a link to a heading is called on the sites that show Markdown: small letters, hyphens for blanks."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _place(token: Token, base: str) -> None:
    """Let a picture or a link that is relative to the folder lead to the page's own address."""
    name = {"image": "src", "link_open": "href"}.get(token.type)
    target = str(token.attrGet(name) or "") if name else ""
    if name and target and not re.match(r"[a-z]+:|#|/", target):
        token.attrSet(name, base + target)
    if token.type == "image":
        token.attrSet("loading", "lazy")
