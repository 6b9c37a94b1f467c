"""Handing the unit's link on: who may get a mail of the office by it, who is told, and how it is taken back."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from dunghen.entrypoints.web.installation import installation
from dunghen.exceptions import UnsentMailError
from dunghen.records import MessageState
from dunghen.running.run import run_day
from dunghen.wording.dates import HANOI
from tests.integration.web.unit_head import CYCLE, MONDAY, OTHER, PUBLIC, UNIT, Head, shown

if TYPE_CHECKING:
    from httpx import Response

HEAD = f"{UNIT}@dunghen.invalid"
DELEGATE = "pho-cuc-truong@dunghen.invalid"
STRANGER = "ai-do@noi-khac.invalid"


def enter(head: Head, address: str, post: str = "", *, sure: bool = True, path: str = "") -> Response:
    """Send the form of the page, the question answered or not."""
    path = path or head.path()
    fields = {"csrf": head.csrf(f"{path}/chuyen"), "dia-chi": address, "chuc-danh": post, "dong-y": "1" if sure else ""}
    return head.browser.post(f"{path}/chuyen", data=fields)


def take_back(head: Head) -> Response:
    path = head.path()
    return head.browser.post(f"{path}/thu-hoi", data={"csrf": head.csrf(f"{path}/thu-hoi")})


class TestAnAddressOfTheHouse:
    def test_it_is_asked_before_anything_is_written(self, head: Head):
        answer = enter(head, DELEGATE, "Phó Cục trưởng", sure=False)
        assert answer.status_code == 200
        assert f"Phó Cục trưởng {DELEGATE} Người này sẽ nhận thư có đường dẫn" in shown(answer)
        assert head.messages("") == []
        assert head.records() == []

    def test_the_delegate_gets_the_link_and_the_address_on_file_a_copy(self, head: Head):
        answer = enter(head, DELEGATE, "Phó Cục trưởng")
        assert answer.history[0].status_code == 303
        assert "Đã chuyển Thư có đường dẫn sẽ tới" in shown(answer)
        (given,), (copy,) = head.messages("delegate-"), head.messages("link-copy-")
        assert given.address == DELEGATE
        assert copy.address == HEAD
        assert f"Nộp báo cáo: {PUBLIC}{head.path()}\n" in (given.text or "")
        assert "Lúc 10:00, thứ Hai, 02/11/2026" in (copy.text or "")
        assert f"Phó Cục trưởng\n{DELEGATE}\n" in (copy.text or "")
        assert f"Thu hồi đường dẫn: {PUBLIC}{head.path()}/thu-hoi" in (copy.text or "")

    def test_it_is_recorded_who_did_it_and_when(self, head: Head):
        enter(head, DELEGATE)
        (kept,) = head.records()
        assert (kept.what, kept.by, kept.recorded_at) == ("delegate", "qua đường dẫn của đơn vị", MONDAY)
        assert (kept.values["address"], kept.note) == (DELEGATE, "đã gửi đường dẫn")

    def test_no_key_of_the_ledger_holds_the_address(self, head: Head):
        enter(head, DELEGATE)
        enter(head, STRANGER)
        assert "pho-cuc" not in str([one.key for one in head.messages("")] + [one.subject for one in head.records()])

    def test_the_domain_of_the_office_is_of_the_house_too(self, head: Head):
        enter(head, "Chuyen-Vien-2@DungHen.Invalid")
        assert len(head.messages("delegate-")) == 1

    def test_a_delegate_gets_one_mail_a_day_however_the_address_is_cased(self, head: Head):
        enter(head, DELEGATE)
        again = enter(head, DELEGATE.upper())
        assert again.status_code == 422
        assert "mỗi ngày nhiều nhất một thư" in shown(again)
        head.now = MONDAY + timedelta(days=1)
        assert enter(head, DELEGATE).status_code == 200
        assert len(head.messages("delegate-")) == 2
        assert len(head.messages("link-copy-")) == 2
        assert len(head.records()) == 1

    def test_a_fourth_delegate_of_the_cycle_is_refused_even_after_taking_back(self, head: Head):
        for number in range(3):
            assert enter(head, f"nguoi-{number}@dunghen.invalid").status_code == 200
        assert "nhiều nhất 3 người" in shown(enter(head, "nguoi-3@dunghen.invalid"))
        take_back(head)
        refused = enter(head, "nguoi-3@dunghen.invalid")
        assert refused.status_code == 422
        assert len(head.messages("delegate-")) == 3
        assert len(head.messages("link-copy-")) == 3

    def test_the_reminders_go_on_to_the_address_on_file(self, head: Head):
        enter(head, DELEGATE)
        for month, day in ((10, 28), (11, 17)):  # the request, and the second reminder
            with installation() as (app, _), pytest.raises(UnsentMailError):
                run_day(app, app.plans[CYCLE.plan], datetime(2026, month, day, 8, 0, tzinfo=HANOI), "test")
        reminders = [one.address for one in head.messages("remind-") if one.key.recipient == UNIT and one.address]
        assert reminders == [HEAD]


class TestAnyOtherAddress:
    def test_nothing_is_mailed_to_it_and_the_page_says_so(self, head: Head):
        assert "chưa gửi thư nào" in shown(enter(head, STRANGER, sure=False))
        answer = enter(head, STRANGER)
        assert "Đề nghị, chờ văn phòng Chưa có thư nào được gửi tới" in shown(answer)
        assert STRANGER not in {one.address for one in head.messages("")}
        assert [one.note for one in head.records()] == ["đề nghị, chờ văn phòng"]

    def test_the_operator_and_the_unit_are_told(self, head: Head):
        enter(head, STRANGER)
        (notice,), (copy,) = head.messages("link-asked-"), head.messages("link-copy-")
        assert notice.address == "chuyen-vien@dunghen.invalid"
        assert (
            f"Cục Điện ảnh đề nghị chuyển đường dẫn nộp báo cáo cho Người được giao làm thay, địa chỉ {STRANGER}."
            in (notice.text or "")
        )
        assert "/nop/" not in (notice.text or "")
        assert copy.address == HEAD
        assert "chưa có thư nào được gửi tới đó" in (copy.text or "")

    def test_asked_again_it_still_waits_and_tells_nobody_again(self, head: Head):
        enter(head, STRANGER)
        again = enter(head, STRANGER)
        assert again.status_code == 422
        assert "Văn phòng đã nhận đề nghị" in shown(again)
        assert len(head.messages("link-")) == 2

    @pytest.mark.parametrize(
        ("address", "why"),
        [
            ("dieu-phoi@dunghen.invalid", "Không chuyển được tới địa chỉ này"),
            ("CHUYEN-VIEN@dunghen.invalid", "Không chuyển được tới địa chỉ này"),
            ("dien-tap@dunghen.invalid", "Không chuyển được tới địa chỉ này"),
            (HEAD, "Đó là địa chỉ đã đăng ký của đơn vị"),
            ("", "không phải địa chỉ thư điện tử"),
            ("a@dunghen.invalid, b@khac.invalid", "không phải địa chỉ thư điện tử"),
            ("a@dunghen.invalid\r\nBcc: b@khac.invalid", "không phải địa chỉ thư điện tử"),
            ("Ai đó <a@dunghen.invalid>", "không phải địa chỉ thư điện tử"),
            ("a@khac.invalid@dunghen.invalid", "không phải địa chỉ thư điện tử"),
        ],
    )
    def test_some_are_refused(self, head: Head, address: str, why: str):
        answer = enter(head, address)
        assert answer.status_code == 422
        assert why in shown(answer)
        assert head.messages("") == []
        assert head.records() == []

    @pytest.mark.parametrize("post", ["xem http://x.example", "www.x.example", "a@b.example", "x" * 81, "<b>", "a: b"])
    def test_a_post_that_could_become_a_link_is_refused(self, head: Head, post: str):
        answer = enter(head, DELEGATE, post)
        assert answer.status_code == 422
        assert "Chức danh chỉ gồm chữ, số" in shown(answer)
        assert head.messages("") == []


class TestTakingBack:
    def test_it_is_explained_first(self, head: Head):
        enter(head, DELEGATE)
        page = shown(head.browser.get(f"{head.path()}/thu-hoi"))
        assert f"Đường dẫn đang mở được ở: {DELEGATE}." in page
        assert "kể cả đường dẫn Quý vị đang dùng" in page
        assert "một đường dẫn mới được gửi tới địa chỉ đã đăng ký" in page
        assert head.browser.get(head.path()).status_code == 200

    def test_the_old_link_is_dead_and_the_address_on_file_gets_a_new_one(self, head: Head):
        old, untouched = head.path(), head.path(OTHER)
        enter(head, DELEGATE)
        assert "không mở được nữa" in shown(take_back(head))
        assert head.browser.get(old).status_code == 404
        (mail,) = head.messages("link-renewed-")
        assert mail.address == HEAD
        (url,) = set(re.findall(rf"{PUBLIC}(\S+)", mail.text or ""))
        assert url != old
        assert head.browser.get(url).status_code == 200
        assert head.browser.get(untouched).status_code == 200
        assert "đã thu hồi" in shown(head.browser.get(f"{url}/chuyen"))

    def test_a_mail_to_the_delegate_that_has_not_gone_goes_no_more(self, head: Head):
        enter(head, DELEGATE)
        take_back(head)
        (given,) = head.messages("delegate-")
        assert (given.state, given.reason) == (MessageState.SUPPRESSED, "đơn vị đã thu hồi đường dẫn")

    def test_each_time_there_is_a_new_link(self, head: Head):
        for _ in range(3):
            take_back(head)
        texts = [one.text for one in head.messages("link-renewed-")]
        assert len(set(texts)) == 3
