"""What somebody called a file, as everybody can read and keep it."""

from __future__ import annotations

import os

import pytest

from dunghen.submissions.original_name import shown_name


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        pytest.param("báo cáo 2026.xlsx", "báo cáo 2026.xlsx", id="plain"),
        pytest.param("a\x00b\r\nc.xlsx", "a b c.xlsx", id="controls"),
        pytest.param("ba\u0301o.xlsx", "báo.xlsx", id="decomposed letters"),
        pytest.param(os.fsdecode(b"b\xe1o c\xe1o.xlsx"), "b\\xe1o c\\xe1o.xlsx", id="not UTF-8"),
        pytest.param("a\ud800b.xlsx", "a b.xlsx", id="half a letter"),
        pytest.param("\x00 \u202e", "không tên", id="nothing to show"),
        pytest.param("x" * 5000, "x" * 199 + "…", id="very long"),
    ],
)
def test_a_name_is_one_printable_line_of_bearable_length(given: str, shown: str):
    assert shown_name(given) == shown
