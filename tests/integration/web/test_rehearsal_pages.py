"""*Diễn tập*, asked of the application: each rehearsal runs in a process of its own, as in the office.

The plan's report of 2026 is asked for ten days before thứ Sáu, 27/11/2026; three units owe it.
"""

from __future__ import annotations

import io
import re
import signal
import time
import zipfile
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes, policy
from itertools import count
from typing import TYPE_CHECKING, Any

import psutil
import pytest
from fastapi import HTTPException

from dunghen.entrypoints.clock import now_in_hanoi
from tests.integration.web.browser import token_on
from tests.integration.web.conftest import MONDAY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fastapi import FastAPI
    from fastapi.testclient import TestClient

AUTUMN = {"tu": "2026-11-01", "den": "2026-12-31"}
SECONDS = 60
"""How long a busy machine may take for a rehearsal of two months."""


@pytest.fixture(autouse=True)
def addressed(application: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    """Mails carry links; a rehearsal is called after the second in which it is started."""
    monkeypatch.setenv("DUNGHEN_BASE_URL", "http://localhost:8080")
    seconds = count()
    application.dependency_overrides[now_in_hanoi] = lambda: MONDAY + timedelta(seconds=next(seconds))


def asked(client: TestClient, **changes: str) -> Any:
    return client.post("/dien-tap", data={"csrf": token_on(client, "/dien-tap"), **AUTUMN, **changes})


def started(client: TestClient, **changes: str) -> str:
    """The address of a rehearsal that has just been started."""
    answer = asked(client, **changes)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).removeprefix("/dunghen")


def ended(client: TestClient, address: str) -> str:
    """The page of the rehearsal once it runs no longer."""
    until = time.monotonic() + SECONDS
    while "đang chạy" in (page := client.get(address).text):
        assert time.monotonic() < until, "it did not end in time"
        time.sleep(0.1)
    return page


def rehearsed(client: TestClient, **changes: str) -> str:
    """The address of a rehearsal that is done."""
    address = started(client, **changes)
    assert "Tải tất cả" in ended(client, address)
    return address


@contextmanager
def held(client: TestClient, **changes: str) -> Iterator[tuple[str, psutil.Process]]:
    """A rehearsal that has been started and does not get on."""
    before = set(psutil.Process().children())
    address = started(client, **changes)
    (child,) = set(psutil.Process().children()) - before
    child.send_signal(signal.SIGSTOP)
    try:
        yield address, child
    finally:
        if child.is_running():
            child.kill()
            child.wait(SECONDS)


def change(files: Path, old: str, new: str) -> None:
    plan = files.parent / "config" / "plans" / "ke-hoach.yaml"
    text = plan.read_text(encoding="utf-8")
    assert old in text
    plan.write_text(text.replace(old, new), encoding="utf-8")


