"""What one link opens, no other does: another unit's, a calendar's, that of a rehearsal, another link's form."""

from __future__ import annotations

import io
import re
import shutil
from typing import TYPE_CHECKING

import openpyxl
import pytest

from dunghen.entrypoints.web import csrf
from dunghen.entrypoints.web.app import create_app
from dunghen.entrypoints.web.installation import installation
from dunghen.links.signed import FeedLink, FeedOf, Links, UnitLink
from dunghen.links.unit_link import feed_url
from dunghen.mail.invitation import deadline_uid
from dunghen.records import MessageState, Realm
from dunghen.tools.filled_form import fill
from tests.acceptance.web.routes import PREFIX, routes_of
from tests.integration.web.unit_head import CONFIG, CYCLE, OTHER, PUBLIC, UNIT, Head, shown

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi.testclient import TestClient

    from dunghen.adapters.ledger.sql_ledger import SqlLedger

MARK = "chi-cua-cuc-bao-chi"
"""In everything that the other unit hands in and enters."""


def feed_path(unit: str) -> str:
    with installation() as (app, _):
        return (feed_url(app, unit) or "").removeprefix(PUBLIC)


@pytest.fixture
def busy(head: Head) -> Head:
    """The other unit has handed in and handed on."""
    path = head.path(OTHER)
    content = fill(head.form(OTHER), results=lambda _: MARK)
    head.upload(content, name=f"{MARK}.xlsx", path=path)
    head.upload(b"%PDF", name=f"{MARK}.pdf", path=path)
    fields = {"csrf": head.csrf(f"{path}/chuyen"), "dia-chi": f"{MARK}@dunghen.invalid", "dong-y": "1"}
    head.browser.post(f"{path}/chuyen", data=fields)
    assert MARK in head.browser.get(path).text
    assert MARK in head.browser.get(f"{path}/chuyen").text
    return head


def texts(head: Head, path: str) -> str:
    """What the page says; of a workbook, all its cells."""
    answer = head.browser.get(path)
    assert answer.status_code == 200, path
    if "spreadsheet" not in answer.headers["content-type"]:
        return answer.text
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return str([[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()])


def test_no_page_under_a_units_link_shows_anything_of_another(busy: Head):
    link = busy.path().rsplit("/", 1)[1]
    public = [one for one in routes_of(create_app()) if one.public and one.method == "GET" and "/nop/" in one.path]
    assert len(public) >= 5
    mark = next(one.subject.split("/")[1] for one in busy.records())
    for one in public:
        for question in ("", "?lan=1", "?lan=2", f"?da-ghi={mark}", f"?don-vi={OTHER}"):
            text = texts(busy, one.filled(link) + question)
            assert MARK not in text
            assert busy.path(OTHER) not in text
            assert feed_path(OTHER) not in text
    calendar = busy.browser.get(feed_path(UNIT)).text.replace("\r\n ", "")
    assert deadline_uid(CYCLE, UNIT) in calendar
    assert deadline_uid(CYCLE, OTHER) not in calendar
    assert "Báo chí" not in calendar


def test_a_form_under_one_link_with_the_proof_of_another_is_refused_and_writes_nothing(head: Head):
    """Each form of the public pages, with the other unit's proof and with that of somebody logged in."""
    forms = [one for one in routes_of(create_app()) if one.public and one.method == "POST"]
    assert len(forms) == 5
    link = head.path().rsplit("/", 1)[1]
    foreign = [head.csrf(head.path(OTHER)), csrf.token("lan"), csrf.token(OTHER), csrf.token(""), ""]
    for one in forms:
        for proof in foreign:
            fields = {"csrf": proof, "dia-chi": "pho@dunghen.invalid", "dong-y": "1"}
            answer = head.browser.post(one.filled(link), data=fields, files={"tep": ("a.xlsx", b"PK")})
            assert answer.status_code == 403, (one, proof)
            assert "chưa có gì được ghi" in shown(answer)
    assert head.versions() == []
    assert head.messages("") == []
    assert head.records() == []
    assert head.browser.get(head.path()).status_code == 200


def test_an_operators_form_with_the_proof_of_a_link_is_refused_and_writes_nothing(
    client: TestClient, ledger: SqlLedger
):
    from dunghen.testing import NOON, a_draft

    draft = a_draft("u-1")
    ledger.queue([draft], now=NOON)
    for way in ("gui-lai", "thoi-gui"):
        for proof in (csrf.token("a signed link"), csrf.token("somebody else"), "made-up", ""):
            answer = client.post(f"/so-thu/{way}", data={"key": str(draft.key), "reason": "thử", "csrf": proof})
            assert answer.status_code == 403
        assert client.post(f"/so-thu/{way}", data={"key": str(draft.key), "reason": "thử"}).status_code == 403
    kept = ledger.message(str(draft.key))
    assert kept is not None
    assert kept.state is MessageState.QUEUED
    assert len(ledger.events(str(draft.key))) == 1


def test_a_calendars_link_opens_no_page_and_a_pages_link_no_calendar(head: Head):
    feed, link = feed_path(UNIT), head.path()
    signed_feed = feed.rsplit("/", 1)[1].removesuffix(".ics")
    assert head.browser.get(feed).status_code == 200
    assert head.browser.get(f"{PREFIX}/nop/{signed_feed}").status_code == 404
    assert head.browser.get(f"{PREFIX}/lich/{link.rsplit('/', 1)[1]}.ics").status_code == 404


def test_what_a_rehearsal_signed_opens_nothing_in_live_work(
    head: Head, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    page, feed = head.path(), feed_path(UNIT)
    assert (head.browser.get(page).status_code, head.browser.get(feed).status_code) == (200, 200)
    monkeypatch.setenv("DUNGHEN_CONFIG", str(live_config(tmp_path)))
    monkeypatch.setenv("DUNGHEN_MODE", "live")
    assert (head.browser.get(page).status_code, head.browser.get(feed).status_code) == (404, 404)
    live = head.path()
    assert live != page
    assert head.browser.get(live).status_code == 200
    monkeypatch.setenv("DUNGHEN_MODE", "rehearsal")
    assert head.browser.get(live).status_code == 404


def test_a_link_says_only_whose_it_is_in_whose_realm():
    """Two realms and two sorts of link share the secret and none of the signatures."""
    unit, feed = UnitLink(CYCLE, UNIT), FeedLink(FeedOf.UNIT, UNIT)
    rehearsed, live = (Links("a secret of the office", realm) for realm in Realm)
    signed = {rehearsed.sign(unit), live.sign(unit), rehearsed.sign_feed(feed), live.sign_feed(feed)}
    assert len({one.rsplit(".", 1)[1] for one in signed}) == 4


def live_config(folder: Path) -> Path:
    """The repository's configuration with addresses that are no placeholders; nothing is ever sent there."""
    config = shutil.copytree(CONFIG, folder / "live-config")
    for file in config.glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"dunghen\.invalid", "dunghen.vn", text), encoding="utf-8")
    return config
