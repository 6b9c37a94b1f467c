"""How long a title is when printed, and where it breaks."""

from __future__ import annotations

import pytest

from dunghen.consolidation.text_length import balanced_lines, text_length


@pytest.mark.parametrize(
    ("text", "size", "millimetres"),
    [
        # Advance widths of Liberation Serif Bold, which has the metrics of Times New Roman Bold.
        ("CỤC HỢP TÁC QUỐC TẾ", 12, 49.9),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, 88.3),
        ("Độc lập - Tự do - Hạnh phúc", 13, 56.1),
        ("của Bộ Văn hóa, Thể thao và Du lịch năm 2026", 14, 98.9),
        ("Tình hình thực hiện Kế hoạch", 14, 63.2),
    ],
)
def test_the_length_is_within_six_per_cent_of_the_fonts_own(text, size, millimetres):
    assert text_length(text, size) == pytest.approx(millimetres, rel=0.06)


def test_a_title_that_fits_stays_on_one_line():
    assert balanced_lines("CỤC HỢP TÁC QUỐC TẾ", 12, 66) == ["CỤC HỢP TÁC QUỐC TẾ"]


def test_a_title_breaks_after_a_comma_rather_than_within_a_compound():
    assert balanced_lines("BỘ VĂN HÓA, THỂ THAO VÀ DU LỊCH", 12, 66) == ["BỘ VĂN HÓA,", "THỂ THAO VÀ DU LỊCH"]


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        (
            "Thư chúc mừng nhân dịp Tết Seollal (ngày 29 tháng 01 năm 2025)",
            ["Thư chúc mừng nhân dịp Tết Seollal", "(ngày 29 tháng 01 năm 2025)"],
        ),
        (
            "Thư chúc mừng nhân dịp Quốc khánh Vương quốc Hà Lan (ngày 26 tháng 4 năm 2025)",
            ["Thư chúc mừng nhân dịp Quốc khánh Vương quốc Hà Lan", "(ngày 26 tháng 4 năm 2025)"],
        ),
    ],
)
def test_the_name_of_a_day_stays_whole_before_its_date(title, lines):
    assert balanced_lines(title, 14, 135) == lines


def test_no_line_is_longer_than_the_room():
    title = "Tổng hợp tình hình thực hiện Kế hoạch triển khai Nghị quyết số 59-NQ/TW về hội nhập quốc tế, năm 2026"
    lines = balanced_lines(title, 14, 100)
    assert " ".join(lines) == title
    assert len(lines) == 3
    assert all(text_length(line, 14) <= 100 for line in lines)


@pytest.mark.parametrize(("title", "lines"), [("", [""]), ("Rấtdài" * 20, ["Rấtdài" * 20])])
def test_a_title_that_cannot_be_broken_is_one_line(title, lines):
    assert balanced_lines(title, 14, 50) == lines
