"""The office's own texts may use the named variables and nothing else."""

from __future__ import annotations

import time

import pytest

from dunghen.exceptions import TemplateError
from dunghen.mail.variables import ALLOWED_VARIABLES, fill, undeclared
from tests.unit.mail.contexts import ASKING


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kính gửi {{ head }} {{ unit }}", []),
        ("Không có biến nào", []),
        ("{{ unitt }} và {{ dedline }}", ["dedline", "unitt"]),
        ("{% if late %}{{ unit }}{% endif %}", ["late"]),
        ("{{ unit.name }}", ["unit.name"]),
        ("{{ unit.__class__ }}", ["unit.__class__"]),
        ("{% for part in plan %}{{ part }}{% endfor %}", []),
    ],
)
def test_what_a_text_asks_for_in_vain_is_listed(text, found):
    assert undeclared(text) == found


@pytest.mark.parametrize("text", ["{{ unit", "{% if %}", "{{ unit | dichra }}"])
def test_a_text_that_is_no_template_is_reported(text):
    (found,) = undeclared(text)
    assert found.startswith("(lỗi cú pháp: ")


@pytest.mark.parametrize(
    "text",
    [
        "{{ 10 ** 10 ** 10 }}",
        "{{ 'a' * 10 ** 10 }}",
        "{{ plan | center(1000000000) }}",
        "{% for a in plan %}{% for b in plan %}x{% endfor %}{% endfor %}",
        "{% for a in range(1000000000) %}x{% endfor %}",
        "{% include 'khac' %}",
        "{{ " + "(" * 2_000 + "1" + ")" * 2_000 + " }}",
        "{{ plan" + ".a" * 2_000 + " }}",
        "{{ " + "9" * 4_900 + " }}",
        "{{ plan }}" * 60_000,
        "{% if plan %}" * 5_000,
    ],
    ids=lambda text: text[:30],
)
def test_a_text_that_would_keep_a_process_busy_is_reported_and_not_worked_out(text):
    started = time.process_time()
    assert undeclared(text)
    assert time.process_time() - started < 10  # a bomb takes minutes


def test_every_allowed_variable_is_filled_with_words_to_read():
    text = fill(" ".join(f"[{{{{ {name} }}}}]" for name in sorted(ALLOWED_VARIABLES)), ASKING)
    assert text == (
        "[điểm d khoản 1 mục IV] [01/12/2025] [30/11/2026] [năm 2026] [thứ Sáu, 27/11/2026] "
        "[trước ngày 30 tháng 11 hàng năm] [Báo cáo năm tình hình thực hiện Kế hoạch] [Cục trưởng] "
        "[Kế hoạch triển khai Chương trình hành động thực hiện Nghị quyết số 59-NQ/TW] [Cục Điện ảnh]"
    )


def test_a_duty_without_a_clause_fills_it_with_nothing():
    assert fill("Theo {{ clause }}.", {**ASKING, "clause": None}) == "Theo ."


@pytest.mark.parametrize("text", ["{{ late }}", "{{ unit.__class__.__mro__ }}", "{{ unit"])
def test_a_text_that_asks_for_more_is_refused(text):
    with pytest.raises(TemplateError, match="Đoạn văn riêng của văn phòng"):
        fill(text, ASKING)
