"""A composed mail is right by RFC 5322 whatever is put into it."""

from __future__ import annotations

import email
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.policy import compat32, default
from email.utils import parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunghen.exceptions import PermanentMailError
from dunghen.mail.compose import compose, keys_header
from dunghen.mail.header import clean
from dunghen.plans.office import Mailbox

SENDER = Mailbox(name="Cục Hợp tác quốc tế", email="htqt@bo.invalid")
UNIT = Mailbox(name="Cục trưởng Cục Điện ảnh", email="cuc-dien-anh@bo.invalid")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def raw(**changes) -> bytes:
    """A mail as bytes; keyword arguments replace parts of it."""
    parts = {
        "sender": SENDER,
        "to": UNIT,
        "subject": "Nhắc gửi báo cáo",
        "text": "Kính gửi.\n",
        "html": "<p>Kính gửi.</p>\n",
        "message_id": "<4f2a@bo.invalid>",
        "date": datetime(2026, 11, 17, 1, 0, tzinfo=UTC),
    }
    return compose(**{**parts, **changes}).as_bytes()


def parsed(**changes):
    return email.message_from_bytes(raw(**changes), policy=default)


def body(mail, form: str = "plain") -> str:
    """One form of the body, its line ends as in the program (in the mail they are CRLF)."""
    return mail.get_body((form,)).get_content().replace("\r\n", "\n")


def decoded(content: bytes, name: str) -> str:
    """A header as RFC 2047 decodes it (the newer parser of the library adds spaces between encoded words of a name)."""
    value = email.message_from_bytes(content, policy=compat32)[name]
    return str(make_header(decode_header(value)))


class TestHeaders:
    def test_a_mail_says_from_whom_to_whom_when_and_that_it_is_automatic(self):
        mail = parsed(reply_to=Mailbox(name="Đầu mối", email="dau-moi@bo.invalid"))
        assert mail["From"].addresses[0].addr_spec == "htqt@bo.invalid"
        assert mail["To"].addresses[0].addr_spec == "cuc-dien-anh@bo.invalid"
        assert mail["To"].addresses[0].display_name == "Cục trưởng Cục Điện ảnh"
        assert mail["Reply-To"].addresses[0].addr_spec == "dau-moi@bo.invalid"
        assert str(mail["Date"]) == "Tue, 17 Nov 2026 08:00:00 +0700"
        assert mail["Message-ID"] == "<4f2a@bo.invalid>"
        assert mail["Auto-Submitted"] == "auto-generated"
        assert mail["X-Auto-Response-Suppress"] == "OOF, AutoReply"
        assert mail["MIME-Version"] == "1.0"

    def test_without_a_reply_address_there_is_none(self):
        assert parsed()["Reply-To"] is None

    @pytest.mark.parametrize(
        "hostile",
        [
            "Nhắc\nBcc: ai-do@bo.invalid",
            "Nhắc\r\n\r\n<script>",
            "Nhắc\x00\x1b[31m",
            "Nhac\u2028Bcc: x",
            "Nhac\x85Bcc: x",
            "\ud800",
            "=?utf-8?q?Nhac=0D=0ABcc:_x?=",
            "=?utf-8?q?Nh=E1=BA=AFc=0D=0ABcc:_x?=",
        ],
    )
    def test_no_text_breaks_out_of_its_header(self, hostile):
        content = raw(
            subject=hostile,
            sender=SENDER.model_copy(update={"name": hostile}),
            to=UNIT.model_copy(update={"name": hostile}),
            message_id=f"<1@bo.invalid>{hostile}",
            headers={"X-Dung-Hen-Mode": hostile},
        )
        mail = email.message_from_bytes(content, policy=default)
        assert set(mail.keys()) == {
            *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress"),
            *("X-Dung-Hen-Mode", "MIME-Version", "Content-Type"),
        }
        assert body(mail) == "Kính gửi.\n"

    def test_a_subject_of_3000_characters_is_cut_at_200_and_folded(self):
        content = raw(subject="á" * 3000)
        assert decoded(content, "Subject") == "á" * 199 + "…"
        assert max(len(line) for line in content.split(b"\r\n")) <= 78

    def test_a_subject_of_3000_characters_without_a_space_or_an_accent_is_safe_too(self):
        assert max(len(line) for line in raw(subject="a" * 3000).split(b"\r\n")) <= 998

    @given(
        st.lists(
            st.sampled_from(
                [
                    "Đề",
                    "nghị",
                    "báo",
                    "cáo",
                    "năm",
                    "2026",
                    "chậm",
                    "thứ",
                    "Sáu,",
                    "27/11",
                    "–",
                    "(kỳ",
                    "«trước»",
                    "Du",
                    "lịch",
                    "&",
                    "a",
                ]
            ),
            min_size=1,
        )
    )
    def test_no_space_of_a_vietnamese_subject_or_name_is_lost(self, words):
        text = " ".join(words)[:140].strip()
        content = raw(subject=text, to=UNIT.model_copy(update={"name": text}))
        assert decoded(content, "Subject") == text
        to = email.message_from_bytes(content, policy=compat32)["To"].replace("\r\n", "")
        name, address = parseaddr(to)
        assert str(make_header(decode_header(name))) == text
        assert address == "cuc-dien-anh@bo.invalid"

    @pytest.mark.parametrize(
        "name", ['Vu Dao tao, "Bo" <gia@bo.invalid>', "a@b.invalid", "Cục, <gia@bo.invalid>; \\ (x)"]
    )
    def test_a_name_never_becomes_another_address(self, name):
        (address,) = parsed(to=UNIT.model_copy(update={"name": name}))["To"].addresses
        assert address.addr_spec == "cuc-dien-anh@bo.invalid"

    def test_what_only_looks_like_an_encoded_word_stays_a_name(self):
        name = "=?utf-8?q?gia?="
        (address,) = parsed(to=UNIT.model_copy(update={"name": name}))["To"].addresses
        assert address.display_name == name

    def test_an_address_without_a_name_stands_alone(self):
        assert b"To: <cuc-dien-anh@bo.invalid>\r\n" in raw(to=UNIT.model_copy(update={"name": ""}))

    def test_many_long_keys_are_folded_and_stay_readable(self):
        keys = [
            f"nq59-2025-2030/annual-report/2026/remind-7/trung-tam-nghien-cuu-bao-ton-va-phat-huy-{n}"
            for n in range(40)
        ]
        content = raw(headers=keys_header(keys))
        assert email.message_from_bytes(content, policy=default)["X-Dung-Hen-Keys"] == ", ".join(keys)
        assert all(key.encode() in content for key in keys)
        assert max(len(line) for line in content.split(b"\r\n")) <= 110

    @pytest.mark.parametrize("name", ["Subject", "From", "Bcc", "X-Other", "X-Dung-Hen-Keys\r\nBcc"])
    def test_only_the_named_headers_may_be_given(self, name):
        with pytest.raises(ValueError, match="Không được đặt"):
            raw(headers={name: "x"})

    @pytest.mark.parametrize(
        "address", ["", "không@bo.invalid", "a@b", "a b@bo.invalid", "a@bo.invalid\r\nBcc: b@bo.invalid"]
    )
    def test_a_mail_needs_an_address_that_can_be_one(self, address):
        with pytest.raises(PermanentMailError, match="không phải địa chỉ"):
            raw(to=UNIT.model_copy(update={"email": address}))


