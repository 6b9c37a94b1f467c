"""What an operator does on the page of one unit in one cycle: more time, a reminder now, the link; and who may."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from icalendar import Calendar

from dunghen.entrypoints.web.installation import installation
from dunghen.links.delegate import hand_on
from dunghen.links.unit_link import feed_url, opening
from dunghen.tools.filled_form import fill
from dunghen.wording.dates import HANOI
from tests.integration.web.operator_desk import (
    ALL,
    CYCLE,
    HEAT_MAP,
    OTHER,
    PUBLIC,
    TUESDAY,
    UNIT,
    Operator,
    shown,
)

EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
ACTS = ("gia-han", "thoi-gia-han", "nhac-ngay", "ban-giay", "rut-ban-giay", "thu-hoi", "gui-duong-dan", "giao")


class TestExtending:
    def test_it_is_seen_everywhere_with_who_when_and_why(self, operator: Operator):
        answer = operator.extend(reason="chờ số liệu liên hoan phim")
        assert answer.history[0].status_code == 303
        assert "Đã ghi nhận gia hạn." in shown(answer)
        page = operator.page()
        assert "được gia hạn đến hết thứ Tư, 02/12/2026" in page
        assert "ngày cuối chung là thứ Sáu, 27/11/2026" in page
        told = (
            "Gia hạn đến hết thứ Tư, 02/12/2026 : chờ số liệu liên hoan phim Chuyên viên Lan, 10:00, thứ Ba, 24/11/2026"
        )
        assert told in page
        assert "Chưa nộp; chậm nhất thứ Tư, 02/12/2026." in shown(operator.browser.get(operator.unit_path()))
        assert set(operator.messages()) == {"extended-20261202"}

    def test_what_comes_by_its_last_day_is_on_time_on_every_page(self, operator: Operator):
        operator.browser.get(HEAT_MAP)
        operator.extend()
        operator.now = datetime(2026, 12, 2, 23, 59, tzinfo=HANOI)
        assert "đúng hạn." in shown(operator.as_the_unit("", tep=fill(operator.form())))
        assert "trong hạn" in operator.page()
        heat_map = operator.browser.get(HEAT_MAP).text
        assert f'<td class="good"><a href="/dunghen/tinh-hinh-nop/{CYCLE}/{UNIT}">Đúng hạn</a>' in heat_map

    def test_the_heat_map_notices_an_extension_and_its_withdrawal(self, operator: Operator):
        operator.now = datetime(2026, 12, 1, 9, 0, tzinfo=HANOI)

        def cell() -> str:
            found = re.search(rf'{CYCLE}/{UNIT}">([^<]+)<', operator.browser.get(HEAT_MAP).text)
            assert found
            return found[1]

        assert cell() == "Chưa nộp, quá hạn"
        operator.extend()
        assert cell() == "Chưa nộp, còn hạn"
        assert "Đã thôi gia hạn" in shown(operator.do("thoi-gia-han"))
        assert cell() == "Chưa nộp, quá hạn"
        assert "Thôi gia hạn Chuyên viên Lan, 09:00, thứ Ba, 01/12/2026" in operator.page()

    def test_the_calendar_of_the_unit_moves(self, operator: Operator):
        with installation() as (app, _):
            feed = (feed_url(app, UNIT) or "").removeprefix(PUBLIC)

        def entry() -> tuple[int, str]:
            events = Calendar.from_ical(operator.browser.get(feed).content).walk("VEVENT")
            (found,) = [one for one in events if one.decoded("dtstart").year == 2026]
            return int(str(found["SEQUENCE"])), str(found.decoded("dtstart"))

        assert entry() == (0, "2026-11-27")
        operator.extend()
        assert entry() == (1, "2026-12-02")
        operator.do("thoi-gia-han")
        assert entry() == (2, "2026-11-27")

    def test_a_calendar_first_read_after_the_extension_is_no_older_than_the_mail(self, operator: Operator):
        operator.extend()
        with installation() as (app, _):
            feed = (feed_url(app, UNIT) or "").removeprefix(PUBLIC)
        assert b"SEQUENCE:1" in operator.browser.get(feed).content

    @pytest.mark.parametrize(
        ("until", "reason", "told"),
        [
            (
                "2026-11-27",
                "lý do",
                "phải sau ngày cuối (thứ Sáu, 27/11/2026) và trước ngày tổng hợp (thứ Sáu, 04/12/2026)",
            ),
            ("2026-12-04", "lý do", "thứ Sáu, 04/12/2026 thì không được"),
            ("2026-12-02", "   ", "Cần ghi lý do gia hạn."),
            ("mai", "lý do", "«Đến hết ngày»: cần một ngày, ví dụ 02/12/2026."),
            ("", "lý do", "cần một ngày"),
        ],
    )
    def test_what_cannot_be_granted_is_told_and_not_written(self, operator: Operator, until, reason, told):
        answer = operator.extend(until, reason)
        assert answer.status_code == 409
        assert told in shown(answer)
        assert operator.messages() == {}

    def test_once_the_books_are_closed_nothing_is_granted_and_no_form_offers_it(self, operator: Operator):
        operator.now = datetime(2026, 12, 5, 9, 0, tzinfo=HANOI)
        assert "Kỳ đã khóa để tổng hợp" in operator.page()
        assert "đã tổng hợp ngày thứ Sáu, 04/12/2026" in shown(operator.extend())

    def test_what_was_never_granted_cannot_be_withdrawn(self, operator: Operator):
        assert operator.do("thoi-gia-han").status_code == 409

    def test_a_day_as_people_write_it_is_understood(self, operator: Operator):
        operator.extend("02/12/2026")
        assert set(operator.messages()) == {"extended-20261202"}

    def test_no_day_is_offered_that_would_be_refused(self, operator: Operator):
        operator.now = datetime(2026, 12, 2, 9, 0, tzinfo=HANOI)
        assert 'min="2026-12-02" max="2026-12-03"' in operator.browser.get(operator.path()).text
        operator.now = datetime(2026, 12, 4, 9, 0, tzinfo=HANOI)
        assert "Kỳ đã khóa để tổng hợp" in operator.page()


class TestReminding:
    def test_the_page_says_what_is_true_of_the_mail(self, operator: Operator):
        answer = shown(operator.do("nhac-ngay"))
        assert "Thư đã xếp vào sổ, chưa gửi. Lượt gửi chạy 10 phút một lần, từ 06:00 đến 22:00" in answer
        assert set(operator.messages()) == {"remind-now-20261124"}

    def test_a_second_click_on_the_same_day_is_harmless_and_told(self, operator: Operator):
        operator.do("nhac-ngay")
        again = operator.do("nhac-ngay")
        assert (again.status_code, "chờ gửi tới đơn vị" in shown(again)) == (409, True)
        assert set(operator.messages()) == {"remind-now-20261124"}

    def test_who_has_reported_is_not_reminded(self, operator: Operator):
        operator.as_the_unit("", tep=fill(operator.form()))
        operator.now = TUESDAY + timedelta(days=1)
        assert "đơn vị đã nộp báo cáo" in shown(operator.do("nhac-ngay"))

    def test_all_are_reminded_after_their_names_were_shown(self, operator: Operator):
        operator.do("nhac-ngay")
        assert f'href="{ALL}"' in operator.browser.get(HEAT_MAP).text
        page = operator.browser.get(ALL)
        assert "17 đơn vị sẽ được nhắc" in shown(page)
        assert "Cục Điện ảnh: đang có thư về kỳ này chờ gửi tới đơn vị" in shown(page)
        answer = operator.browser.post(ALL, data={"csrf": operator.csrf()})
        assert "Đã xếp 17 thư nhắc vào sổ" in shown(answer)
        assert "Lúc này không có đơn vị nào cần nhắc thêm." in shown(answer)
        assert set(operator.messages(OTHER)) == {"remind-now-20261124"}

    def test_a_cycle_that_is_not_asked_for_yet_reminds_nobody(self, operator: Operator):
        operator.now = datetime(2026, 10, 27, 9, 0, tzinfo=HANOI)
        assert "chưa tới lúc đề nghị báo cáo (08:00, thứ Tư, 28/10/2026)" in shown(operator.browser.get(ALL))
        assert operator.browser.post(ALL, data={"csrf": operator.csrf()}).status_code == 409
        assert operator.messages() == {}


class TestTheLink:
    def test_revoked_it_opens_no_more_and_a_new_one_can_be_sent(self, operator: Operator):
        old = operator.unit_path()
        assert "không mở được nữa" in shown(operator.do("thu-hoi"))
        assert operator.browser.get(old).status_code == 404
        operator.do("gui-duong-dan")
        (mail,) = operator.messages().values()
        assert f"{PUBLIC}{operator.unit_path()}" in (mail.text or "")
        assert "không soạn thêm" in shown(operator.do("gui-duong-dan"))
        page = operator.page()
        assert "Thu hồi đường dẫn Chuyên viên Lan, 10:00" in page
        assert page.count("Gửi đường dẫn mới Chuyên viên Lan") == 1

    def test_before_the_request_there_is_no_link_to_send(self, operator: Operator):
        operator.now = datetime(2026, 10, 20, 9, 0, tzinfo=HANOI)
        assert operator.do("gui-duong-dan").status_code == 409


class TestTheDelegate:
    def test_an_operator_gives_the_link_to_an_address_of_another_house_and_the_head_gets_a_copy(
        self, operator: Operator
    ):
        answer = operator.do("giao", address="chuyen-gia@bo-khac.invalid", post="Chuyên gia")
        assert "Đã soạn thư mang đường dẫn cho người làm thay" in shown(answer)
        mails = {one.address: one for one in operator.messages().values()}
        assert set(mails) == {"chuyen-gia@bo-khac.invalid", "cuc-dien-anh@dunghen.invalid"}
        assert f"{PUBLIC}{operator.unit_path()}" in (mails["chuyen-gia@bo-khac.invalid"].text or "")
        assert "theo quyết định của văn phòng" in (mails["cuc-dien-anh@dunghen.invalid"].text or "")
        page = operator.page()
        assert "Chuyên gia, chuyen-gia@bo-khac.invalid đang giữ đường dẫn" in page
        assert "Giao đường dẫn cho Chuyên gia, chuyen-gia@bo-khac.invalid : đã gửi đường dẫn Chuyên viên Lan" in page

    def test_what_the_unit_has_asked_for_is_seen_and_granted(self, operator: Operator):
        with installation() as (app, _):
            found = opening(app, CYCLE, UNIT, operator.now.date())
            assert found
            hand_on(app, found, "chuyen-gia@bo-khac.invalid", "Chuyên gia", operator.now)
        assert "đơn vị đề nghị, chờ văn phòng" in operator.page()

        operator.do("giao", address="chuyen-gia@bo-khac.invalid", post="Chuyên gia")

        assert "đang giữ đường dẫn" in operator.page()
        assert "đơn vị đề nghị, chờ văn phòng" not in operator.page()
        assert [one for one in operator.messages().values() if one.address == "chuyen-gia@bo-khac.invalid"]

    @pytest.mark.parametrize(
        "address",
        ["dieu-phoi@dunghen.invalid", "cuc-dien-anh@dunghen.invalid", "khong-phai-dia-chi", "a\x00b@b.invalid"],
        ids=["the office's own", "the unit's own", "no address", "a NUL within"],
    )
    def test_it_is_not_given_to_an_address_that_cannot_be(self, operator: Operator, address: str):
        assert operator.do("giao", address=address).status_code in (409, 422)
        assert operator.messages() == {}

    def test_the_delegate_is_told_the_day_that_holds_for_the_unit(self, operator: Operator):
        operator.extend("2026-12-02")
        operator.do("giao", address="chuyen-gia@bo-khac.invalid", post="Chuyên gia")
        (mail,) = [one for one in operator.messages().values() if one.address == "chuyen-gia@bo-khac.invalid"]
        assert "chậm nhất thứ Tư, 02/12/2026" in (mail.text or "")

    def test_after_the_link_has_closed_it_is_given_to_nobody(self, operator: Operator):
        operator.now = datetime(2027, 3, 1, 9, 0, tzinfo=HANOI)
        assert operator.do("giao", address="chuyen-gia@bo-khac.invalid").status_code == 409


class TestWhoMay:
    def test_a_viewer_sees_no_button_and_can_do_nothing(self, operator: Operator):
        operator.extend()
        token = operator.csrf()
        operator.become_a_viewer()
        page = operator.browser.get(operator.path())
        assert page.status_code == 200
        assert "<form" not in page.text
        assert "<form" not in operator.browser.get(ALL).text
        for act in ACTS:
            answer = operator.browser.post(f"{operator.path()}/{act}", data={"csrf": token})
            assert (act, answer.status_code) == (act, 403)
        assert operator.browser.post(ALL, data={"csrf": token}).status_code == 403

    @pytest.mark.parametrize("token", ["", "made-up"])
    def test_a_form_that_no_page_of_ours_has_made_is_refused(self, operator: Operator, token: str):
        fields = {"csrf": token, "until": "2026-12-02", "reason": "x", "day": "2026-11-23", "version": "1"}
        for act in ACTS:
            answer = operator.browser.post(f"{operator.path()}/{act}", data=fields)
            assert (act, answer.status_code) == (act, 403)
        assert operator.browser.post(ALL, data={"csrf": token}).status_code == 403
        assert (operator.messages(), operator.versions()) == ({}, [])

    @pytest.mark.parametrize("unit", ["khong-co", "bo-ngoai-giao", "..%2F..%2Fetc"])
    def test_a_unit_that_owes_nothing_is_none(self, operator: Operator, unit: str):
        for act in ACTS:
            answer = operator.do(act, unit, until="2026-12-02", reason="x", day="2026-11-23", version="1")
            assert answer.status_code in (404, 409)

    @pytest.mark.parametrize("place", ["nq59-2025-2030/annual-report/1999", "khong/co/2026", "A B/c/2026"])
    def test_a_cycle_that_does_not_exist_is_none(self, operator: Operator, place: str):
        for act in ACTS:
            data = {"csrf": operator.csrf(), "until": "2026-12-02", "reason": "x", "day": "2026-11-23"}
            assert operator.browser.post(f"/dunghen/tinh-hinh-nop/{place}/{UNIT}/{act}", data=data).status_code == 404


def test_reasons_and_references_are_text_and_never_markup(operator: Operator):
    operator.extend(reason=EVIL)
    operator.do("ban-giay", day="2026-11-23", reference=EVIL)
    operator.do("rut-ban-giay", version="1", owner=UNIT, reason=EVIL)
    refused = operator.do("gia-han", until=EVIL, reason=EVIL)
    for page in (operator.browser.get(operator.path()), refused):
        assert "<script" not in page.text
        assert "<img" not in page.text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x" in page.text
    assert "unsafe" not in page.headers["content-security-policy"]


def test_the_bars_say_in_words_what_they_show(operator: Operator):
    operator.as_the_unit("", tep=fill(operator.form()))
    operator.do("ban-giay", OTHER, day="2026-11-23", nil="1")
    page = operator.browser.get(HEAT_MAP).text
    assert 'role="img" aria-label="Kỳ 2026: 1 đúng hạn, 1 không phát sinh, 16 chưa nộp, còn hạn"' in page
    assert re.search(r'<rect class="good" x="0.0" y="0" width="5.56" height="10"><title>1 đúng hạn</title>', page)
    assert "style=" not in page
