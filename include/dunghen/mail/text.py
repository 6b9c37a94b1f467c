"""The Markdown of the mails: read, and written as plain text that reads like a letter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from textwrap import indent

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode as Node

_RULES = ("heading", "list", "blockquote", "hr", "newline", "emphasis", "strikethrough", "link", "entity")
_MARK = re.compile(r"\[!(\w+)\] ?")


def blocks(source: str) -> Sequence[Node]:
    """What the source consists of, from top to bottom."""
    # No value holds a bare asterisk: four of them are strong words that turned out empty.
    return Node(_reader().parse(source.replace("****", ""))).children


def written(source: str) -> str:
    """The whole text: headings in capitals above what they head, lists with their numbers, addresses in full."""
    return re.sub(r"\n{3,}", "\n\n", _stacked(blocks(source)).strip()) + "\n"


def line(source: str) -> str:
    """One line without its markup, whatever it begins with."""
    return _words(Node(_reader().parseInline(source)))


def take_tone(quote: Node) -> str | None:
    """The tone of a box, ``> [!warm] …``, which is taken out of it; None for a quotation.

    A value that begins so says nothing: its brackets are tokens of another kind.
    """
    first = next((one.token for one in quote.walk() if one.type.startswith("text")), None)
    found = _MARK.match(first.content) if first and first.type == "text" else None
    if first is None or found is None:
        return None
    first.content = first.content[found.end() :]
    return found[1]


def stands_below(node: Node, before: Node | None) -> bool:
    """Whether the source has no blank line between a heading and this."""
    return bool(before and before.type == "heading" and before.map and node.map and before.map[1] == node.map[0])


@cache
def _reader() -> MarkdownIt:
    # As little of Markdown as the mails need. Without text_join what was escaped stays apart from what a template says.
    reader = MarkdownIt("zero").enable(list(_RULES)).disable("text_join")
    reader.normalizeLink = _as_given  # type: ignore[assignment, method-assign]
    return reader


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
        case "blockquote" if take_tone(node) is None:
            return indent(_stacked(node.children), "  ")
        case "blockquote":
            return _stacked(node.children)
    return _words(node)


def _item(mark: str, item: Node) -> str:
    return mark + indent(_stacked(item.children), "   ")[3:]


def _words(node: Node, *, capitals: bool = False) -> str:
    """Capitals leave alone what is strong or emphasised: a name, a day, a remark."""
    if node.type.startswith("text"):
        return node.content.upper() if capitals else node.content
    capitals = capitals and node.type not in ("strong", "em")
    said = "".join(_words(child, capitals=capitals) for child in node.children)
    if node.type == "link":
        target = str(node.attrs["href"])
        return said if target in (said, f"mailto:{said}") else f"{said}: {target}"
    return "\n" if node.type == "softbreak" else said
