"""Header values that arrive as they were meant: cleaned of what could break a header, folded without losing a space."""

from __future__ import annotations

import unicodedata
from email.header import Header
from email.headerregistry import Address
from email.policy import EmailPolicy
from textwrap import wrap
from typing import Any

_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_LINE_END = "\r\n"
_SPECIALS = frozenset('()<>[]:;@\\,."')


def clean(text: str, limit: int | None = None) -> str:
    """The text on one line: control, format and line-breaking characters become spaces, runs of spaces one.

    Args:
        text: anything.
        limit: longest result, in characters; a longer text is cut with «…».
    """
    printable = "".join(
        " " if unicodedata.category(char) in _UNPRINTABLE else char for char in unicodedata.normalize("NFC", text)
    )
    line = " ".join(printable.split())
    if limit is not None and len(line) > limit:
        return line[: limit - 1].rstrip() + "…"
    return line


class WirePolicy(EmailPolicy):
    """RFC 5322 with CRLF, 7-bit parts, and the folding of the older ``email.header``.

    The newer folding drops a space wherever two encoded words meet (one Vietnamese subject in six), and turns a list of
    long keys into encoded words; the older one does neither.
    """

    def fold(self, name: str, value: Any) -> str:
        """One header, folded, with its line end."""
        return f"{name}: {_folded(name, value)}{_LINE_END}"

    def fold_binary(self, name: str, value: Any) -> bytes:
        """The same in bytes; everything is ASCII by then."""
        return self.fold(name, value).encode("ascii")


WIRE = WirePolicy(linesep=_LINE_END, cte_type="7bit")
_STANDARD = EmailPolicy(linesep=_LINE_END)


def _folded(name: str, value: Any) -> str:
    if addresses := getattr(value, "addresses", ()):
        return f",{_LINE_END} ".join(_mailbox(name, one) for one in addresses)
    if hasattr(value, "params"):
        # Content-Type and the like: ASCII parameters, which the newer folding writes as RFC 2231 asks.
        return str(_STANDARD.fold(name, value)).partition(":")[2].strip()
    text = clean(str(value))  # once more: the library has decoded whatever looked like an encoded word
    return _wrapped(name, text) if _is_plain(text) else _encoded(name, text)


def _mailbox(name: str, address: Address) -> str:
    shown = address.display_name
    if not shown:
        return f"<{address.addr_spec}>"
    if not _is_plain(shown):
        shown = _encoded(name, shown)
    elif _SPECIALS & set(shown):
        quoted = shown.replace("\\", "\\\\").replace('"', '\\"')
        shown = f'"{quoted}"'
    return f"{shown}{_LINE_END} <{address.addr_spec}>"


def _is_plain(text: str) -> bool:
    """Whether it can stand as it is; what only looks like an encoded word cannot."""
    return text.isascii() and "=?" not in text


def _encoded(name: str, text: str) -> str:
    """The text as encoded words (RFC 2047)."""
    return Header(text, "utf-8", header_name=name).encode(linesep=_LINE_END)


def _wrapped(name: str, text: str) -> str:
    """ASCII folded at spaces; a longer word stays whole, and the first one on the line of the header's name."""
    label = f"{name}: "
    lines = wrap(text, 77, initial_indent=label, break_long_words=False, break_on_hyphens=False)
    return f"{_LINE_END} ".join(lines).removeprefix(label)
