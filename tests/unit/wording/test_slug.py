"""Slugs of Vietnamese names."""

from __future__ import annotations

import pytest

from dunghen.wording.nearest import nearest
from dunghen.wording.slug import slug


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Cục Điện ảnh", "cuc-dien-anh"),
        ("Vụ Kế hoạch, Tài chính", "vu-ke-hoach-tai-chinh"),
        ("QÐ-BVHTTDL", "qd-bvhttdl"),  # U+00D0, the slip of the seed
        ("văn hoá", "van-hoa"),
        ("văn hóa", "van-hoa"),
    ],
)
def test_diacritics_go_and_both_spellings_become_one(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_the_nearest_word_is_found_and_a_far_one_is_none() -> None:
    assert nearest("cuc-dien-an", ["cuc-dien-anh", "cuc-bao-chi"]) == "cuc-dien-anh"
    assert nearest("xyz", ["cuc-dien-anh"]) is None
