"""Where a request cannot be answered, a reader gets words and a remedy, and a stranger learns nothing of the inside."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from fastapi import HTTPException
from fastapi.testclient import TestClient

from dunghen.entrypoints.web.body_limit import MOST, MOST_FIELDS, BodyLimit

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

BROWSER = {"accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def browser(application) -> TestClient:
    return TestClient(application, follow_redirects=False, raise_server_exceptions=False, headers=BROWSER)


@pytest.mark.parametrize("address", ["/so-thu?trang=khong", "/tinh-hinh-nop?trang=0", "/dien-tap/khong-co/thu/x"])
def test_an_address_that_cannot_be_read_is_answered_in_words(browser: TestClient, address: str) -> None:
    answer = browser.get(address)

    assert 400 <= answer.status_code < 500
    assert "<h1>" in answer.text


def test_live_mail_with_placeholder_addresses_names_each_of_them(browser: TestClient, monkeypatch) -> None:
    monkeypatch.setenv("DUNGHEN_MODE", "live")

    answer = browser.get("/so-thu")

    assert answer.status_code == 503
    assert "u-0@dunghen.invalid" in answer.text
    assert "/dunghen/sua" in answer.text


def test_a_stranger_is_told_that_something_is_wrong_and_not_what(browser: TestClient, monkeypatch) -> None:
    monkeypatch.setenv("DUNGHEN_MODE", "live")

    answer = browser.get("/nop/bat-ky")

    assert answer.status_code == 503
    assert "Trang đang tạm dừng" in answer.text
    assert "invalid" not in answer.text


def test_a_stale_form_is_refused_with_words_in_a_browser_and_json_elsewhere(browser: TestClient) -> None:
    sent = {"key": "a/b/c/d/e", "reason": "x", "csrf": "cũ"}

    page, programme = (
        browser.post("/so-thu/gui-lai", data=sent),
        browser.post("/so-thu/gui-lai", data=sent, headers={"accept": "application/json"}),
    )

    assert (page.status_code, programme.status_code) == (403, 403)
    assert "Hãy tải lại trang" in page.text
    assert "<h1>" in page.text
    assert "Hãy tải lại trang" in programme.json()["detail"]


def test_the_lock_file_of_an_editor_keeps_no_page_from_opening(browser: TestClient, config) -> None:
    (config / "office").mkdir()
    (config / "office" / ".#units.yaml").symlink_to("lan@may-tinh.1234")

    assert browser.get("/sua").status_code == 200
    assert browser.get("/lich-viec").status_code == 200


@pytest.mark.parametrize("address", ["/sua/van-phong", "/so-thu/gui-lai", "/nop/bat-ky/khong-phat-sinh"])
def test_fields_larger_than_any_form_are_refused_whoever_sends_them(browser: TestClient, address: str) -> None:
    form = {"content-type": "application/x-www-form-urlencoded"}

    answer = browser.post(address, content=b"a=" + b"x" * MOST_FIELDS, headers=form)

    assert answer.status_code == 413
    assert "quá lớn" in answer.text


def test_a_file_that_never_ends_is_not_read_to_its_end() -> None:
    pieces = 0

    async def endless() -> Message:
        nonlocal pieces
        pieces += 1
        return {"type": "http.request", "body": b"x" * 2**20, "more_body": True}

    async def reads_all(_scope: Scope, receive: Receive, _send: Send) -> None:
        while True:
            await receive()

    async def unheard(_message: Message) -> None:
        pass

    scope = {"type": "http", "headers": [(b"content-type", b"multipart/form-data; boundary=b")]}
    # In a thread: a browser that other tests drive keeps a loop running in this one.
    with ThreadPoolExecutor(1) as thread, pytest.raises(HTTPException) as refused:
        thread.submit(lambda: asyncio.run(BodyLimit(reads_all)(scope, endless, unheard))).result()
    assert refused.value.status_code == 413
    assert pieces * 2**20 == MOST + 2**20


def test_an_address_that_no_page_has_is_answered_in_words(client: TestClient) -> None:
    answer = client.get("/khong-co-trang", headers={"accept": "text/html"})

    assert answer.status_code == 404
    assert "Không có trang nào ở địa chỉ này." in answer.text
