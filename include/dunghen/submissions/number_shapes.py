"""Numbers that show zeros before them: a telephone number kept as 812345678 under the format 0000000000 is 0812345678.

Runs in the child process; standard library only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.parsers import expat

# One piece of a number format (ECMA-376 Part 1, 18.8.31): a quoted text, an escaped character, a colour or condition, a
# space as wide as a character, a filling character, or a character by itself.
_PIECE = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.|(.)', re.DOTALL)
_LITERALS = frozenset(" -()+/'")


def padded_styles(styles: bytes) -> Mapping[int, str]:
    """The cell formats, by their number in ``xl/styles.xml``, that may show zeros before a number; with their code.

    Raises:
        expat.ExpatError: the part is broken.
    """
    codes: dict[str, str] = {}
    formats: list[str] = []
    inside: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        tag = name.rsplit(":", 1)[-1]
        if tag == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "xf" and inside and inside[-1] == "cellXfs":
            formats.append(attributes.get("numFmtId", ""))
        inside.append(tag)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: inside.pop()
    parser.Parse(styles, True)  # noqa: FBT003 - the last piece
    return {place: codes[one] for place, one in enumerate(formats) if "0" in codes.get(one, "")}


def as_shown(value: str, code: str) -> str | None:
    """The whole number with the zeros (and the spaces and hyphens among them) that the format shows before it.

    None where the format adds none: the number is then what it is.
    """
    number = re.fullmatch(r"(\d{1,15})(?:\.0+)?", value.strip())
    pieces = _pieces(code.split(";", 1)[0])
    if number is None or pieces is None:
        return None
    digits = number[1].lstrip("0")
    places = sum(is_place for _, is_place in pieces)
    if len(digits) >= places:
        return None
    left, shown = digits.rjust(places), ""
    for one, is_place in pieces:
        if not is_place:
            shown += one
            continue
        digit, left = left[0], left[1:]
        shown += digit if digit != " " else "0" if one == "0" or "0" in shown else ""
    return shown.strip() if sum(map(str.isdigit, shown)) > len(digits) else None


def _pieces(code: str) -> list[tuple[str, bool]] | None:
    """Each literal, and each place of a digit (True); None where the format is of a date, a fraction or thousands."""
    found: list[tuple[str, bool]] = []
    for piece in _PIECE.finditer(code):
        quoted, escaped, single = piece.groups()
        if single in ("0", "#", "?"):
            found.append((single, True))
        elif single is not None and single not in _LITERALS:
            return None
        elif literal := quoted or escaped or single:
            found.append((literal, False))
    return found
