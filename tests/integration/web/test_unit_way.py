"""The unit head's whole way, over the real ledger and file store: the link of a mail, files wrong and right, a receipt."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dunghen.entrypoints.web.installation import installation
from dunghen.exceptions import UnsentMailError
from dunghen.keys import CycleKey
from dunghen.links.unit_link import revoke
from dunghen.running.run import run_day
from dunghen.tools.filled_form import Breakage, fill
from dunghen.wording.dates import HANOI
from tests.integration.web.unit_head import CYCLE, MONDAY, OTHER, PUBLIC, UNIT, Head, shown

if TYPE_CHECKING:
    from httpx import Response


class TestTheWay:
    def test_the_request_carries_the_link_that_opens_the_page_of_its_unit(self, head: Head):
        with installation() as (app, _):
            with pytest.raises(UnsentMailError):
                run_day(app, app.plans[CYCLE.plan], datetime(2026, 10, 28, 8, 0, tzinfo=HANOI), "test")
            message = app.ledger.message(str(CYCLE.action("request", UNIT)))
            assert message is not None
            (url,) = set(re.findall(r"https://\S+/dunghen/nop/\S+", message.text or ""))
            assert url in (message.html or "")
        page = head.browser.get(url.removeprefix(PUBLIC))
        assert page.status_code == 200
        assert "Cục Điện ảnh" in page.text
        assert "chậm nhất thứ Sáu, 27/11/2026" in page.text
        assert "«trước ngày 30 tháng 11 hàng năm»" in page.text
        assert "dòng 371–377" in page.text

    def test_a_wrong_file_shows_its_problems_and_the_right_one_its_receipt(self, head: Head):
        form = head.form()
        wrong = head.upload(fill(form, breakages=[Breakage.STATUS_MISSPELT, Breakage.ROW_REMOVED]))
        assert wrong.url.query == b"lan=1"
        assert "cần sửa rồi gửi lại" in shown(wrong)
        assert re.search(r"Trang «Báo cáo», ô [A-Z]+\d+", shown(wrong))
        assert shown(wrong).count("Cách sửa:") >= 2
        right = head.upload(fill(form), name="bao-cao-da-sua.xlsx")
        assert "Đã nhận, lần gửi thứ 2" in shown(right)
        assert "Đã nhận báo cáo (lần gửi thứ 2), đúng hạn." in shown(right)
        assert [(one.version, one.counts, one.channel) for one in head.versions()] == [
            (1, False, "page"),
            (2, True, "page"),
        ]
        (rejection,) = head.mails("rejection-1")
        assert f"Gửi lại: {PUBLIC}{head.path()}" in rejection
        assert len(head.mails("receipt-2")) == 1

    def test_the_same_file_is_kept_once(self, head: Head):
        content = fill(head.form())
        head.upload(content)
        assert head.upload(content).url.query == b"lan=1"
        assert len(head.versions()) == 1

    def test_a_file_that_is_no_workbook_is_kept_and_explained(self, head: Head):
        assert "Đây là tệp PDF" in shown(head.upload(b"%PDF-1.7"))
        assert [one.counts for one in head.versions()] == [False]

    def test_the_form_of_another_unit_is_not_taken(self, head: Head):
        answer = head.upload(fill(head.form(OTHER)))
        assert "cần sửa rồi gửi lại" in shown(answer)
        assert [one.counts for one in head.versions(UNIT)] == [False]
        assert head.versions(OTHER) == []

    def test_nothing_chosen_is_told(self, head: Head):
        path = head.path()
        answer = head.browser.post(path, data={"csrf": head.csrf(path)}, files={"tep": ("", b"")})
        assert answer.status_code == 422
        assert "Chưa chọn tệp" in answer.text
        assert head.versions() == []


class TestNothingToReport:
    def test_it_is_asked_once_more_and_then_counts(self, head: Head):
        path = f"{head.path()}/khong-phat-sinh"
        assert "không có việc phát sinh" in shown(head.browser.get(path))
        assert head.versions() == []
        answer = head.browser.post(path, data={"csrf": head.csrf(path)}, files={"none": ("", b"")})
        assert "Đã nhận báo cáo, không phát sinh (lần gửi thứ 1), đúng hạn." in shown(answer)
        (kept,) = head.versions()
        assert kept.nil
        assert kept.counts
        assert "không phát sinh" in head.mails("receipt-1")[0]

    def test_said_twice_it_is_kept_once_and_said_after_a_file_it_is_the_newest(self, head: Head):
        path = f"{head.path()}/khong-phat-sinh"
        for _ in range(2):
            head.browser.post(path, data={"csrf": head.csrf(path)})
        head.upload(fill(head.form()))
        head.browser.post(path, data={"csrf": head.csrf(path)})
        assert [one.nil for one in head.versions()] == [True, False, True]


class TestALinkThatDoesNotOpen:
    def test_thirty_days_after_the_lock_it_is_over(self, head: Head):
        path = head.path()
        # The lock of 2026 is five working days after 27/11: thứ Sáu, 04/12/2026.
        head.now = datetime(2027, 1, 3, 23, 59, tzinfo=HANOI)
        assert head.browser.get(path).status_code == 200
        head.now = datetime(2027, 1, 4, 0, 0, tzinfo=HANOI)
        assert head.browser.get(path).status_code == 404
        assert head.browser.get(f"{path}/bieu-mau.xlsx").status_code == 404
        assert head.browser.get(f"{path}/khong-phat-sinh").status_code == 404

    def test_a_revoked_link_is_dead_and_the_next_one_lives(self, head: Head):
        old = head.path()
        with installation() as (app, _):
            revoke(app, CYCLE, UNIT, by="Nguyễn Thị Điều Phối", now=MONDAY)
        assert head.browser.get(old).status_code == 404
        assert head.path() != old
        assert head.browser.get(head.path()).status_code == 200

    def test_nobody_is_told_why_or_whose_it_is(self, head: Head):
        revoked, unknown, over = head.path(), head.path(unit="khong-co-don-vi"), head.path(cycle=_cycle("2025"))
        with installation() as (app, _):
            revoke(app, CYCLE, UNIT, by="Điều phối", now=MONDAY)
        answers = {}
        for path in (revoked, unknown, over, "/dunghen/nop/khong-phai-duong-dan"):
            answer = head.browser.get(path)
            sent = head.browser.post(f"{path}/gui-lai", data={"csrf": head.csrf(path)})
            answers[path] = [_without_link(one, path) for one in (answer, sent)]
            assert (answer.status_code, sent.status_code) == (404, 200)
        assert len({tuple(texts) for texts in answers.values()}) == 1
        assert "Điện ảnh" not in str(answers)

    def test_a_new_link_goes_to_the_address_on_file_once_an_hour(self, head: Head):
        old = head.path()
        with installation() as (app, _):
            revoke(app, CYCLE, UNIT, by="Điều phối", now=MONDAY)
        for _ in range(3):
            head.browser.post(f"{old}/gui-lai", data={"csrf": head.csrf(old)})
        (text,) = head.mails("link-")
        assert f"{PUBLIC}{head.path()}" in text
        head.now = datetime(2026, 11, 2, 11, 0, tzinfo=HANOI)
        head.browser.post(f"{old}/gui-lai", data={"csrf": head.csrf(old)})
        assert len(head.mails("link-")) == 2

    def test_the_link_of_a_cycle_that_is_over_is_answered_with_the_cycle_that_is_asked_for(self, head: Head):
        old = head.path(cycle=_cycle("2025"))
        head.browser.post(f"{old}/gui-lai", data={"csrf": head.csrf(old)})
        (text,) = head.mails("link-")
        assert f"{PUBLIC}{head.path()}" in text

    def test_a_stranger_makes_nobody_get_a_mail(self, head: Head):
        path = "/dunghen/nop/khong-phai-duong-dan"
        assert head.browser.post(f"{path}/gui-lai", data={"csrf": head.csrf(path)}).status_code == 200
        assert head.mails("link-") == []


class TestHostileSenders:
    @pytest.mark.parametrize("way", ["", "/khong-phat-sinh", "/gui-lai", "/chuyen", "/thu-hoi"])
    @pytest.mark.parametrize("csrf", ["", "made-up", "of-another-link"])
    def test_a_form_from_elsewhere_is_refused(self, head: Head, way: str, csrf: str):
        given = head.csrf(head.path(OTHER)) if csrf == "of-another-link" else csrf
        answer = head.browser.post(f"{head.path()}{way}", data={"csrf": given}, files={"tep": ("a.xlsx", b"PK")})
        assert answer.status_code == 403
        assert head.versions() == []
        assert head.messages("") == []
        assert head.records() == []
        assert head.browser.get(head.path()).status_code == 200

    @pytest.mark.parametrize("size", [5 * 1024 * 1024 + 1, 6 * 1024 * 1024, 30 * 1024 * 1024])
    def test_a_file_that_is_too_large_is_refused(self, head: Head, size: int):
        answer = head.upload(b"x" * size)
        assert answer.status_code == 413
        assert "Tệp lớn quá 5 MB" in answer.text
        assert head.versions() == []

    @pytest.mark.parametrize("name", ["../../../etc/passwd", "..\\..\\x.xlsx", "/etc/x.xlsx", "a\x00b\r\n.xlsx"])
    def test_a_name_never_becomes_a_path(self, head: Head, name: str, tmp_path: Path):
        before = set(tmp_path.parent.iterdir())
        assert head.upload(fill(head.form()), name=name).status_code == 200
        (kept,) = head.versions()
        assert kept.original_name.isprintable()
        assert set(tmp_path.parent.iterdir()) == before
        assert {one.name for one in tmp_path.iterdir() if one.is_dir()} <= {"store", "inbox"}

    @pytest.mark.parametrize("path", ["%2e%2e", "%2e%2e%2f%2e%2e%2fsecret", "..%5c..%5csecret", "%00"])
    def test_a_path_in_place_of_a_link_opens_nothing(self, head: Head, path: str):
        answer = head.browser.get(f"/dunghen/nop/{path}/bieu-mau.xlsx", follow_redirects=False)
        assert answer.status_code == 404

    def test_names_and_cells_are_shown_and_never_run(self, head: Head):
        evil = "<script>alert(1)</script>"
        content = fill(head.form(), statuses=lambda _: evil, results=lambda _: f'"><img src=x onerror={evil}>')
        answer = head.upload(content, name=f"{evil}.xlsx")
        assert re.findall(r"<script[^>]*>", answer.text) == ['<script src="/dunghen/static/upload.js" defer>']
        assert "<img" not in answer.text
        assert "&lt;script&gt;" in answer.text
        policy = answer.headers["content-security-policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy


def _cycle(name: str) -> CycleKey:
    return CycleKey(CYCLE.plan, CYCLE.duty, name)


def _without_link(response: Response, path: str) -> str:
    link = path.rsplit("/", 1)[1]
    return re.sub(r'name="csrf" value="[^"]+"', "", response.text.replace(link, ""))
