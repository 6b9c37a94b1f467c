"""Inviting to a meeting, telling of its move, following up what was decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from icalendar import Calendar

from dunghen.records import MessageState
from tests.unit.kinds.agendas import plan_of
from tests.unit.running.kind_desk import desk_of, enter, message, told

if TYPE_CHECKING:
    from dunghen.records import Message
    from tests.unit.conftest import Desk

MEMBER, LEAD = "cuc-dien-anh", "cuc-hop-tac-quoc-te"
FIRST = {"day": date(2026, 5, 26), "at": "14:00", "place": "Phòng họp tầng 2"}
MOVED = {**FIRST, "day": date(2026, 6, 9), "moves": [{"was": date(2026, 5, 26), "on": date(2026, 5, 20)}]}
WORDS: dict[str, Any] = {
    "title": "Họp thường niên Ban Chỉ đạo",
    "chair": "Trưởng Ban Chỉ đạo",
    "agenda": ["Rà soát kết quả", "Thảo luận các sáng kiến"],
}


def meeting(*dates: object, **keys: Any) -> Desk:
    return desk_of("meeting", dates=list(dates), **WORDS, **keys)


def entry(desk: Desk, letter: Message) -> Any:
    (calendar,) = letter.attachments
    (found,) = Calendar.from_ical(desk.files.get(calendar.sha256)).walk("VEVENT")
    return found


def test_the_invitation_says_when_where_who_presides_and_on_what() -> None:
    desk = meeting(FIRST)
    desk.run("2026-05-12")
    letter = message(desk, "2026", "invite", MEMBER)
    assert (letter.subject or "").startswith("Mời họp thứ Ba, 26/05/2026: Họp thường niên Ban Chỉ đạo năm 2026")
    for part in (letter.text or "", letter.html or ""):
        for said in ("14:00, thứ Ba, 26/05/2026", "Phòng họp tầng 2", "Trưởng Ban Chỉ đạo", "Thảo luận các sáng kiến"):
            assert said in part


def test_it_carries_an_entry_for_the_members_calendar() -> None:
    desk = meeting(FIRST)
    desk.run("2026-05-12")
    found = entry(desk, message(desk, "2026", "invite", MEMBER))
    assert found.decoded("dtstart") == datetime(2026, 5, 26, 7, 0, tzinfo=UTC)
    assert (found["LOCATION"], found["SEQUENCE"]) == ("Phòng họp tầng 2", 0)


def test_where_no_hour_is_set_the_whole_day_is_kept_and_the_letter_says_so() -> None:
    desk = meeting(date(2026, 5, 26))
    desk.run("2026-05-12")
    letter = message(desk, "2026", "invite", MEMBER)
    assert "thứ Ba, 26/05/2026 (giờ báo sau)" in (letter.text or "")
    assert entry(desk, letter).decoded("dtstart") == date(2026, 5, 26)


def move(desk: Desk) -> None:
    """The office enters another day."""
    desk.plan = plan_of("meeting", {"effective_from": date(2026, 1, 1)}, dates=[MOVED], **WORDS)


def test_a_move_is_told_once_to_those_invited_and_moves_the_entry() -> None:
    desk = meeting(FIRST)
    desk.run("2026-05-12")
    before = entry(desk, message(desk, "2026", "invite", MEMBER))
    move(desk)
    desk.run("2026-05-20")
    desk.run("2026-05-21")
    letter = message(desk, "2026", "moved-1", MEMBER)
    assert "Cuộc họp đã báo vào thứ Ba, 26/05/2026 nay chuyển sang thứ Ba, 09/06/2026." in (letter.text or "")
    after = entry(desk, letter)
    assert (before["UID"], before["SEQUENCE"]) == (after["UID"], after["SEQUENCE"] - 1)
    assert after.decoded("dtstart") == datetime(2026, 6, 9, 7, 0, tzinfo=UTC)
    assert len(desk.mailer.sent) == 4  # two invitations, two notices


def test_a_move_before_the_invitation_needs_no_notice() -> None:
    desk = meeting(MOVED)
    desk.run("2026-05-20")
    assert message(desk, "2026", "moved-1", MEMBER).reason == "giấy mời chưa gửi; giấy mời sẽ ghi ngày mới"
    desk.run("2026-05-26")
    assert "09/06/2026" in (message(desk, "2026", "invite", MEMBER).subject or "")


def test_conclusions_are_asked_for_until_they_are_recorded() -> None:
    desk = meeting(FIRST)
    desk.run("2026-05-29")
    assert (message(desk, "2026", "conclusions", LEAD).subject or "").startswith("Đề nghị gửi kết luận")
    enter(desk, "2026", "conclusions", "2026-06-01")
    desk.run("2026-06-09")
    assert told(desk, "2026")[f"overdue-10/{LEAD}"] is MessageState.SUPPRESSED


def test_conclusions_that_do_not_come_are_asked_for_again() -> None:
    desk = meeting(FIRST)
    desk.run("2026-06-09")
    assert (message(desk, "2026", "overdue-10", LEAD).subject or "").startswith("Chưa nhận được kết luận")


def test_follow_ups_wait_for_the_conclusions_and_quote_them() -> None:
    desk = meeting(FIRST, steps={"follow_ups": ["+30d"]})
    desk.run("2026-06-25")
    assert f"follow-up-30d/{MEMBER}" not in told(desk, "2026")
    enter(desk, "2026", "conclusions", "2026-06-26", text="Giao Cục Điện ảnh lập danh mục.")
    enter(desk, "2026", "carried-out", "2026-06-26", subject=LEAD)
    desk.run("2026-06-26")
    assert "Giao Cục Điện ảnh lập danh mục." in (message(desk, "2026", "follow-up-30d", MEMBER).text or "")
    assert told(desk, "2026")[f"follow-up-30d/{LEAD}"] is MessageState.SUPPRESSED


@pytest.mark.parametrize("part", ["text", "html"])
def test_input_is_asked_for_along_the_agenda(part: str) -> None:
    desk = meeting(FIRST, steps={"collect_input": "-20wd"})
    desk.run("2026-04-23")
    assert "Rà soát kết quả" in getattr(message(desk, "2026", "input", MEMBER), part)


def test_what_was_handed_in_before_is_not_asked_for() -> None:
    desk = meeting(FIRST, steps={"collect_input": "-20wd"})
    enter(desk, "2026", "input", "2026-04-20", subject=MEMBER)
    desk.run("2026-04-23")
    assert told(desk, "2026")[f"input/{MEMBER}"] is MessageState.SUPPRESSED
    assert told(desk, "2026")[f"input/{LEAD}"] is MessageState.SENT


def test_words_in_the_agenda_are_shown_and_never_obeyed() -> None:
    desk = desk_of("meeting", dates=[FIRST], agenda=["<script>alert(1)</script>"])
    desk.run("2026-05-12")
    assert "<script" not in (message(desk, "2026", "invite", MEMBER).html or "")


def test_an_invitation_that_could_not_go_before_the_move_does_not_go_after_it() -> None:
    desk = meeting(FIRST)
    desk.run("2026-05-12")
    invitation = message(desk, "2026", "invite", MEMBER)
    move(desk)
    duty, facts = desk.plan.duties[0], invitation.facts or {}
    assert facts["day"] == "2026-05-26"
    assert duty.outdated(invitation.key, facts, desk.plan, desk.office) == "ngày họp đã đổi sau khi soạn thư"
    gone = replace(invitation.key, cycle="2031")
    assert duty.outdated(gone, {}, desk.plan, desk.office) == "cuộc họp không còn trong lịch"


def test_a_notice_of_a_move_that_was_taken_back_before_it_went_does_not_go() -> None:
    """Its words name both days, the old one as well: they tell nothing."""
    desk = meeting(FIRST)
    desk.run("2026-05-12")
    move(desk)
    desk.run("2026-05-20")
    notice = message(desk, "2026", "moved-1", MEMBER)
    assert "26/05/2026" in (notice.text or "")
    back = [{"was": date(2026, 5, 26), "on": date(2026, 5, 20)}, {"was": date(2026, 6, 9), "on": date(2026, 5, 20)}]
    again = plan_of("meeting", dates=[{**FIRST, "moves": back}], **WORDS)
    found = again.duties[0].outdated(notice.key, notice.facts or {}, again, desk.office)
    assert found == "ngày họp đã đổi sau khi soạn thư"
