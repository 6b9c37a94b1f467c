"""What a change of an event does: its steps move, those who knew are told once, a cancelled event stops."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dunghen.exceptions import TemporaryMailError, UnsentMailError
from dunghen.records import ApprovalState, MessageState
from tests.unit.running.event_desk import CANCELLED, CYCLE, FIRST, LAST, MOVED, EventDesk


@pytest.fixture
def desk() -> EventDesk:
    return EventDesk()


def test_a_moved_event_is_told_once_to_those_who_knew_the_former_days(desk: EventDesk) -> None:
    desk.run("2026-04-16")
    desk.change(**MOVED)
    desk.run("2026-04-20")
    desk.run("2026-04-21")
    notice = desk.ledger.message(f"{CYCLE}/moved-20261006/cuc-dien-anh")
    assert notice is not None
    assert notice.state is MessageState.SENT
    assert "từ thứ Ba, 06/10/2026 đến thứ Sáu, 09/10/2026" in (notice.text or "")
    assert "12/05/2026 - 15/05/2026" in (notice.text or "")
    assert "phía bạn đề nghị" in (notice.text or "")
    entry = desk.files.get(notice.attachments[0].sha256).decode()
    assert "SEQUENCE:1" in entry
    assert "DTSTART;VALUE=DATE:20261006" in entry
    assert [one for one in desk.went() if one.startswith("moved-")] == [
        "moved-20261006/cuc-dien-anh",
        "moved-20261006/cuc-hop-tac-quoc-te",
    ]


def test_nothing_that_was_sent_is_sent_again_after_a_move(desk: EventDesk) -> None:
    desk.run("2026-04-16")
    desk.change(**MOVED)
    desk.run("2026-09-15")
    assert desk.went().count("inform-15/cuc-dien-anh") == 1


def test_who_knew_nothing_gets_no_notice_of_a_change_and_the_ledger_says_why(desk: EventDesk) -> None:
    desk.change(**MOVED)
    desk.run("2026-04-20")
    message = desk.ledger.message(f"{CYCLE}/moved-20261006/cuc-dien-anh")
    assert message is not None
    assert (message.state, message.reason) == (MessageState.SUPPRESSED, "chưa được báo lịch nào của sự kiện")


def test_a_letter_that_waits_when_the_event_moves_does_not_go_with_the_former_days(desk: EventDesk) -> None:
    desk.mailer.fail_to_connect(TemporaryMailError("không kết nối được"))
    with pytest.raises(UnsentMailError):
        desk.run("2026-04-16")
    desk.mailer.fail_to_connect(None)
    desk.change(**MOVED)
    desk.run("2026-04-20")
    message = desk.ledger.message(f"{CYCLE}/inform-15/cuc-dien-anh")
    assert message is not None
    assert (message.state, message.reason) == (MessageState.SUPPRESSED, "lịch sự kiện đã đổi sau khi soạn thư")
    assert desk.state("moved-20261006", "cuc-dien-anh") is MessageState.SENT


def test_the_press_is_told_of_a_move_after_another_approval(desk: EventDesk) -> None:
    desk.reviewed()
    desk.run("2026-05-05")
    desk.approve("release", "2026-05-05")
    desk.change(**{**MOVED, "changes": [{"on": date(2026, 5, 7), "from": FIRST, "to": LAST}]})
    desk.run("2026-05-07")
    assert len(desk.site.posts) == 1
    desk.approve("release-moved-20261006", "2026-05-07")
    assert [post.title for post in desk.site.posts] == [
        "Thông cáo báo chí: Ngày Văn hóa Kazakhstan tại Việt Nam",
        "Thông báo đổi lịch: Ngày Văn hóa Kazakhstan tại Việt Nam",
    ]


def test_a_release_stopped_by_a_move_before_it_went_is_asked_anew_with_the_new_days(desk: EventDesk) -> None:
    desk.reviewed()
    desk.run("2026-05-05")
    desk.change(**{**MOVED, "changes": [{"on": date(2026, 5, 7), "from": FIRST, "to": LAST}]})
    desk.run("2026-05-07")
    assert desk.state("release", "trang-tin") is MessageState.SUPPRESSED
    desk.approve("release-moved-20261006", "2026-05-08")
    (post,) = desk.site.posts
    assert post.title == "Thông cáo báo chí: Ngày Văn hóa Kazakhstan tại Việt Nam"
    assert "06/10/2026" in post.html
    assert "12/05/2026" not in post.html


def test_a_cancelled_event_is_told_once_to_those_who_knew_and_everything_else_stops(desk: EventDesk) -> None:
    desk.run("2026-04-16")
    desk.change(**CANCELLED)
    for day in ("2026-04-20", "2026-04-21", "2026-05-11", "2026-05-12", "2026-05-20"):
        desk.run(day)
    assert [one for one in desk.went() if not one.startswith(("inform-15", "review-"))] == [
        "cancelled/cuc-dien-anh",
        "cancelled/cuc-hop-tac-quoc-te",
    ]
    notice = desk.ledger.message(f"{CYCLE}/cancelled/cuc-dien-anh")
    assert notice is not None
    assert "STATUS:CANCELLED" in desk.files.get(notice.attachments[0].sha256).decode()


def test_a_letter_that_waits_when_the_event_is_cancelled_is_stopped_with_the_reason(desk: EventDesk) -> None:
    desk.mailer.fail_to_connect(TemporaryMailError("không kết nối được"))
    with pytest.raises(UnsentMailError):
        desk.run("2026-04-16")
    desk.mailer.fail_to_connect(None)
    desk.change(**CANCELLED)
    desk.run("2026-04-20")
    message = desk.ledger.message(f"{CYCLE}/inform-15/cuc-dien-anh")
    assert message is not None
    assert (message.state, message.reason) == (MessageState.SUPPRESSED, "sự kiện đã hủy")
    assert desk.mailer.sent == []


def test_a_release_approved_before_the_event_is_cancelled_does_not_go_after_it(desk: EventDesk) -> None:
    desk.reviewed()
    desk.run("2026-05-05")
    desk.change(status="cancelled", changes=[{"on": date(2026, 5, 6)}])
    desk.approve("release", "2026-05-06")
    assert desk.site.posts == []
    assert "bao@ban.invalid" not in desk.mailer.tried


def test_a_postponed_event_that_gets_a_new_day_is_told_again(desk: EventDesk) -> None:
    desk.run("2026-04-16")
    postponed = {"on": date(2026, 4, 20), "from": FIRST, "to": LAST}
    desk.change(status="postponed", changes=[postponed])
    desk.run("2026-04-20")
    assert desk.state("postponed-20260420", "cuc-dien-anh") is MessageState.SENT
    desk.change(changes=[postponed, {"on": date(2026, 4, 22)}])
    desk.run("2026-04-22")
    assert desk.state("moved-20260512-2", "cuc-dien-anh") is MessageState.SENT


DAY = st.integers(0, 60).map(lambda days: date(2026, 4, 1) + timedelta(days=days))
AWAY = TemporaryMailError("không kết nối được")


def written_over_time(decided: list[date], new: tuple[date, date]) -> list[tuple[date, dict[str, Any]]]:
    """What the calendar says from each of three days on: moved, moved again, cancelled."""
    stages: list[tuple[date, dict[str, Any]]] = []
    changes: list[dict[str, Any]] = []
    held = FIRST
    for day, moved_to in zip(decided[:2], new, strict=True):
        changes = [*changes, {"on": day, "from": held, "to": held}]
        held = moved_to
        stages.append((day, {"from": held, "to": held, "changes": changes}))
    cancelled = {"from": held, "to": held, "status": "cancelled", "changes": [*changes, {"on": decided[2]}]}
    return [*stages, (decided[2], cancelled)]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    decided=st.lists(DAY, min_size=3, max_size=3, unique=True).map(sorted),
    new=st.tuples(DAY, DAY),
    runs=st.lists(DAY, min_size=3, max_size=14, unique=True).map(sorted),
    away=st.sets(st.integers(0, 13)),
)
def test_however_an_event_is_moved_twice_and_cancelled_no_step_goes_twice_and_none_after_but_the_notice(
    decided: list[date], new: tuple[date, date], runs: list[date], away: set[int]
) -> None:
    desk = EventDesk()
    desk.reviewed("2026-01-05")
    desk.change(**{"from": FIRST, "to": FIRST})
    before_cancellation: list[str] = []
    for number, day in enumerate(runs):
        for since, written in written_over_time(decided, new):
            if since <= day:
                desk.change(**written)
        desk.mailer.fail_to_connect(AWAY if number in away else None)
        with suppress(UnsentMailError):
            # Late approvals: of what was written before the calendar said otherwise.
            for approval in desk.ledger.approvals(state=ApprovalState.REQUESTED):
                desk.approve(approval.key.rpartition("/")[2], day.isoformat())
        with suppress(UnsentMailError):
            desk.run(day)
        if day < decided[2]:
            before_cancellation = desk.went()
    mails = [str(one.mail["X-Dung-Hen-Keys"]) for one in desk.mailer.sent]
    handed = [key for mail in mails for key in mail.split(", ")] + [post.key for post in desk.site.posts]
    assert len(handed) == len(set(handed))
    after = set(desk.went()) - set(before_cancellation)
    assert {one.partition("/")[0] for one in after} <= {"cancelled", "release-cancelled"}
    known = {one.partition("/")[2] for one in before_cancellation}
    assert {one.partition("/")[2] for one in after} <= known
