"""The sentences that the workbook and the document share."""

from __future__ import annotations

import pytest

from dunghen.consolidation.wording import as_of_line, cover_line, figure, percent, plan_line, status_words
from dunghen.records import SubmissionRow
from tests.unit.consolidation.cases import DIEN_ANH, HTQT, compiled, task_of, told


def test_the_deadline_is_told_in_the_documents_words_and_as_a_day():
    assert cover_line(compiled([])) == (
        "Kỳ báo cáo: từ 01/12/2025 đến 30/11/2026; thời hạn theo văn bản: trước ngày 30 tháng 11 hàng năm; "
        "muộn kể từ thứ Hai, 30/11/2026."
    )


def test_the_instant_of_compiling_is_told_in_ha_noi_time():
    assert as_of_line(compiled([])) == "Số liệu tính đến 08:00, thứ Sáu, 04/12/2026."


def test_a_plan_whose_number_is_blank_is_told_without_one():
    assert plan_line(compiled([])).endswith("Nghị quyết số 59-NQ/TW")


def test_several_leads_are_told_by_how_many_said_what():
    report = compiled(
        [told(HTQT, SubmissionRow("1", "Đang thực hiện")), told(DIEN_ANH, SubmissionRow("1", "Đang thực hiện"))]
    )
    assert status_words(task_of(report, "1")) == "Đang thực hiện: 2\nChưa có báo cáo: 1"


@pytest.mark.parametrize(
    ("text", "expected"), [("7", 7), ("29", 29), ("6a", "6a"), ("", ""), ("٣", "٣"), ("9" * 12, "9" * 12)]
)
def test_a_task_number_is_a_number_only_where_it_is_one(text, expected):
    assert figure(text) == expected


@pytest.mark.parametrize(("rate", "words"), [(0.8333, "83,3%"), (1.0, "100,0%"), (None, "–")])
def test_a_rate_has_a_comma(rate, words):
    assert percent(rate) == words
