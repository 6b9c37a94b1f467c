"""The Markdown of a mail as an HTML fragment: one column, styles inline, nothing remote, no tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markupsafe import escape

from dunghen.mail.phrases import opened
from dunghen.mail.text import blocks, stands_below, take_tone

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


def written(source: str, *, is_page: bool = False) -> str:
    """The fragment.

    Args:
        source: what a template of ``templates/`` became.
        is_page: it stands on a page that has the title, and a look of its own: only boxes have styles.
    """
    nodes = blocks(source)
    roles = _roles(nodes)
    if is_page:
        nodes = [one for one, role in zip(nodes, roles, strict=True) if role not in ("h1", "h1 above", "below h1")]
    for one, role in zip(nodes, _roles(nodes), strict=True):
        _dress(one, role, is_plain=is_page)
    tokens = [token for one in nodes if one.type != "hr" for token in one.to_tokens()]
    return str(_writer().renderer.render(tokens, _writer().options, {}))


@cache
def _writer() -> MarkdownIt:
    return MarkdownIt("zero", {"breaks": True}, renderer_cls=_Renderer)


def _roles(nodes: Sequence[Node]) -> list[str]:
    """What each is, its kind apart: a title with a line below it, that line, an address alone, small print at the end."""
    roles: list[str] = []
    paragraph = "p"
    for before, node, after in zip((None, *nodes), nodes, (*nodes[1:], None), strict=False):
        role = node.tag
        if node.type == "hr":
            paragraph = "small"
        elif node.tag == "h1":
            role = "h1 above" if after and stands_below(after, node) else "h1"
        elif node.type == "paragraph" and before and before.tag == "h1" and stands_below(node, before):
            role = "below h1"
        elif node.type == "paragraph":
            role = "button line" if [one.type for one in node.children[0].children] == ["link"] else paragraph
        roles.append(role)
    return roles


def _dress(node: Node, role: str, *, is_plain: bool) -> None:
    tone = take_tone(node) if node.type == "blockquote" else None
    for one, inner in zip(node.children, _roles(node.children), strict=True):
        _dress(one, inner, is_plain=is_plain)
    if not is_plain:
        _style(node, role)
    if role == "button line":
        _style(node.children[0].children[0], "button")
    if role in ("h1", "h1 above"):
        _keep_together(node)
    if tone is not None and tone in _TONES:
        _box(node, _TONES[tone])


def _style(node: Node, role: str, colours: tuple[str, ...] = (), tag: str | None = None) -> None:
    if role in _STYLES and node.nester_tokens:
        opening, closing = node.nester_tokens
        opening.attrSet("style", _STYLES[role].format(*colours))
        opening.tag = closing.tag = tag or {"h1": "h2", "h2": "h3"}.get(node.tag, node.tag)


def _keep_together(title: Node) -> None:
    """A period is not torn from the word before it."""
    for one in title.walk():
        if one.token and one.type.startswith("text"):
            one.token.content = one.content.replace("kỳ ", "kỳ\N{NO-BREAK SPACE}")


def _box(node: Node, colours: tuple[str, ...]) -> None:
    """A coloured box: its first strong words are what it is about, large below what leads to them."""
    _style(node, "box", colours, "div")
    for number, part in enumerate(node.children):
        if part.type in ("paragraph", "heading"):
            _style(part, "further in box" if number else "in box", colours, "div")
    figure = next((one for one in node.walk() if one.type == "strong"), None)
    if figure and figure.parent and figure.parent.token and figure.nester_tokens:
        _style(figure, "figure", colours, "div")
        line = figure.parent.token.children or []
        first, last = (line.index(one) for one in figure.nester_tokens)
        _trim_end(line[:first])
        if line[first + 1].content.startswith(("ngày ", "từ ")):
            line[first + 1].content = opened(line[first + 1].content)
        _trim_start(line[last + 1 :])


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
