"""The Markdown of a mail as an HTML fragment: one column, styles inline, nothing remote, no tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markupsafe import escape

from dunghen.mail.phrases import opened
from dunghen.mail.text import stands_below

if TYPE_CHECKING:
    from markdown_it.token import Token
    from markdown_it.tree import SyntaxTreeNode as Node
    from markdown_it.utils import EnvType, OptionsDict

_STYLES: Mapping[str, str] = {
    "h1": "margin:0 0 14px;font-size:20px;line-height:1.35;color:#12355b",
    "h1 above": "margin:0 0 4px;font-size:20px;line-height:1.35;color:#12355b",
    "below h1": "margin:0 0 14px;font-size:14px;color:#55606e",
    "h2": "margin:18px 0 6px;font-size:16px;color:#12355b",
    "p": "margin:0 0 12px",
    "small": "margin:0 0 12px;font-size:14px;color:#33404f",
    "ol": "margin:0 0 14px;padding-left:24px",
    "ul": "margin:0 0 14px;padding-left:22px",
    "li": "margin:0 0 6px;padding-left:2px",
    "blockquote": "margin:0 0 14px;padding:12px 14px 0;border:1px solid #d3dae3;border-radius:4px",
    "a": "display:inline-block;color:#1d5fa8",
    "button line": "margin:16px 0",
    "button": "display:inline-block;padding:12px 20px;background:#1d5fa8;color:#ffffff;text-decoration:none;"
    "border-radius:4px;font-weight:bold",
    "box": "margin:16px 0;padding:14px 16px;background:{0};border-left:4px solid {1};border-radius:4px",
    "in box": "font-size:14px;color:{2}",
    "further in box": "font-size:14px;color:#33404f",
    "figure": "margin:2px 0 4px;font-size:21px;line-height:1.3;font-weight:bold;color:{2}",
}
_TONES: Mapping[str, tuple[str, str, str]] = {
    "calm": ("#eef4fb", "#1d5fa8", "#12355b"),
    "warm": ("#fdf3e3", "#b45309", "#7a3a06"),
    "good": ("#eaf6ee", "#1b7a43", "#12502d"),
    "stop": ("#fdeeec", "#b3261e", "#7d1a14"),
}
"""Ground, edge and ink of a box. All colours pass WCAG AA on their ground."""


class _Renderer(RendererHTML):
    """The line breaks of a value are breaks too."""

    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG002
        return str(escape(tokens[idx].content)).replace("\n", "<br>\n")

    text_special = text


def written(nodes: Sequence[Node], *, is_page: bool = False) -> str:
    """The fragment.

    Args:
        nodes: the blocks of a mail (``text.blocks``), whose tokens are dressed for it: nothing else reads them afterwards.
        is_page: it stands on a page that has the title, and a look of its own: only boxes have styles.
    """
    seen = [
        (node, role)
        for node, role in zip(nodes, _roles(nodes), strict=True)
        if node.type != "hr" and not (is_page and "h1" in role)
    ]
    for node, role in seen:
        _dress(node, role, is_plain=is_page)
    return str(_writer().renderer.render(_tokens(node for node, _ in seen), _writer().options, {}))


@cache
def _writer() -> MarkdownIt:
    return MarkdownIt("zero", {"breaks": True}, renderer_cls=_Renderer)


def _roles(nodes: Sequence[Node]) -> list[str]:
    """What each is, its kind apart: a title with a line below it, that line, an address alone, small print at the end."""
    roles, prose = [], "p"
    for before, node, after in zip((None, *nodes), nodes, (*nodes[1:], None), strict=False):
        prose = "small" if node.type == "hr" else prose
        roles.append(_role(node, before, after, prose))
    return roles


def _role(node: Node, before: Node | None, after: Node | None, prose: str) -> str:
    if node.tag == "h1":
        return "h1 above" if after and stands_below(after, node) else "h1"
    if node.type != "paragraph":
        return node.tag
    if before and before.tag == "h1" and stands_below(node, before):
        return "below h1"
    return "button line" if [part.type for part in node.children[0].children] == ["link"] else prose


def _dress(node: Node, role: str, *, is_plain: bool) -> None:
    for part, inner in zip(node.children, _roles(node.children), strict=True):
        _dress(part, inner, is_plain=is_plain)
    if not is_plain:
        _style(node, role)
    if role == "button line":
        _style(node.children[0].children[0], "button")
    if role in ("h1", "h1 above"):
        _keep_together(node)
    if node.type == "blockquote" and (colours := _TONES.get(node.meta.get("tone", ""))):
        _box(node, colours)


def _style(node: Node, role: str, colours: tuple[str, ...] = (), tag: str | None = None) -> None:
    if role in _STYLES and node.nester_tokens:
        opening, closing = node.nester_tokens
        opening.attrSet("style", _STYLES[role].format(*colours))
        opening.tag = closing.tag = tag or {"h1": "h2", "h2": "h3"}.get(node.tag, node.tag)


def _keep_together(title: Node) -> None:
    """A period is not torn from the word before it."""
    for part in title.walk():
        if part.token and part.type.startswith("text"):
            part.token.content = part.content.replace("kỳ ", "kỳ\N{NO-BREAK SPACE}")


def _box(node: Node, colours: tuple[str, ...]) -> None:
    """A coloured box: its first strong words are what it is about, large below what leads to them."""
    _style(node, "box", colours, "div")
    for number, part in enumerate(node.children):
        if part.type in ("paragraph", "heading"):
            _style(part, "further in box" if number else "in box", colours, "div")
    figure = next((part for part in node.walk() if part.type == "strong"), None)
    if figure:
        _style(figure, "figure", colours, "div")
        _set_apart(figure)


def _set_apart(figure: Node) -> None:
    """What leads to the figure ends there, what it is and what comes after it begin a sentence."""
    place = figure.siblings.index(figure)
    _trim_end(_tokens(figure.siblings[:place]))
    first = _tokens(figure.children)[0]
    if first.content.startswith(("ngày ", "từ ")):
        first.content = opened(first.content)
    _trim_start(_tokens(figure.siblings[place + 1 :]))


def _tokens(nodes: Iterable[Node]) -> list[Token]:
    return [token for node in nodes for token in node.to_tokens()]


def _trim_end(tokens: Sequence[Token]) -> None:
    """What leads to a figure ends without «:». What a value brought is a token of another kind, and stays."""
    for last in tokens[-1:]:
        if last.type in ("text", "softbreak"):
            last.type, last.content = "text", last.content.rstrip(": ")


def _trim_start(tokens: Sequence[Token]) -> None:
    """What comes after a figure begins a sentence."""
    for token in tokens:
        token.type = "text" if token.type == "softbreak" else token.type
        token.content = token.content.lstrip(" ,.:;") if token.type == "text" else token.content
        if token.content:
            token.content = opened(token.content)
            return
