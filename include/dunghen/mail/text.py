"""The Markdown of the mails: read, and written as plain text that reads like a letter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from textwrap import indent
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode as Node

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore

_RULES = ("heading", "list", "blockquote", "hr", "newline", "emphasis", "strikethrough", "link", "entity")
_MARK = re.compile(r"\[!(\w+)\] ?")


def blocks(source: str) -> Sequence[Node]:
    """What the source consists of, from top to bottom; a box, ``> [!warm] …``, has its tone in its ``meta``."""
    # No value holds a bare asterisk: four of them are strong words that turned out empty.
    return Node(_reader().parse(source.replace("****", ""))).children


def written(nodes: Sequence[Node]) -> str:
    """The whole text: headings in capitals above what they head, lists with their numbers, addresses in full."""
    return re.sub(r"\n{3,}", "\n\n", _stacked(nodes).strip()) + "\n"


def line(source: str) -> str:
    """One line without its markup, whatever it begins with."""
    return _words(Node(_reader().parseInline(source)))


def stands_below(node: Node, before: Node | None) -> bool:
    """Whether the source has no blank line between a heading and this."""
    return bool(before and before.type == "heading" and before.map and node.map and before.map[1] == node.map[0])


@cache
def _reader() -> MarkdownIt:
    # As little of Markdown as the mails need. Without text_join what was escaped stays apart from what a template says.
    reader = MarkdownIt("zero").enable(list(_RULES)).disable("text_join")
    reader.normalizeLink = _as_given  # type: ignore[assignment, method-assign]
    reader.core.ruler.push("tone", _take_tones)
    return reader


def _take_tones(state: StateCore) -> None:
    """A value that begins as a tone does says nothing: its brackets are tokens of another kind."""
    box = None
    for token in state.tokens:
        box = token if token.type == "blockquote_open" else box
        first = next((part for part in token.children or () if part.type.startswith("text")), None)
        if box and first:
            if first.type == "text" and (mark := _MARK.match(first.content)):
                box.meta["tone"], first.content = mark[1], first.content[mark.end() :]
            box = None


def _as_given(address: str) -> str:
    return address


def _stacked(nodes: Sequence[Node]) -> str:
    said, before = "", None
    for node in nodes:
        said += ("\n" if stands_below(node, before) else "\n\n") + _block(node)
        before = node
    return said.lstrip("\n")


def _block(node: Node) -> str:
    match node.type:
        case "heading":
            return _words(node, capitals=node.tag != "h1")
        case "bullet_list" | "ordered_list":
            marks = (
                f"{number}. " if node.type == "ordered_list" else "- " for number in range(1, len(node.children) + 1)
            )
            return "\n".join(map(_item, marks, node.children))
        case "blockquote" if "tone" not in node.meta:
            return indent(_stacked(node.children), "  ")
        case "blockquote":
            return _stacked(node.children)
    return _words(node)


def _item(mark: str, item: Node) -> str:
    return mark + indent(_stacked(item.children), "   ")[3:]


def _words(node: Node, *, capitals: bool = False) -> str:
    """Capitals leave alone what is strong or emphasised: a name, a day, a remark."""
    kind = node.type
    if kind.startswith("text"):
        return node.content.upper() if capitals else node.content
    capitals = capitals and kind not in ("strong", "em")
    words = "".join(_words(child, capitals=capitals) for child in node.children)
    if kind == "link":
        target = str(node.attrs["href"])
        return words if target in (words, f"mailto:{words}") else f"{words}: {target}"
    return "\n" if kind == "softbreak" else words
