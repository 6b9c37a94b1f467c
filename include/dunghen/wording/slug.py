"""Slugs of Vietnamese names: «Cục Điện ảnh» → ``cuc-dien-anh``."""

from __future__ import annotations

import re
import unicodedata

_D = str.maketrans("đĐÐ", "ddd")


def slug(name: str) -> str:
    """đ, Đ and Ð (U+00D0, a common slip) become d; diacritics go; every other run of characters becomes a hyphen."""
    plain = name.translate(_D)
    plain = "".join(char for char in unicodedata.normalize("NFD", plain) if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
