"""Reminding of documents that are due, and of reviews."""

from __future__ import annotations

from datetime import date

from dunghen.records import MessageState
from dunghen.testing import report_steps
from tests.unit.running.kind_desk import desk_of, enter, message, told

DUE = date(2026, 10, 16)  # a Friday
CYCLE = "2025-2030"
LEAD, COORDINATOR = "cuc-hop-tac-quoc-te", "cuc-dien-anh"


def test_the_leading_unit_learns_what_is_due_when_and_that_the_office_set_the_day() -> None:
    desk = desk_of("deliverable", due=DUE, title="Đề án Ngày Văn hóa", product="Đề án")
    desk.run("2026-10-07")
    letter = message(desk, CYCLE, "remind-7", LEAD)
    assert letter.subject == "Nhắc, còn 7 ngày làm việc: Đề án Ngày Văn hóa (Kế hoạch Nghị quyết 59)"
    for part in (letter.text or "", letter.html or ""):
        assert "Cục Hợp tác quốc tế chủ trì «Đề án Ngày Văn hóa»" in part
        assert "thứ Sáu, 16/10/2026" in part
        assert "Sản phẩm" in part
        assert "do cơ quan đặt, văn bản không ấn định" in part
    assert [one.name for one in letter.attachments] == ["han-hoan-thanh.ics"]


def test_a_coordinating_unit_learns_with_whom_it_works() -> None:
    desk = desk_of("deliverable", due=DUE)
    desk.run("2026-10-07")
    text = message(desk, CYCLE, "remind-7", COORDINATOR).text or ""
    assert "Cục Điện ảnh phối hợp với Cục Hợp tác quốc tế thực hiện «Việc thử»" in text
    assert "chủ trì «" not in text


def test_once_it_is_recorded_nobody_is_reminded_any_more() -> None:
    desk = desk_of("deliverable", due=DUE)
    enter(desk, CYCLE, "done", "2026-10-06")
    desk.run("2026-10-07")
    assert told(desk, CYCLE)[f"remind-7/{LEAD}"] is MessageState.SUPPRESSED
    assert desk.mailer.sent == []


def test_when_the_leading_unit_alone_is_recorded_its_coordinators_are_left_in_peace_too() -> None:
    desk = desk_of("deliverable", due=DUE)
    enter(desk, CYCLE, "done", "2026-10-06", subject=LEAD)
    desk.run("2026-10-07")
    assert message(desk, CYCLE, "remind-7", COORDINATOR).reason == "đã ghi nhận hoàn thành"
    assert desk.mailer.sent == []


def test_an_overdue_notice_says_that_the_day_has_passed() -> None:
    desk = desk_of("deliverable", due=DUE)
    desk.run("2026-10-19")
    letter = message(desk, CYCLE, "overdue-1", LEAD)
    assert (letter.subject or "").startswith("Quá hạn: Việc thử")
    assert "Ngày thứ Sáu, 16/10/2026 đã qua mà chưa ghi nhận «Việc thử» hoàn thành." in (letter.text or "")
    assert letter.attachments == ()


def test_a_reminder_that_comes_after_the_day_does_not_call_it_the_last() -> None:
    desk = desk_of("deliverable", due=DUE, steps={"overdue": [], "monthly": False})
    desk.run("2026-10-20")
    letter = message(desk, CYCLE, "remind-1", LEAD)
    assert (letter.subject or "").startswith("Quá hạn")


def test_a_superior_is_told_which_units_have_not_finished() -> None:
    steps = {"escalate": {"at": "+5wd", "to": ["lanh-dao-bo"]}, "overdue": [], "monthly": False, "remind": []}
    desk = desk_of("deliverable", due=DUE, steps=steps)
    desk.run("2026-10-23")
    text = message(desk, CYCLE, "escalate-5", "lanh-dao-bo").text or ""
    assert "CHƯA GHI NHẬN HOÀN THÀNH\n1. Cục Hợp tác quốc tế" in text
    assert "VIỆC CẦN LÀM" not in text


def test_running_a_day_twice_sends_once() -> None:
    desk = desk_of("deliverable", due=DUE)
    desk.run("2026-10-07")
    desk.run("2026-10-07")
    assert len(desk.mailer.sent) == 2


def test_the_period_is_named_where_a_new_document_is_due_in_each() -> None:
    desk = desk_of("deliverable", per="quarter", due={"quarter": {"on": 20, "of_month": "previous"}})
    desk.run("2026-09-09")
    assert "Việc thử, kỳ quý IV/2026" in (message(desk, "2026-Q4", "remind-7", LEAD).subject or "")


def test_a_review_is_reminded_of_like_a_document() -> None:
    desk = desk_of("review", on=DUE)
    desk.run("2026-10-07")
    assert (message(desk, CYCLE, "remind-7", LEAD).subject or "").startswith("Nhắc, còn 7 ngày làm việc: Việc thử")


def test_a_review_that_collects_asks_with_a_form_and_tells_a_superior_who_is_missing() -> None:
    collect = {"from": {"units": "all"}, "to": LEAD, "steps": report_steps()}
    desk = desk_of("review", on=DUE, collect=collect)
    desk.run("2026-09-16")
    assert any(one.name.endswith(".xlsx") for one in message(desk, CYCLE, "request", COORDINATOR).attachments)
    desk.run("2026-10-21")
    assert (message(desk, CYCLE, "escalate-3", "lanh-dao-bo").subject or "").startswith("3/3 đơn vị chưa gửi")


def test_only_the_leading_unit_is_asked_to_finish_it() -> None:
    desk = desk_of("deliverable", due=DUE)
    desk.run("2026-10-07")
    assert "Hoàn thành và trình" in (message(desk, CYCLE, "remind-7", LEAD).text or "")
    assert "Hoàn thành và trình" not in (message(desk, CYCLE, "remind-7", COORDINATOR).text or "")
