"""Slugs of Vietnamese names: «Cục Điện ảnh» → ``cuc-dien-anh``.

python-slugify is not the same: it joins «3,5» to 35 and spells out 추석 and §, so names kept as keys would change.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from dunghen.wording.look_alikes import without_unseen

_LONGEST = 60
_D = str.maketrans("đĐðÐɖƉƌƋ", "d" * 8)


def slug(name: str) -> str:
    """đ, Đ and what looks like them become d; diacritics go; every other run of characters becomes a hyphen."""
    plain = without_unseen(name).translate(_D)
    plain = "".join(char for char in unicodedata.normalize("NFD", plain) if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def free_slug(name: str, taken: Collection[str]) -> str:
    """A slug of at most 60 letters that is not taken yet: ``tuan-phim``, then ``tuan-phim-2``; empty for a name without letters."""
    wanted = slug(name)[:_LONGEST].strip("-")
    number, found = 2, wanted
    while found in taken:
        found, number = f"{wanted}-{number}", number + 1
    return found