class TestBody:
    def test_text_and_html_are_alternatives_of_each_other(self):
        mail = parsed(text="Kính gửi Cục.\n", html="<p>Kính gửi Cục.</p>\n")
        assert mail.get_content_type() == "multipart/alternative"
        assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
        assert body(mail) == "Kính gửi Cục.\n"
        assert body(mail, "html") == "<p>Kính gửi Cục.</p>\n"

    def test_everything_is_seven_bits_and_ends_its_lines_with_crlf(self):
        content = raw(text="Ắ" * 5000, attachments=[("Biểu mẫu.xlsx", XLSX, bytes(range(256)))])
        assert content.isascii()
        assert content.endswith(b"\r\n")
        assert b"\n" not in content.replace(b"\r\n", b"")
        assert b"\r" not in content.replace(b"\r\n", b"")

    def test_what_utf8_cannot_carry_does_not_stop_a_mail(self):
        assert body(parsed(text="a\ud800b\x00c\n")) == "a\ufffdb c\n"


class TestAttachments:
    def test_a_file_keeps_its_vietnamese_name_type_and_bytes(self):
        (part,) = parsed(attachments=[("Biểu mẫu báo cáo năm 2026.xlsx", XLSX, b"PK\x03\x04")]).iter_attachments()
        assert part.get_filename() == "Biểu mẫu báo cáo năm 2026.xlsx"
        assert part.get_content_type() == XLSX
        assert part.get_content_disposition() == "attachment"
        assert part.get_content() == b"PK\x03\x04"

    def test_a_calendar_is_published(self):
        content = raw(attachments=[("han-nop.ics", "text/calendar", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")])
        (part,) = email.message_from_bytes(content, policy=default).iter_attachments()
        assert part["Content-Type"].params["method"] == "PUBLISH"
        assert part["Content-Type"].params["charset"] == "utf-8"
        assert part.get_filename() == "han-nop.ics"
        assert part.get_payload(decode=True) == b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"

    @pytest.mark.parametrize(
        ("given_name", "sent_name"),
        [("../../etc/passwd", "..-..-etc-passwd"), ("a\r\nb.xlsx", "a b.xlsx"), ("c:\\d", "c:-d")],
    )
    def test_a_file_name_is_a_name_and_no_path(self, given_name, sent_name):
        (part,) = parsed(attachments=[(given_name, XLSX, b"")]).iter_attachments()
        assert part.get_filename() == sent_name

    def test_several_files_come_in_their_order(self):
        mail = parsed(attachments=[("a.xlsx", XLSX, b"1"), ("b.docx", "application/msword", b"2")])
        assert mail.get_content_type() == "multipart/mixed"
        assert [part.get_filename() for part in mail.iter_attachments()] == ["a.xlsx", "b.docx"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  nhiều \t khoảng\ntrắng ", "nhiều khoảng trắng"),
        ("Điện ảnh".encode().decode(), "Điện ảnh"),
        ("Đie\u0302\u0323n", "Điện"),
        ("a\u202eb\u200b", "a b"),
        ("", ""),
    ],
)
def test_a_header_value_is_one_line_of_what_can_be_seen(text, line):
    assert clean(text) == line
