"""Other people's words, kept as they are except for what XML 1.0 (§2.2) cannot carry."""

from __future__ import annotations

import re

# Control characters but tab and newline, lone surrogates, and the two non-characters of the basic plane.
_REFUSED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def verbatim(text: str) -> str:
    """The text as it was written: line ends become newlines; refused characters and blanks around it go."""
    return _REFUSED.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
