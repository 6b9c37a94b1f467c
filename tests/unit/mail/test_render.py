"""What the mails say, word for word where the words matter."""

from __future__ import annotations

import re
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from dunghen.exceptions import TemplateError
from tests.unit.mail.contexts import ANSWER, ASKING, DELIVERY, LINK, UNCLEAR, WHOLE_FILE, render

OTHERS: dict[str, dict[str, Any]] = {
    "escalate": {**ASKING, "missing": ["Cục Báo chí", "Vụ Đào tạo"], "expected_count": 18, "received_count": 16},
    "compiled": {
        **ASKING,
        "figures": SimpleNamespace(expected=18, received=17, on_time=15, late=2, nil=1, missing=1),
        "missing": [SimpleNamespace(name="Cục Báo chí")],
    },
    "deliver": DELIVERY,
    "deliver-outward": DELIVERY,
    "receipt": ANSWER,
    "rejection": ANSWER,
    "upload-link": LINK,
    "link-renewed": LINK,
    "delegate": LINK,
    "delegate-copy": LINK,
    "operator-notice": {
        "title": "Tệp nộp không rõ nguồn",
        "lines_of_notice": ["Tệp «a.xlsx» không rõ của đơn vị nào."],
    },
}
ALL: dict[str, dict[str, Any]] = {
    "request": ASKING,
    "remind": ASKING,
    "overdue": {**ASKING, "late": True, "days_left": 0},
    **OTHERS,
}


