"""Letters on paper, entered and taken back on the page of a unit; and a unit that goes back to what it had sent before."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from dunghen.tools.filled_form import Breakage, fill
from dunghen.wording.dates import HANOI
from tests.integration.web.operator_desk import CYCLE, HEAT_MAP, UNIT, Operator, shown


class TestPaper:
    def test_without_a_form_it_counts_and_the_page_says_who_entered_what(self, operator: Operator):
        answer = operator.do("ban-giay", day="2026-11-23", reference="12/BC-ĐA")
        assert "Đã ghi nhận bản giấy." in shown(answer)
        page = operator.page()
        assert "Bản giấy nhận thứ Hai, 23/11/2026 · số 12/BC-ĐA · Chuyên viên Lan ghi nhận" in page
        assert "không có số liệu để tổng hợp" in page
        assert "Đúng hạn" in page
        assert "receipt-1" in operator.messages()

    def test_the_form_of_the_clerk_is_judged_and_its_problems_are_on_the_page(self, operator: Operator):
        wrong = fill(operator.form(), breakages=[Breakage.STATUS_MISSPELT])
        answer = operator.do("ban-giay", day="2026-11-23", file=wrong)
        assert "còn lỗi phải sửa nên chưa tính là đã nộp" in shown(answer)
        assert re.search(r"phải sửa Trang «Báo cáo», ô [A-Z]+\d+", shown(answer))
        operator.do("ban-giay", day="2026-11-23", file=fill(operator.form()))
        assert [one.counts for one in operator.versions()] == [False, True]
        assert "rejection-1" not in operator.messages()

    def test_nothing_to_report_on_paper(self, operator: Operator):
        operator.do("ban-giay", day="2026-11-23", nil="1")
        (kept,) = operator.versions()
        assert kept.nil

    def test_taken_back_it_is_seen_and_counts_no_more(self, operator: Operator):
        operator.browser.get(HEAT_MAP)
        operator.do("ban-giay", day="2026-11-23")
        operator.browser.get(HEAT_MAP)
        answer = operator.do("rut-ban-giay", version="1", owner=UNIT, reason="nhầm đơn vị")
        assert "đã rút, không tính" in shown(answer)
        assert "Chuyên viên Lan rút lúc 10:00, thứ Ba, 24/11/2026. Lý do: nhầm đơn vị" in shown(answer)
        assert operator.versions() == []
        found = re.search(rf'{CYCLE}/{UNIT}">([^<]+)<', operator.browser.get(HEAT_MAP).text)
        assert found
        assert found[1] == "Chưa nộp, còn hạn"

    @pytest.mark.parametrize(
        ("fields", "told"),
        [
            ({"day": "2026-11-25"}, "(thứ Tư, 25/11/2026) chưa tới; hôm nay là thứ Ba, 24/11/2026"),
            ({"day": "2026-10-27"}, "trước ngày đề nghị báo cáo (thứ Tư, 28/10/2026)"),
            ({}, "«Ngày nhận»: cần một ngày"),
        ],
    )
    def test_a_day_that_cannot_be_is_refused(self, operator: Operator, fields, told):
        answer = operator.do("ban-giay", **fields)
        assert (answer.status_code, told in shown(answer)) == (409, True)
        assert operator.versions() == []

    def test_what_the_unit_sent_itself_cannot_be_taken_back(self, operator: Operator):
        operator.as_the_unit("", tep=fill(operator.form()))
        answer = operator.do("rut-ban-giay", version="1", owner=UNIT, reason="thử")
        assert (answer.status_code, len(operator.versions())) == (409, 1)

    def test_a_file_that_is_too_large_is_refused(self, operator: Operator):
        answer = operator.do("ban-giay", day="2026-11-23", file=b"x" * (6 * 1024 * 1024))
        assert answer.status_code == 413
        assert operator.versions() == []


class TestGoingBack:
    def test_to_an_older_file_is_a_version_of_its_own_that_counts(self, operator: Operator):
        """File A in time, then nothing to report, then file A again when it is late."""
        content = fill(operator.form())
        operator.as_the_unit("", tep=content)
        operator.as_the_unit("/khong-phat-sinh")
        operator.now = datetime(2026, 12, 1, 9, 0, tzinfo=HANOI)
        answer = operator.as_the_unit("", tep=content)
        assert "Đã nhận, lần gửi thứ 3" in shown(answer)
        assert [(one.version, one.nil, one.counts) for one in operator.versions()] == [
            (1, False, True),
            (2, True, True),
            (3, False, True),
        ]
        page = operator.page()
        assert "Không phát sinh" not in page.split("Lần nộp 3")[0]
        assert page.index("sau hạn") < page.index("Lần nộp 2")
        assert page.count("sau hạn") == 1
