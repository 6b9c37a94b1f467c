"""*Ai đã làm gì*: what people did on the pages, by whom, from where; a hundred entries on a page."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

from dunghen.audit import Act, Deed, first_fault
from dunghen.records import MessageState
from dunghen.testing import NOON, a_draft, a_key, a_submission
from tests.integration.web.browser import send, token_on

HERE = "/ai-da-lam-gi"
KEY = "ke-hoach/bao-cao/2024/request/u-1"


def test_where_nobody_has_done_anything_the_page_says_so(client):
    assert "Chưa có ai làm gì" in client.get(HERE).text


def test_a_letter_stopped_on_the_pages_is_told_with_who_why_and_from_where(client, ledger):
    ledger.queue([a_draft("u-1", key=a_key("u-1", plan="ke-hoach", duty="bao-cao", cycle="2024"))], now=NOON)
    sent = {"key": KEY, "reason": "gửi <nhầm>", "csrf": token_on(client, f"/so-thu/thu/{KEY}")}
    assert client.post("/so-thu/thoi-gui", data=sent).status_code == 303
    page = client.get(HERE).text
    assert "Chuyên viên Lan" in page
    assert "thôi gửi" in page
    assert "gửi &lt;nhầm&gt;" in page
    assert f'href="/dunghen/so-thu/thu/{KEY}"' in page
    assert "trang web, testclient" in page
    assert ledger.message(KEY).state is MessageState.SUPPRESSED


def test_a_decision_on_the_pages_and_its_undoing_are_told_with_the_content_they_left(client, ledger, files):
    form = {"sender.email": "moi@dunghen.invalid", "vi-sao": "theo thông báo"}
    assert send(client, "/sua/van-phong", form).status_code == 303
    undo = {"csrf": token_on(client, "/sua/nhat-ky"), "tep": "settings.yaml", "so": "1", "vi-sao": "nhầm"}
    assert client.post("/sua/hoan-tac", data=undo).status_code == 303
    undone, decided = (one.act for one in ledger.acts())
    assert (decided.deed, decided.by, decided.subject) == (Deed.DECIDED, "Chuyên viên Lan", "settings.yaml")
    assert re.fullmatch("quyết định số 1: theo thông báo; [0-9a-f]{64}", decided.detail)
    assert re.fullmatch("quyết định số 2: nhầm; [0-9a-f]{64}", undone.detail)


def test_a_unit_is_called_by_its_name_and_a_hash_by_its_first_digits(client, ledger):
    ledger.add_submission(a_submission("u-1", sha256="ab" * 32))
    page = client.get(HERE).text
    assert "<b>Cục Điện ảnh</b>" in page
    assert "lần 1, submit, accepted, abababababab…<" in page


def test_a_word_finds_what_it_names_and_a_hundred_entries_stand_on_a_page(client, ledger):
    for number in range(101):
        act = Act(NOON + timedelta(minutes=number), "Lan", Deed.RECORDED, f"việc số {number}.")
        ledger.note_act(act)
    first = client.get(HERE).text
    assert ("việc số 100." in first, "việc số 0." in first) == (True, False)
    (older,) = re.findall(r'href="/dunghen(/ai-da-lam-gi\?[^"]+)"', first)
    assert re.findall(r"việc số \d+\.", client.get(unescape(older)).text) == ["việc số 0."]
    assert re.findall(r"việc số \d+\.", client.get(HERE, params={"tim": "số 77."}).text) == ["việc số 77."]
    assert "Không có mục nào như vậy" in client.get(HERE, params={"tim": "%"}).text
    assert first_fault(ledger.acts_after(0)) is None