def words(html: str) -> str:
    """The HTML as it reads: without tags, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


class TestHandingOn:
    def test_the_delegate_reads_what_by_when_and_where(self):
        rendered = render("delegate", LINK)
        assert rendered.subject == (
            "Báo cáo chuyển Quý vị làm thay: Báo cáo năm tình hình thực hiện Kế hoạch kỳ năm 2026 của Cục Điện ảnh"
        )
        for part in (rendered.text, words(rendered.html)):
            assert "thứ Sáu, 27/11/2026" in part
            assert "không cần đăng nhập, nên xin đừng chuyển tiếp; đơn vị có thể thu hồi" in part
        assert "https://dung-hen.invalid/dunghen/nop/abc" in rendered.html

    def test_the_copy_names_who_was_given_the_link_and_how_to_take_it_back(self):
        rendered = render("delegate-copy", LINK)
        for part in (rendered.text, words(rendered.html)):
            assert "Lúc 10:00, thứ Hai, 02/11/2026" in part
            assert "pho@bo.invalid" in part
            assert "hãy thu hồi: đường dẫn cũ không mở được nữa" in part
        assert "https://dung-hen.invalid/dunghen/nop/abc/thu-hoi" in rendered.html

    def test_the_copy_of_a_request_to_the_office_says_that_nothing_was_sent(self):
        rendered = render("delegate-copy", {**LINK, "asked_only": True})
        assert rendered.subject.startswith("Đã đề nghị chuyển")
        for part in (rendered.text, words(rendered.html)):
            assert "chưa có thư nào được gửi tới đó" in part


class TestAsking:
    def test_the_request_is_named_after_the_last_day(self):
        assert render("request", ASKING).subject == (
            "Chậm nhất thứ Sáu, 27/11/2026: Báo cáo năm tình hình thực hiện Kế hoạch kỳ năm 2026 (Kế hoạch 59-NQ/TW)"
        )

    def test_a_reminder_says_how_much_time_is_left(self):
        assert render("remind", ASKING).subject == (
            "Nhắc, còn 7 ngày làm việc: Báo cáo năm tình hình thực hiện Kế hoạch kỳ năm 2026 (Kế hoạch 59-NQ/TW)"
        )

    def test_an_overdue_notice_names_what_and_whose(self):
        assert render("overdue", ALL["overdue"]).subject == (
            "Chưa nhận được: Báo cáo năm tình hình thực hiện Kế hoạch kỳ năm 2026 của Cục Điện ảnh (Kế hoạch 59-NQ/TW)"
        )

    @pytest.mark.parametrize("template", ["request", "remind", "overdue"])
    def test_the_documents_words_and_the_working_date_stand_in_both_parts(self, template):
        rendered = render(template, ALL[template])
        for part in (rendered.text, words(rendered.html)):
            assert "«trước ngày 30 tháng 11 hàng năm»" in part
            assert "thứ Sáu, 27/11/2026" in part

    @pytest.mark.parametrize("template", ["request", "remind", "overdue"])
    def test_a_day_that_the_document_does_not_fix_is_said_to_be_the_offices(self, template):
        said = "Ngày này do cơ quan đặt, văn bản không ấn định."
        rendered = render(template, {**ALL[template], "deadline_text": None})
        asked = render(template, {**ALL[template], "deadline_text": None, "asked_by": "Văn phòng Bộ"})
        assert said in rendered.text
        assert said in words(rendered.html)
        assert said not in asked.text
        assert said not in render(template, ALL[template]).text

    @pytest.mark.parametrize("template", ["request", "remind", "overdue"])
    def test_the_first_late_day_is_never_called_the_deadline(self, template):
        rendered = render(template, ALL[template])
        for part in (rendered.subject, rendered.text, words(rendered.html)):
            assert "hạn 30/11" not in part
            assert "chậm nhất 30/11" not in part.lower()

    @pytest.mark.parametrize("template", ["request", "remind", "overdue"])
    def test_it_says_why_how_in_three_steps_and_what_to_do_with_nothing_to_report(self, template):
        rendered = render(template, ALL[template])
        for part in (rendered.text, words(rendered.html)):
            assert "điểm d khoản 1 mục IV, Kế hoạch triển khai" in part
            assert "(dòng 371–377 của bản lưu)" in part
            assert "Mở tệp đính kèm «bao-cao-2026-cuc-dien-anh.xlsx»." in part
            assert "Điền các ô nền vàng" in part
            assert "Trả lời thư này và đính kèm tệp đã điền." in part
            assert "ghi X vào ô «Không phát sinh»" in part
            assert "từ ngày 01/12/2025 đến ngày 30/11/2026" in part
            assert "dau-moi@bo.invalid" in part

    def test_the_request_asks_the_head_of_the_unit(self):
        assert (
            "Kính đề nghị Cục trưởng chỉ đạo gửi báo cáo của Cục Điện ảnh về Cục Hợp tác quốc tế."
            in render("request", ASKING).text
        )

    def test_the_collecting_unit_is_not_asked_to_write_to_itself(self):
        text = render("request", {**ASKING, "unit_name": "Cục Hợp tác quốc tế"}).text
        assert "Kính đề nghị Cục trưởng chỉ đạo gửi báo cáo của Cục Hợp tác quốc tế.\n" in text

    @pytest.mark.parametrize(
        ("days_left", "said"), [(14, "còn 14 ngày làm việc"), (1, "còn 1 ngày làm việc"), (0, "hôm nay là ngày cuối")]
    )
    def test_time_left_is_counted_in_working_days(self, days_left, said):
        rendered = render("remind", {**ASKING, "days_left": days_left})
        assert f"Chậm nhất thứ Sáu, 27/11/2026, {said}." in rendered.text
        assert said in words(rendered.html).lower()

    def test_a_request_that_goes_out_too_late_says_so_and_counts_no_days(self):
        rendered = render("request", {**ASKING, "late": True, "days_left": 0})
        assert rendered.subject.startswith("Đề nghị gửi sớm: ")
        assert "Ngày cuối đã qua: thứ Sáu, 27/11/2026." in rendered.text
        assert "hôm nay là ngày cuối" not in rendered.text

    def test_an_overdue_notice_says_until_when_it_still_helps(self):
        text = render("overdue", {**ALL["overdue"], "lock": date(2026, 12, 4)}).text
        assert "trước khi tổng hợp vào thứ Sáu, 04/12/2026. Báo cáo gửi muộn vẫn được nhận" in text

    def test_the_offices_own_words_are_used_where_it_has_written_some(self):
        rendered = render(
            "request", {**ASKING, "subject": "Đề nghị\nbáo cáo", "introduction": "Năm thứ hai <thực hiện>."}
        )
        assert rendered.subject == "Đề nghị báo cáo"
        assert "Năm thứ hai <thực hiện>." in rendered.text
        assert "Năm thứ hai &lt;thực hiện&gt;." in rendered.html

    def test_where_there_is_a_page_to_upload_to_it_is_one_touch_away(self):
        rendered = render("request", {**ASKING, "upload_url": "https://dung-hen.invalid/nop/abc?k=1&u=2"})
        assert "Gửi báo cáo: https://dung-hen.invalid/nop/abc?k=1&u=2" in rendered.text
        assert 'href="https://dung-hen.invalid/nop/abc?k=1&amp;u=2"' in rendered.html
        assert "Gửi lại tại đường dẫn trong thư này." in rendered.text

    def test_a_duty_without_a_form_asks_for_a_written_report(self):
        text = render("request", {**ASKING, "form_name": None, "has_form": False}).text
        assert "1. Soạn báo cáo: việc đã làm, kết quả, khó khăn, kiến nghị." in text
        assert "Trả lời thư này, ghi «Không phát sinh»." in text

    def test_a_reminder_without_the_form_points_to_the_request(self):
        text = render("remind", {**ASKING, "has_form": False}).text
        assert "Mở tệp «bao-cao-2026-cuc-dien-anh.xlsx» đã gửi kèm thư đề nghị." in text


class TestAnswers:
    def test_a_receipt_says_when_which_version_and_that_it_was_in_time(self):
        rendered = render("receipt", ANSWER)
        assert rendered.subject == "Đã nhận: Báo cáo năm tình hình thực hiện Kế hoạch kỳ năm 2026 của Cục Điện ảnh"
        for part in (rendered.text, words(rendered.html)):
            assert "08:15, thứ Tư, 25/11/2026" in part
            assert "Đúng hạn (chậm nhất thứ Sáu, 27/11/2026). Lần gửi thứ 2: tệp «báo cáo (1).xlsx»." in part
            assert "Quý đơn vị không phải làm gì thêm." in part

    def test_a_late_nil_report_is_received_as_such(self):
        rendered = render("receipt", {**ANSWER, "late": True, "nil": True})
        assert rendered.subject.startswith("Đã nhận (gửi muộn): ")
        for part in (rendered.text, words(rendered.html)):
            assert "Muộn (chậm nhất thứ Sáu, 27/11/2026)." in part
            assert "không phát sinh trong kỳ." in part

    def test_warnings_are_told_and_the_report_counts(self):
        rendered = render("receipt", {**ANSWER, "warnings": [WHOLE_FILE]})
        for part in (rendered.text, words(rendered.html)):
            assert "báo cáo vẫn được tính" in part.lower()
            assert "Kỳ báo cáo không ghi rõ." in part
            assert "Cách sửa: Ghi «năm 2026»." in part
            assert "không phải làm gì thêm" not in part

    def test_a_rejection_says_where_what_and_how_and_that_the_file_is_kept(self):
        rendered = render("rejection", {**ANSWER, "warnings": [WHOLE_FILE]})
        assert (
            rendered.subject
            == "Cần sửa rồi gửi lại: Báo cáo năm tình hình thực hiện Kế hoạch kỳ năm 2026 của Cục Điện ảnh"
        )
        assert "Bản của Quý đơn vị vẫn được giữ." in rendered.text
        assert "Chậm nhất thứ Sáu, 27/11/2026." in rendered.text
        assert (
            "1. Trang «Báo cáo», ô G18: Chưa chọn trạng thái của nhiệm vụ 12.\n   Cách sửa: Chọn trong danh sách.\n"
        ) in rendered.text
        optional = rendered.text.lower().index("xin xem thêm (không bắt buộc sửa)")
        assert "1. Cả tệp: Kỳ báo cáo không ghi rõ.\n   Cách sửa: Ghi «năm 2026».\n" in rendered.text[optional:]
        for said in ("Bản của Quý đơn vị vẫn được giữ.", "Trang «Báo cáo», ô G18", UNCLEAR.what, UNCLEAR.remedy):
            assert said in words(rendered.html)

    def test_a_rejection_without_hints_has_no_part_for_them(self):
        assert "xem thêm" not in render("rejection", ANSWER).text

    @pytest.mark.parametrize(
        ("has_form", "first_step"),
        [(True, "1. Mở tệp đính kèm: đó là bản của Quý đơn vị"), (False, "1. Mở lại biểu mẫu đã gửi kèm thư đề nghị.")],
    )
    def test_a_rejection_says_which_file_to_correct(self, has_form, first_step):
        assert first_step in render("rejection", {**ANSWER, "has_form": has_form}).text


class TestReporting:
    def test_a_superior_learns_how_many_and_which(self):
        rendered = render("escalate", OTHERS["escalate"])
        assert rendered.subject.startswith("2/18 đơn vị chưa gửi: Báo cáo năm")
        assert "ĐÃ BÁO CÁO: 16/18 đơn vị" in rendered.text
        assert "1. Cục Báo chí\n2. Vụ Đào tạo\n" in rendered.text
        assert "16/18 đơn vị" in words(rendered.html)

    def test_the_collecting_unit_learns_the_figures_and_what_to_do(self):
        rendered = render("compiled", OTHERS["compiled"])
        for part in (rendered.text, words(rendered.html)):
            assert "17/18 đơn vị" in part
            assert "Đúng hạn 15, muộn 2, chưa có 1; trong số đã báo cáo có 1 đơn vị không phát sinh." in part
            assert "Cục Báo chí" in part
            assert "chưa duyệt thì không gửi" in part

    def test_a_letter_to_another_ministry_leaves_number_date_and_signature_to_the_clerk(self):
        rendered = render("deliver-outward", DELIVERY)
        assert rendered.subject == (
            "Bộ Văn hóa, Thể thao và Du lịch gửi Báo cáo năm tình hình thực hiện Kế hoạch kỳ năm 2026"
        )
        for part in (rendered.text, words(rendered.html)):
            assert "Bộ Văn hóa, Thể thao và Du lịch trân trọng gửi Bộ Ngoại giao Báo cáo năm" in part
            assert "Số, ký hiệu, ngày ban hành và chữ ký theo bản do văn thư phát hành." in part
            assert part.strip().endswith("Trân trọng./.")
            assert "tự động" not in part

    def test_a_letter_to_another_ministry_shows_nothing_of_the_inside(self):
        rendered = render("deliver-outward", DELIVERY)
        assert "dòng" not in rendered.text
        assert "chưa báo cáo" not in rendered.text


class TestEveryTemplate:
    @pytest.mark.parametrize("template", ALL)
    def test_text_and_html_are_clean(self, template):
        rendered = render(template, ALL[template])
        assert "\n" not in rendered.subject
        assert len(rendered.subject) < 200
        assert "\n\n\n" not in rendered.text
        assert not re.search(r"[{}]|None|&(lt|quot|amp);|<[a-z]", rendered.text)
        assert not re.search(r"\{\{|\{%|None", rendered.html)

    @pytest.mark.parametrize("template", ALL)
    def test_nothing_remote_is_fetched_and_no_table_is_laid_out(self, template):
        html = render(template, ALL[template]).html
        assert not re.search(r"<(img|link|script|iframe|table|style)\b|url\(|src=", html)

    @pytest.mark.parametrize("template", [name for name in ALL if name != "operator-notice"])
    def test_what_people_wrote_is_shown_and_never_obeyed(self, template):
        hostile = "<script>alert(1)</script>"
        context: dict[str, Any] = {
            **ALL[template],
            "unit_name": hostile,
            "duty_title": hostile,
            "plan_title": hostile,
            "plan_short": hostile,
        }
        if "problems" in context:
            problem = SimpleNamespace(sheet=hostile, cell=hostile, what=hostile, remedy=hostile)
            context |= {"problems": [problem], "warnings": [problem], "original_name": hostile}
        if template == "escalate":
            context |= {"missing": [hostile]}
        html = render(template, context).html
        assert "<script" not in html
        assert "&lt;script&gt;" in html

    def test_a_variable_that_is_missing_is_named_with_its_template(self):
        context = {name: value for name, value in ASKING.items() if name != "collector_name"}
        with pytest.raises(TemplateError, match="Mẫu thư «remind» cần biến «collector_name»"):
            render("remind", context)

    def test_a_template_that_does_not_exist_is_named(self):
        with pytest.raises(TemplateError, match="Không có mẫu thư «greeting"):
            render("greeting", ASKING)
