"""An event at the desk: who is told what and when, what goes to the press and the site."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dunghen.exceptions import PermanentMailError, TemporaryMailError, UnknownMailError, UnsentMailError
from dunghen.keys import CycleKey
from dunghen.records import MessageState, Realm, Record
from dunghen.running.approve import question
from dunghen.running.run import run_day
from dunghen.running.send import send
from tests.unit.conftest import morning
from tests.unit.running.event_desk import CYCLE, EventDesk


@pytest.fixture
def desk() -> EventDesk:
    return EventDesk()


def test_those_who_take_part_get_days_place_and_an_entry_for_their_calendar(desk: EventDesk) -> None:
    desk.run("2026-04-16")
    message = desk.ledger.message(f"{CYCLE}/inform-15/cuc-dien-anh")
    assert message is not None
    assert "từ thứ Ba, 12/05/2026 đến thứ Sáu, 15/05/2026" in (message.text or "")
    assert "Nhà hát Lớn Hà Nội" in (message.text or "")
    entry = desk.files.get(message.attachments[0].sha256).decode()
    assert "DTSTART;VALUE=DATE:20260512" in entry
    assert "DTEND;VALUE=DATE:20260516" in entry
    assert "SEQUENCE:0" in entry


def test_the_reviewer_is_reminded_until_the_content_is_approved(desk: EventDesk) -> None:
    desk.run("2026-04-09")
    desk.run("2026-04-16")
    desk.reviewed()
    desk.run("2026-04-23")
    states = [desk.state(f"review-{days}", "cuc-hop-tac-quoc-te") for days in (20, 15, 10)]
    assert states == [MessageState.SENT, MessageState.SENT, MessageState.SUPPRESSED]


def test_without_a_reviewed_content_neither_publicity_nor_the_press_begins(desk: EventDesk) -> None:
    desk.run("2026-05-05")
    assert desk.state("inform-5", "cuc-bao-chi", "tuyen-truyen") is None
    assert desk.ledger.approvals() == ()
    desk.reviewed("2026-05-06")
    desk.run("2026-05-06")
    assert desk.state("inform-5", "cuc-bao-chi", "tuyen-truyen") is MessageState.SENT
    assert [one.key for one in desk.ledger.approvals()] == [f"{CYCLE}/release"]


def test_a_review_entered_under_another_duty_of_the_same_event_counts(desk: EventDesk) -> None:
    desk.reviewed("2026-05-05", duty="tuyen-truyen")
    desk.run("2026-05-05")
    assert [one.key for one in desk.ledger.approvals()] == [f"{CYCLE}/release"]


def test_the_lead_gets_the_draft_of_the_release_and_nobody_else(desk: EventDesk) -> None:
    desk.run("2026-04-23")
    assert desk.state("draft", "cuc-hop-tac-quoc-te") is MessageState.SENT
    message = desk.ledger.message(f"{CYCLE}/draft/cuc-hop-tac-quoc-te")
    assert message is not None
    assert "THÔNG CÁO BÁO CHÍ" in (message.text or "")
    assert [one.name for one in message.attachments] == ["tai-lieu-bao-chi.html", "su-kien.ics"]
    kit = desk.files.get(message.attachments[0].sha256).decode()
    assert "<h1>Tài liệu cho báo chí: Ngày Văn hóa Kazakhstan tại Việt Nam</h1>" in kit
    assert "trân trọng thông báo: <strong>Ngày Văn hóa Kazakhstan tại Việt Nam</strong>" in (message.html or "")
    assert [one for one in desk.went() if one.startswith("draft/")] == ["draft/cuc-hop-tac-quoc-te"]


def test_the_release_goes_to_the_press_and_onto_the_site_once_and_only_after_approval(desk: EventDesk) -> None:
    desk.reviewed()
    desk.run("2026-05-05")
    assert desk.site.posts == []
    assert "bao@ban.invalid" not in desk.mailer.tried
    (approval,) = desk.ledger.approvals()
    assert "https://trang.invalid" in question(desk.app, approval)
    desk.approve("release", "2026-05-06")
    desk.run("2026-05-06")
    desk.run("2026-05-07")
    assert desk.mailer.tried.count("bao@ban.invalid") == 1
    (post,) = desk.site.posts
    assert post.key == f"{CYCLE}/release/trang-tin"
    assert post.title == "Thông cáo báo chí: Ngày Văn hóa Kazakhstan tại Việt Nam"
    assert "từ thứ Ba, 12/05/2026 đến thứ Sáu, 15/05/2026" in post.html


def test_in_rehearsal_nothing_is_posted_and_the_post_is_seen_in_the_rehearsal_mailbox() -> None:
    desk = EventDesk(realm=Realm.REHEARSAL)
    desk.reviewed()
    desk.run("2026-05-05")
    desk.approve("release", "2026-05-05")
    assert desk.site.posts == []
    assert desk.state("release", "trang-tin") is MessageState.SENT
    assert {one.to for one in desk.mailer.sent} == {"dien-tap@bo.invalid"}


def test_a_site_that_is_away_is_tried_again_later_and_gets_the_post_once(desk: EventDesk) -> None:
    desk.reviewed()
    desk.run("2026-05-05")
    desk.site.failures = [TemporaryMailError("HTTP 503")]
    with pytest.raises(UnsentMailError, match="HTTP 503"):
        desk.approve("release", "2026-05-06")
    assert desk.site.posts == []
    with pytest.raises(UnsentMailError, match="trang-tin"):
        send(desk.app, None, morning("2026-05-06") + timedelta(minutes=4), "test")
    assert desk.site.posts == []
    send(desk.app, None, morning("2026-05-06") + timedelta(minutes=5), "test")
    send(desk.app, None, morning("2026-05-06") + timedelta(hours=5), "test")
    assert [post.key for post in desk.site.posts] == [f"{CYCLE}/release/trang-tin"]


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (UnknownMailError("mất kết nối"), MessageState.UNKNOWN),
        (PermanentMailError("HTTP 401"), MessageState.REFUSED),
    ],
)
def test_a_post_whose_fate_is_unknown_or_refused_waits_for_the_operator(
    desk: EventDesk, error: UnknownMailError | PermanentMailError, state: MessageState
) -> None:
    desk.reviewed()
    desk.run("2026-05-05")
    desk.site.failures = [error]
    desk.approve("release", "2026-05-06")
    tried = len(desk.site.posts)
    desk.run("2026-05-07")
    assert desk.state("release", "trang-tin") is state
    assert len(desk.site.posts) == tried


def test_a_post_claimed_by_a_process_that_died_is_not_made_again(desk: EventDesk) -> None:
    desk.reviewed()
    desk.run("2026-05-05")
    desk.ledger.claim(
        [f"{CYCLE}/release/trang-tin"], message_id="<x@bo.invalid>", now=morning("2026-05-05"), by="đã chết"
    )
    desk.approve("release", "2026-05-06")
    assert desk.site.posts == []
    assert desk.state("release", "trang-tin") is MessageState.UNKNOWN


def test_where_no_site_is_configured_the_press_is_served_all_the_same(desk: EventDesk) -> None:
    desk.reviewed()
    app = replace(desk.app, publisher=None)
    (plan,) = app.plans.values()
    report = run_day(app, plan, morning("2026-05-05"), "test")
    assert any("release" in one.key for one in desk.ledger.approvals())
    assert desk.state("release", "trang-tin") is None
    assert report.lines


def test_coverage_is_asked_for_until_one_link_is_entered(desk: EventDesk) -> None:
    desk.run("2026-05-20")
    cycle = CycleKey.parse(CYCLE)
    values = {"url": "https://bao.invalid/tin"}
    desk.ledger.add_record(
        Record(cycle, "coverage", "bao-ban", date(2026, 5, 21), "Chuyên viên trực", morning("2026-05-21"), values)
    )
    desk.run("2026-05-26")
    assert desk.state("coverage-3", "cuc-dien-anh") is MessageState.SENT
    assert desk.state("coverage-7", "cuc-dien-anh") is MessageState.SUPPRESSED