def text_of(page: str) -> str:
    """What a reader reads."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


class TestStarting:
    def test_the_form_offers_three_months_from_today_and_every_plan(self, client: TestClient) -> None:
        page = client.get("/dien-tap").text

        assert len(re.findall(r'type="date" name="(?:tu|den)" value="20\d\d-\d\d-\d\d"', page)) == 2
        assert '<option value="ke-hoach">Kế hoạch thử</option>' in page

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"den": "2028-12-31"}, "nhiều nhất 24 tháng"),
            ({"den": "2026-10-31"}, "đứng trước ngày đầu"),
            ({"tu": "<b>"}, "«&lt;b&gt;» không phải một ngày"),
            ({"ke-hoach": "../khac"}, "Không có kế hoạch «../khac»"),
        ],
    )
    def test_what_cannot_be_rehearsed_is_told_beside_the_form(self, client, wrong, sentence) -> None:
        answer = asked(client, **wrong)

        assert answer.status_code == 400
        assert sentence in answer.text
        assert "Bắt đầu diễn tập" in answer.text

    def test_a_viewer_reads_and_neither_starts_nor_stops(self, client: TestClient, application: FastAPI) -> None:
        from dunghen.entrypoints.web import access

        def refused() -> None:
            raise HTTPException(403, "Forbidden")

        address = rehearsed(client)
        application.dependency_overrides[access.ACTS.dependency] = refused

        assert asked(client).status_code == 403
        assert client.post(f"{address}/dung", data={"csrf": token_on(client, "/dien-tap")}).status_code == 403
        assert client.get(address).status_code == 200

    def test_a_form_that_is_not_ours_starts_nothing(self, client: TestClient) -> None:
        assert asked(client, csrf="forged").status_code == 403
        assert "Chưa có lần nào" in client.get("/dien-tap").text


class TestRunning:
    def test_while_one_runs_it_is_shown_and_no_other_starts(self, client: TestClient) -> None:
        with held(client) as (address, _):
            running = client.get(address)
            second = asked(client)

        assert running.headers["refresh"] == "3"
        assert "<progress" in running.text
        assert "<script" not in running.text
        assert second.status_code == 409
        assert f'<a href="/dunghen{address}">Xem lần đang chạy</a>' in second.text
        assert "do Chuyên viên Lan bắt đầu" in second.text

    def test_the_page_reloads_itself_only_while_it_runs_and_nobody_minds(self, client: TestClient) -> None:
        with held(client) as (address, child):
            assert "refresh" not in client.get(address, params={"dung-tai": "1"}).headers
            child.send_signal(signal.SIGCONT)
            ended(client, address)

        assert "refresh" not in client.get(address).headers

    def test_it_stops_when_an_operator_says_so(self, client: TestClient) -> None:
        with held(client) as (address, child):
            answer = client.post(f"{address}/dung", data={"csrf": token_on(client, "/dien-tap")})
            assert (answer.status_code, answer.headers["location"]) == (303, f"/dunghen{address}")
            assert "Đã nhận yêu cầu dừng" in client.get(address).text
            child.send_signal(signal.SIGCONT)
            page = ended(client, address)

        assert "đã dừng" in page
        assert "Chuyên viên Lan đã dừng." in page
        assert client.get(f"{address}/dien-tap.zip").status_code == 404

    def test_one_that_was_killed_has_failed_and_the_next_may_start(self, client: TestClient) -> None:
        with held(client) as (address, child):
            child.kill()
            child.wait(SECONDS)
            page = ended(client, address)

        assert "hỏng" in page
        assert "Tiến trình diễn tập bị ngắt giữa chừng" in page
        assert rehearsed(client) != address

    def test_one_that_meets_an_error_says_which(self, client: TestClient, files: Path) -> None:
        with held(client) as (address, child):
            (files / "rehearsals" / address.rpartition("/")[2] / "store").touch()
            child.send_signal(signal.SIGCONT)
            page = ended(client, address)

        assert "Lỗi không lường trước (NotADirectoryError" in page

    def test_its_process_is_in_a_session_of_its_own(self, client: TestClient) -> None:
        import os

        with held(client) as (_, child):
            assert os.getsid(child.pid) == child.pid


class TestTheMails:
    def test_each_tells_to_whom_when_and_why(self, client: TestClient) -> None:
        page = client.get(rehearsed(client)).text
        told = text_of(page)

        assert "5 thư" in told
        assert "5 trong cơ quan, 0 ra ngoài." in told
        assert "thứ Ba, 17/11/2026" in told
        assert "08:00 → Cục Điện ảnh, u-1@dunghen.invalid" in told
        assert "Đề nghị — Báo cáo định kỳ, kỳ năm 2026" in told
        assert "nhiệm vụ: văn bản ghi rõ ngày gửi: cơ quan đặt dòng 1" in told
        assert "<script" not in page

    def test_they_are_filtered(self, client: TestClient) -> None:
        address = rehearsed(client)

        def shown(**by: str) -> int:
            return client.get(address, params=by).text.count('<article class="card">')

        assert shown() == 5
        assert shown(**{"don-vi": "u-1"}) == 1
        assert shown(**{"don-vi": "u-1", "nhiem-vu": "ke-hoach/bao-cao"}) == 1
        assert shown(**{"nhiem-vu": "ke-hoach/khac"}) == 0
        assert shown(**{"ke-hoach": "ke-hoach"}) == 5

    def test_fifty_stand_on_a_page(self, client: TestClient, files: Path) -> None:
        change(files, 'every: {year: {before: "11-30"}}', "every: {month: {on: 20}}")
        address = rehearsed(client, den="2028-10-31")
        first, second = (client.get(address, params={"trang": page}).text for page in (1, 2))

        assert "Trang 1/3" in first
        assert first.count('<article class="card">') == 50
        assert 'href="/dunghen' + address + "?" in second

    def test_one_is_shown_as_it_is_received(self, client: TestClient) -> None:
        address = rehearsed(client) + "/thu/2"
        answer = client.get(address)

        assert "<script" not in answer.text
        assert (
            '<iframe class="mail" sandbox title="Thư như người nhận thấy" srcdoc="&lt;!doctype html&gt;' in answer.text
        )
        assert answer.headers["content-security-policy"].endswith("style-src-attr 'unsafe-inline'")
        assert "ke-hoach/bao-cao/2026/request/u-1" in answer.text
        whole = client.get(f"{address}/thu.eml")
        mail = message_from_bytes(whole.content, policy=policy.default)
        assert mail["X-Dung-Hen-Recipient"] == "u-1@dunghen.invalid"
        form = client.get(f"{address}/tep/1")
        assert form.headers["content-disposition"].endswith("UTF-8''bao-cao-2026-u-1.xlsx")
        assert zipfile.is_zipfile(io.BytesIO(form.content))

    def test_no_other_mail_or_file_is_found_under_its_address(self, client: TestClient) -> None:
        address = rehearsed(client)

        for path in ("/thu/0", "/thu/6", "/thu/1/tep/9", "/thu/6/thu.eml", "/thu/6/tep/1", "/thu/..%2F..%2Fsecret"):
            assert client.get(address + path).status_code == 404, path

    def test_a_name_that_no_rehearsal_has_finds_nothing(self, client: TestClient) -> None:
        address = rehearsed(client)
        names = ["khong-co", "..%2Fstore", "%2E%2E", ".starting", "%2Fetc", f".%2F{address.rpartition('/')[2]}"]
        asked_for = [f"/dien-tap/{name}{path}" for name in names for path in ("/dien-tap.zip", "/thay-doi", "/thu/1")]

        assert {path: client.get(path).status_code for path in asked_for} == dict.fromkeys(asked_for, 404)

    def test_the_archive_holds_every_mail_and_a_page_to_open_it_with(self, client: TestClient) -> None:
        answer = client.get(rehearsed(client) + "/dien-tap.zip")

        assert answer.headers["content-type"] == "application/zip"
        names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
        top = "dien-tap-2026-11-01-2026-12-31"
        assert {f"{top}/index.html", f"{top}/messages.csv"} <= set(names)
        assert len([name for name in names if name.endswith(".eml")]) == 5

    def test_a_draft_sends_nothing_and_the_page_says_so(self, client: TestClient, files: Path) -> None:
        change(files, "status: active", "status: draft")
        told = text_of(client.get(rehearsed(client, **{"ke-hoach": "ke-hoach"})).text)

        assert "dự thảo không gửi thư cho ai" in told
        assert "kế hoạch còn là dự thảo, không gửi thư cho ai." in told

    def test_a_plan_with_a_problem_is_named_and_takes_no_part(self, client: TestClient, files: Path) -> None:
        plans = files.parent / "config" / "plans"
        sound = (plans / "ke-hoach.yaml").read_text(encoding="utf-8")
        (plans / "hong.yaml").write_text(sound.replace("id: ke-hoach\n", "id: hong\n").replace("active", "x"), "utf-8")

        assert "Cấu hình đang có 1 lỗi" in client.get("/dien-tap").text
        assert "plans/hong.yaml" in text_of(client.get(rehearsed(client)).text)


class TestWhatChanged:
    def test_the_same_configuration_shows_no_change(self, client: TestClient) -> None:
        first = rehearsed(client)
        second = rehearsed(client)

        assert "Chưa có lần diễn tập nào trước đó" in client.get(first).text
        assert "không có gì thay đổi" in client.get(second).text
        assert "không có gì thay đổi" in client.get(f"{second}/thay-doi").text

    def test_a_moved_offset_shows_exactly_the_mails_that_moved(self, client: TestClient, files: Path) -> None:
        rehearsed(client)
        change(files, "request: -10d", "request: -12d")
        address = rehearsed(client)

        page = client.get(f"{address}/thay-doi").text
        told = text_of(page)
        assert "3 chuyển sang ngày khác" in text_of(client.get(address).text)
        assert re.findall(r"<code>([^<]+)</code>", page) == [f"ke-hoach/bao-cao/2026/request/u-{n}" for n in range(3)]
        assert told.count("thứ Ba, 17/11/2026 → thứ Sáu, 13/11/2026") == 3
        # 24/11 is a public holiday from 2026 on.
        assert "− Chậm nhất thứ Sáu, 27/11/2026, còn 7 ngày làm việc." in told
        assert "+ Chậm nhất thứ Sáu, 27/11/2026, còn 9 ngày làm việc." in told

    def test_a_changed_address_is_told_before_and_after(self, client: TestClient, files: Path) -> None:
        rehearsed(client)
        units = files.parent / "config" / "units.yaml"
        text = units.read_text(encoding="utf-8")
        units.write_text(text.replace("email: u-1@dunghen.invalid", "email: moi@dunghen.invalid"), encoding="utf-8")

        page = text_of(client.get(rehearsed(client) + "/thay-doi").text)
        assert "1 đổi nội dung" in page
        assert "Địa chỉ: u-1@dunghen.invalid → moi@dunghen.invalid" in page

    def test_only_the_days_that_both_have_are_compared(self, client: TestClient) -> None:
        rehearsed(client, den="2026-11-20")
        address = rehearsed(client)

        page = client.get(f"{address}/thay-doi").text
        assert "Chủ nhật, 01/11/2026 – thứ Sáu, 20/11/2026" in page
        assert "không có gì thay đổi" in page

    def test_an_earlier_one_can_be_chosen_and_no_later_one(self, client: TestClient, files: Path) -> None:
        first = rehearsed(client)
        change(files, "request: -10d", "request: -12d")
        second, third = rehearsed(client), rehearsed(client)

        def compared(with_one: str) -> str:
            return client.get(f"{third}/thay-doi", params={"so-voi": with_one.rpartition("/")[2]}).text

        assert "3 chuyển sang ngày khác" in compared(first)
        assert "không có gì thay đổi" in compared(second)
        assert "Chọn lần diễn tập để so." in compared(third)
        assert "Chọn lần diễn tập để so." in compared("../x")

    def test_what_is_compared_is_text_and_never_runs(self, client: TestClient, files: Path) -> None:
        rehearsed(client)
        change(files, "title: Báo cáo định kỳ", 'title: "Báo cáo <script>alert(1)</script>"')

        page = client.get(rehearsed(client) + "/thay-doi").text
        assert "<script" not in page
        assert "+ Báo cáo &lt;script&gt;" in page
