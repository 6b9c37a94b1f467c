"""Letters that no eye tells apart: what is typed with a foreign one is read as the letter that is meant."""

from __future__ import annotations

import re
import unicodedata

# Latin letters of other languages beside đ and Đ; letters of Cyrillic and Greek that have the very shape of a Latin one
# (Unicode Technical Standard 39, confusables). Left out is what only resembles it.
_FOREIGN = str.maketrans(
    "ðɖƌ" "ÐƉƋ" "аеорсухіјѕһԁԛԝ" "АВЕЗКМНОРСТУХІЈЅԌԚԜ" "οανρυιχ" "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ" "ıℓ",
    "đđđ" "ĐĐĐ" "aeopcyxijshdqw" "ABE3KMHOPCTYXIJSGQW" "oavpuix" "ABEZHIKMNOPTYX" "il",
)  # fmt: skip
# Characters without a width (Unicode category Cf: zero-width spaces and joiners, byte order and direction marks, soft
# hyphens, tags) and selectors of a variant.
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
                     "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]")  # fmt: skip


def without_unseen(text: str) -> str:
    """The text without characters that have no width."""
    return _UNSEEN.sub("", text)


def as_seen(text: str) -> str:
    """The text as a Vietnamese reader sees it: composed, full-width and foreign letters as the usual ones, single spaces."""
    plain = unicodedata.normalize("NFKC", without_unseen(text)).translate(_FOREIGN)
    return " ".join(unicodedata.normalize("NFC", plain).split())
