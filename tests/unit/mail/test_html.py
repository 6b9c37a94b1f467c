"""What the constructs of a template look like in HTML, and read like in plain text."""

from __future__ import annotations

import re

import pytest

from dunghen.mail import html, text


def tags(source: str) -> str:
    """The HTML without its styles."""
    return " ".join(re.sub(r' style="[^"]*"', "", html.written(text.blocks(source))).split())


@pytest.mark.parametrize(
    ("source", "seen", "read"),
    [
        ("# Việc\nKế hoạch\n\nMở đầu.", "<h2>Việc</h2> <p>Kế hoạch</p> <p>Mở đầu.</p>", "Việc\nKế hoạch\n\nMở đầu.\n"),
        (
            "## Việc *(xem lại)*\n1. A",
            "<h3>Việc <em>(xem lại)</em></h3> <ol> <li>A</li> </ol>",
            "VIỆC (xem lại)\n1. A\n",
        ),
        ("- A\n- B", "<ul> <li>A</li> <li>B</li> </ul>", "- A\n- B\n"),
        ("1. A\n   b\n1. C", "<ol> <li>A<br> b</li> <li>C</li> </ol>", "1. A\n   b\n2. C\n"),
        ("[Nộp](https://a.invalid)", '<p><a href="https://a.invalid">Nộp</a></p>', "Nộp: https://a.invalid\n"),
        ("[a@b.c](mailto:a@b.c)", '<p><a href="mailto:a@b.c">a@b.c</a></p>', "a@b.c\n"),
        ("A\n\n> Lời\n> trích", "<p>A</p> <blockquote> <p>Lời<br> trích</p> </blockquote>", "A\n\n  Lời\n  trích\n"),
        (
            "> [!calm] Chậm nhất **thứ Sáu**, còn 2 ngày.",
            "<div> <div>Chậm nhất<div>thứ Sáu</div>Còn 2 ngày.</div> </div>",
            "Chậm nhất thứ Sáu, còn 2 ngày.\n",
        ),
        (
            "> ## [!good] Đã có: **1/2 đơn vị**\n> Muộn 1.",
            "<div> <div>Đã có<div>1/2 đơn vị</div></div> <div>Muộn 1.</div> </div>",
            "ĐÃ CÓ: 1/2 đơn vị\nMuộn 1.\n",
        ),
        ("A\n\n---\nB", "<p>A</p> <p>B</p>", "A\n\nB\n"),
    ],
)
def test_each_construct_has_one_look_and_one_reading(source: str, seen: str, read: str) -> None:
    assert tags(source) == seen
    assert text.written(text.blocks(source)) == read


def test_days_that_stand_alone_begin_with_a_capital_in_the_box_only() -> None:
    assert "<div>Thời gian<div>Ngày mai</div>" in tags("> [!calm] Thời gian: **ngày mai**")
    assert text.written(text.blocks("> [!calm] Thời gian: **ngày mai**")) == "Thời gian: ngày mai\n"


@pytest.mark.parametrize(
    ("tone", "edge"), [("calm", "#1d5fa8"), ("warm", "#b45309"), ("good", "#1b7a43"), ("stop", "#b3261e")]
)
def test_a_tone_has_its_colour(tone: str, edge: str) -> None:
    assert f"border-left:4px solid {edge}" in html.written(text.blocks(f"> [!{tone}] A **b**"))


def test_a_page_has_its_own_title_and_look() -> None:
    assert html.written(text.blocks("# Việc\nKế hoạch\n\nLời."), is_page=True) == "<p>Lời.</p>\n"


def test_a_period_is_not_torn_from_its_word() -> None:
    assert "kỳ\N{NO-BREAK SPACE}năm 2026" in html.written(text.blocks("# Báo cáo, kỳ năm 2026"))
