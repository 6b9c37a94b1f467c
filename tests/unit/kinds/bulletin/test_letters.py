"""A bulletin: news asked for, the text asked for, the issue approved and sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dunghen.records import ApprovalState, MessageState
from dunghen.running.approve import decide
from tests.unit.conftest import morning
from tests.unit.running.kind_desk import desk_of, enter, message, told

if TYPE_CHECKING:
    from tests.unit.conftest import Desk

QUARTERLY: dict[str, Any] = {
    "title": "Thông tin định kỳ cho đối tác",
    "every": {"months": 3, "day": 25},
    "to": ["cuc-bao-chi", "bo-ngoai-giao"],
    "contributors": ["cuc-dien-anh"],
}
LEAD, CONTRIBUTOR, OUTSIDE, INSIDE = "cuc-hop-tac-quoc-te", "cuc-dien-anh", "bo-ngoai-giao", "cuc-bao-chi"
APPROVAL = "nq59-2025-2030/viec-thu/2026-06/deliver-outward"


def issue(desk: Desk, day: str = "2026-06-18", text: str = "Tin thứ nhất.\n\nTin thứ hai.") -> None:
    enter(desk, "2026-06", "bulletin-text", day, title="Thông tin quý II", text=text)


def test_units_are_asked_for_news_and_the_leading_unit_for_the_text() -> None:
    desk = desk_of("bulletin", **QUARTERLY)
    desk.run("2026-06-04")
    assert "tin, bài của Cục Điện ảnh" in (message(desk, "2026-06", "collect", CONTRIBUTOR).text or "")
    enter(desk, "2026-06", "contribution", "2026-06-10", subject=CONTRIBUTOR, text="Tuần phim đã khai mạc.")
    desk.run("2026-06-15")
    text = message(desk, "2026-06", "draft", LEAD).text or ""
    assert "Ngày phát hành: thứ Năm, 25/06/2026" in text
    assert "- Cục Điện ảnh: Tuần phim đã khai mạc." in text


def test_the_last_issue_stands_beneath_the_request_for_the_next() -> None:
    desk = desk_of("bulletin", **QUARTERLY)
    issue(desk)
    desk.run("2026-09-15")
    text = message(desk, "2026-09", "draft", LEAD).text or ""
    assert "NỘI DUNG KỲ TRƯỚC (tháng 6/2026)\nTin thứ nhất." in text


def test_without_a_text_nothing_is_proposed() -> None:
    desk = desk_of("bulletin", **QUARTERLY)
    desk.run("2026-06-25")
    assert desk.ledger.approvals() == ()
    assert f"deliver-outward/{OUTSIDE}" not in told(desk, "2026-06")
    assert f"deliver/{INSIDE}" not in told(desk, "2026-06")


def test_an_empty_text_is_none() -> None:
    desk = desk_of("bulletin", **QUARTERLY)
    issue(desk, text="  ")
    desk.run("2026-06-25")
    assert desk.ledger.approvals() == ()


def test_once_the_text_is_there_the_issue_waits_for_a_person_and_silence_sends_nothing() -> None:
    desk = desk_of("bulletin", **QUARTERLY)
    issue(desk)
    desk.run("2026-06-22")
    (asked,) = desk.ledger.approvals(state=ApprovalState.REQUESTED)
    assert (asked.key, asked.subject) == (APPROVAL, "Thông tin quý II")
    desk.run("2026-06-25")
    desk.run("2026-07-15")
    assert told(desk, "2026-06")[f"deliver-outward/{OUTSIDE}"] is not MessageState.SENT
    assert told(desk, "2026-06")[f"deliver/{INSIDE}"] is MessageState.SENT


def test_what_a_person_approved_early_goes_on_the_day_of_the_issue_in_the_words_handed_in() -> None:
    desk = desk_of("bulletin", **QUARTERLY)
    issue(desk)
    desk.run("2026-06-22")
    decide(
        desk.app,
        APPROVAL,
        approved=True,
        by="Giám đốc",
        automatic=False,
        reason=None,
        now=morning("2026-06-23"),
    )
    desk.run("2026-06-23")
    assert told(desk, "2026-06")[f"deliver-outward/{OUTSIDE}"] is MessageState.QUEUED
    desk.run("2026-06-25")
    letter = message(desk, "2026-06", "deliver-outward", OUTSIDE)
    assert letter.state is MessageState.SENT
    assert (letter.text or "").startswith("Tin thứ nhất.\n\nTin thứ hai.\n")
    assert "Kế hoạch" not in (letter.text or "")  # nothing of the inside


def test_the_leading_unit_is_not_asked_once_it_has_handed_the_text_in() -> None:
    desk = desk_of("bulletin", **QUARTERLY)
    issue(desk, "2026-06-01")
    desk.run("2026-06-15")
    assert told(desk, "2026-06")[f"draft/{LEAD}"] is MessageState.SUPPRESSED


def test_the_words_are_shown_and_never_obeyed() -> None:
    desk = desk_of("bulletin", **QUARTERLY)
    issue(desk, text="<script>alert(1)</script>")
    desk.run("2026-06-25")
    html = message(desk, "2026-06", "deliver", INSIDE).html or ""
    assert "<script" not in html
    assert "&lt;script&gt;" in html
