"""*Giữ thư*: a ledger that has forgotten what it sent, told on the pages, and accepted there by a named person."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import HTTPException

from dunghen.adapters.mark_file import MarkFile
from dunghen.mail.compose import MODE_HEADER, compose, keys_header
from dunghen.marks import KeptMark, Mark
from dunghen.plans.office import Mailbox
from dunghen.records import MessageState, Realm
from dunghen.running.mark import hold_of
from dunghen.testing import NOON, a_draft, a_key
from tests.integration.web.browser import token_on

HERE = "/giu-thu"
SENTENCE = "Đang giữ thư thật, chưa gửi gì: sổ đang mở không phải sổ đã gửi thật lần cuối"
PAGES = ["/so-thu", "/ke-hoach/ke-hoach", HERE]


def key(recipient: str):
    return a_key(recipient, plan="ke-hoach", duty="bao-cao", cycle="2026")


@pytest.fixture
def live(ledger, store, config):
    """A live office whose ledger was exchanged: two messages wait again, the mail of one of them went yesterday."""
    for file in Path(config).rglob("*.yaml"):
        file.write_text(file.read_text(encoding="utf-8").replace(".invalid", ".gov.vn"), encoding="utf-8")
    MarkFile(config.parent / "var").write(KeptMark(Mark("the lost one", 8), Realm.LIVE))
    live = ledger.with_realm(Realm.LIVE)
    live.queue([a_draft("u-1", key=key("u-1"), subject="Thư <b>đã đi"), a_draft("u-0", key=key("u-0"))], now=NOON)
    box = Mailbox(name="Văn phòng", email="van-phong@bo.invalid")
    mail = compose(
        sender=box,
        to=box,
        subject="Thư <b>đã đi",
        text="Kính gửi",
        html="<p>Kính gửi</p>",
        message_id="<1@bo.invalid>",
        date=NOON - timedelta(days=1),
        headers={MODE_HEADER: "live", **keys_header([str(key("u-1"))])},
    )
    store.put(mail.as_bytes())
    return live


def accept(client, **data):
    return client.post(HERE, data={"csrf": token_on(client, HERE), **data})


@pytest.mark.parametrize("page", PAGES)
def test_a_hold_is_told(client, live, page):
    assert SENTENCE in client.get(page).text


@pytest.mark.parametrize("page", PAGES)
def test_an_office_that_rehearses_is_told_of_none(client, ledger, page):
    answer = client.get(page)
    assert answer.status_code == 200
    assert "Đang giữ thư thật" not in answer.text


def test_the_page_lists_what_went_and_what_would_go_once(client, live):
    page = client.get(HERE).text
    gone, waiting = page.index("1 thư đã đi mà sổ này không biết"), page.index("1 thư còn chờ, kho thư không có")
    assert gone < page.index("Thư &lt;b&gt;đã đi") < waiting < page.index("Đề nghị báo cáo năm 2026")
    assert "Thư <b>" not in page


def test_accepting_is_recorded_under_the_person_s_name_and_ends_the_hold(client, live, files):
    answer = accept(client)
    assert (answer.status_code, answer.headers["location"]) == (303, "/dunghen/giu-thu")
    event = live.events(str(key("u-1")))[-1]
    assert (event.after, event.by, event.automatic, event.reason) == (
        MessageState.SENT,
        "Chuyên viên Lan",
        False,
        "theo kho thư",
    )
    assert live.message(str(key("u-0"))).state is MessageState.QUEUED
    assert hold_of(live, MarkFile(files)) is None
    assert live.switch("mode") == "live"
    assert "Không giữ thư nào" in client.get(HERE).text
    assert "gửi thật" in client.get("/ke-hoach/ke-hoach").text


def test_an_empty_mail_store_is_told_before_anything_is_accepted(client, live, store):
    for digest, _ in list(store.heads(1)):
        store.remove(digest)
    assert "không đối chiếu được" in client.get(HERE).text


@pytest.mark.parametrize("csrf", ["", "forged"])
def test_a_form_that_is_not_ours_is_refused(client, live, files, csrf):
    assert accept(client, csrf=csrf).status_code == 403
    assert hold_of(live, MarkFile(files)) is not None


def test_who_only_reads_sees_the_list_and_no_button(client, live, files, application):
    from dunghen.entrypoints.web import access

    def refused() -> None:
        raise HTTPException(403, "Forbidden")

    token = token_on(client, HERE)
    application.dependency_overrides[access.MAY_ACT.dependency] = lambda: False
    application.dependency_overrides[access.ACTS.dependency] = refused
    page = client.get(HERE).text
    assert "<button" not in page
    assert "1 thư đã đi mà sổ này không biết" in page
    assert client.post(HERE, data={"csrf": token}).status_code == 403
    assert hold_of(live, MarkFile(files)) is not None
