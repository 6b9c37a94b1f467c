"""Quotes against texts: word for word where the text is sound, by its bare letters where the scan is damaged."""

from __future__ import annotations

import pytest

from dunghen.tools.quotes import Text, cited, likeness, missing

TEXT = Text(("Điều 1.", "", "gửi Cục Hợp tác ", "quốc tế (trước ngày 30", "tháng 11 hàng năm)"), damaged=False)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("1", "Điều 1."),
        ("3-5", "gửi Cục Hợp tác quốc tế (trước ngày 30 tháng 11 hàng năm)"),
        ("1; 5", "Điều 1. tháng 11 hàng năm)"),
    ],
)
def test_cited_lines_become_running_text(lines: str, words: str) -> None:
    assert cited(TEXT, lines) == words


@pytest.mark.parametrize("lines", ["6", "4-6", "0", "1; 9"])
def test_a_line_that_the_text_does_not_have_is_an_error(lines: str) -> None:
    with pytest.raises(IndexError):
        cited(TEXT, lines)


def test_passages_joined_by_dots_must_follow_each_other() -> None:
    text = "gửi Cục Hợp tác quốc tế (trước ngày 30 tháng 11 hàng năm)"
    assert missing("gửi Cục … trước ngày 30 tháng 11", text) is None
    assert missing("trước ngày 30 ... gửi Cục", text) == "gửi Cục"


def test_one_changed_word_is_found() -> None:
    assert missing("trước ngày 29 tháng 11", "trước ngày 30 tháng 11 hàng năm") == "trước ngày 29 tháng 11"


def test_a_damaged_scan_is_compared_by_its_bare_letters() -> None:
    scan = "- Hang nam phdi hop voi it nhat 2 — 3 doan phong vién, bao chi nudc ngoai dén tac nghiép"
    assert likeness("Hàng năm phối hợp với ít nhất 2 - 3 đoàn phóng viên", scan) > 0.6
    assert likeness("Tổng hợp quyết toán theo quy định", scan) < 0.1
