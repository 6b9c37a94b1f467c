"""One mail for one recipient on one day, whatever there is to say."""

from __future__ import annotations

import pytest

from dunghen.mail import rehearsal
from dunghen.mail.digest import digest
from dunghen.mail.render import Rendered

ONE = Rendered("Nhắc gửi báo cáo", "Nội dung thứ nhất.\n", "<p>Nội dung thứ nhất.</p>\n")
TWO = Rendered("Đã nhận báo cáo <2>", "Nội dung thứ hai.\n", "<p>Nội dung thứ hai.</p>\n")
REST = {"plan": "Kế hoạch 59-NQ/TW", "greeting": "Kính gửi: Cục Điện ảnh", "signature": "Cục Hợp tác quốc tế\nĐầu mối"}


def test_a_single_section_keeps_its_own_subject_and_has_no_contents_list():
    mail = digest([ONE], **REST)
    assert mail.subject == "Nhắc gửi báo cáo"
    assert mail.text == "Kính gửi: Cục Điện ảnh\n\nNội dung thứ nhất.\n\nCục Hợp tác quốc tế\nĐầu mối\n"
    assert "Việc 1/1" not in mail.html


def test_several_sections_are_counted_listed_and_kept_apart():
    mail = digest([ONE, TWO], **REST)
    assert mail.subject == "Đúng Hẹn: 2 việc — Kế hoạch 59-NQ/TW"
    assert "Thư này gồm 2 việc:\n1. Nhắc gửi báo cáo\n2. Đã nhận báo cáo <2>\n" in mail.text
    assert mail.text.index("VIỆC 1/2") < mail.text.index("Nội dung thứ nhất.") < mail.text.index("VIỆC 2/2")
    assert '<a href="#viec-2"' in mail.html
    assert "Đã nhận báo cáo &lt;2&gt;" in mail.html


def test_the_html_is_a_complete_vietnamese_document_for_a_narrow_screen():
    html = digest([ONE], **REST).html
    assert html.startswith('<!doctype html>\n<html lang="vi">')
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in html
    assert "max-width:600px" in html
    assert "<p>Nội dung thứ nhất.</p>" in html
    assert "<div>Cục Hợp tác quốc tế</div>\n<div>Đầu mối</div>" in html
    assert html.rstrip().endswith("</html>")


def test_greeting_and_signature_are_escaped_in_html_only():
    mail = digest([ONE], plan="", greeting="Kính gửi: A <b> & C", signature="<i>")
    assert "Kính gửi: A <b> & C" in mail.text
    assert "Kính gửi: A &lt;b&gt; &amp; C" in mail.html
    assert "<i>" not in mail.html


def test_a_rehearsed_mail_names_its_true_recipient_before_anything_else():
    banner = rehearsal.banner("Cục Điện ảnh", "cuc-dien-anh@bo.invalid")
    mail = digest([ONE], **REST, banner=banner)
    said = "Người nhận thật: Cục Điện ảnh, cuc-dien-anh@bo.invalid."
    for part in (mail.text, mail.html):
        assert part.index("DIỄN TẬP: thư này chưa gửi đến người nhận thật.") < part.index(said)
        assert part.index(said) < part.index("Kính gửi")


def test_a_mail_without_content_is_no_mail():
    with pytest.raises(ValueError, match="không có nội dung"):
        digest([], **REST)


class TestRehearsal:
    def test_the_subject_is_marked_once(self):
        assert rehearsal.subject("Nhắc") == "[DIỄN TẬP] Nhắc"
        assert rehearsal.subject("[DIỄN TẬP] Nhắc") == "[DIỄN TẬP] Nhắc"

    def test_the_header_names_the_true_address(self):
        assert rehearsal.headers("a@bo.invalid") == {"X-Dung-Hen-Recipient": "a@bo.invalid"}

    def test_a_unit_without_an_address_is_named_all_the_same(self):
        assert rehearsal.headers(None) == {}
        assert "Cục Điện ảnh, chưa có địa chỉ thư điện tử." in rehearsal.banner("Cục Điện ảnh", None)
