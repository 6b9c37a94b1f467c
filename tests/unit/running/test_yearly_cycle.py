"""A year of the NQ 59 report at the desk: who is asked, reminded, left alone, told on, and what leaves the house."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from dunghen.intake.collect import collect
from dunghen.keys import CycleKey
from dunghen.records import ApprovalState, MessageState, SubmissionState
from dunghen.running.approve import decide, question
from dunghen.tools.filled_form import Breakage
from tests.unit.conftest import CYCLE, morning

if TYPE_CHECKING:
    from tests.unit.conftest import Desk

UNITS = ("cuc-hop-tac-quoc-te", "cuc-dien-anh", "cuc-bao-chi")
CYCLE_2026 = CycleKey.parse(CYCLE)
OUTWARD = f"{CYCLE}/deliver-outward"
FIRE_DAYS = (
    "2026-10-28",
    "2026-11-06",
    "2026-11-17",
    "2026-11-23",
    "2026-11-26",
    "2026-11-30",
    "2026-12-02",
    "2026-12-04",
)


def subjects(desk: Desk) -> list[str]:
    return [str(one.mail["Subject"]) for one in desk.mailer.sent]


def test_on_the_day_of_the_request_every_unit_gets_one_mail_with_its_form_and_the_deadline(desk: Desk) -> None:
    desk.run("2026-10-28")
    assert desk.states("request") == dict.fromkeys(UNITS, MessageState.SENT)
    assert len(desk.mailer.sent) == 3
    for one in desk.mailer.sent:
        names = [part.get_filename() for part in one.mail.iter_attachments()]
        assert [name.rpartition(".")[2] for name in names if name] == ["xlsx", "ics"]
        text = one.mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
        assert "trước ngày 30 tháng 11 hàng năm" in text
        assert "thứ Sáu, 27/11/2026" in text
        assert "hạn 30/11" not in text


def test_a_notice_after_the_deadline_has_the_form_and_no_entry_for_a_day_that_is_past(desk: Desk) -> None:
    for day in ("2026-10-28", "2026-11-30", "2026-12-02"):
        desk.run(day)
    overdue = [one.mail for one in desk.mailer.sent if "Chưa nhận được" in str(one.mail["Subject"])]
    assert overdue
    for mail in overdue:
        assert [str(part.get_filename()).rpartition(".")[2] for part in mail.iter_attachments()] == ["xlsx"]


def test_in_rehearsal_every_mail_goes_to_the_rehearsal_mailbox_and_names_its_true_recipient(desk: Desk) -> None:
    desk.run("2026-10-28")
    assert {one.to for one in desk.mailer.sent} == {"dien-tap@bo.invalid"}
    assert {str(one.mail["X-Dung-Hen-Recipient"]) for one in desk.mailer.sent} == {
        f"{unit}@bo.invalid" for unit in UNITS
    }
    assert all(subject.startswith("[DIỄN TẬP]") for subject in subjects(desk))


def test_running_a_day_twice_sends_nothing_twice(desk: Desk) -> None:
    desk.run("2026-10-28")
    desk.run("2026-10-28")
    assert len(desk.mailer.sent) == 3


def test_a_unit_that_has_reported_is_not_reminded_and_the_ledger_says_why(desk: Desk) -> None:
    desk.run("2026-10-28")
    desk.hand_in("cuc-dien-anh")
    desk.run("2026-11-06")
    assert desk.states("remind-14") == {
        "cuc-hop-tac-quoc-te": MessageState.SENT,
        "cuc-bao-chi": MessageState.SENT,
        "cuc-dien-anh": MessageState.SUPPRESSED,
    }
    message = desk.ledger.message(f"{CYCLE}/remind-14/cuc-dien-anh")
    assert message is not None
    assert message.reason == "đơn vị đã nộp báo cáo"


def test_a_nil_report_counts_as_a_report(desk: Desk) -> None:
    desk.run("2026-10-28")
    desk.hand_in("cuc-bao-chi", nil=True)
    desk.run("2026-11-06")
    (submission,) = desk.ledger.submissions(CYCLE_2026)
    assert (submission.unit, submission.nil, submission.state) == ("cuc-bao-chi", True, SubmissionState.ACCEPTED)
    assert desk.states("remind-14")["cuc-bao-chi"] is MessageState.SUPPRESSED


def test_a_wrong_form_is_kept_and_answered_with_what_to_mend_and_the_unit_is_still_reminded(desk: Desk) -> None:
    desk.run("2026-10-28")
    desk.hand_in("cuc-dien-anh", breakages=[Breakage.STATUS_MISSPELT])
    desk.run("2026-11-06")
    assert desk.states("rejection-1") == {"cuc-dien-anh": MessageState.SENT}
    assert desk.states("remind-14")["cuc-dien-anh"] is MessageState.SENT
    desk.hand_in("cuc-dien-anh")
    desk.run("2026-11-17")
    assert desk.states("receipt-2") == {"cuc-dien-anh": MessageState.SENT}
    assert [one.counts for one in desk.ledger.submissions(CYCLE_2026)] == [False, True]


def test_what_falls_to_one_unit_on_one_day_comes_in_one_mail(desk: Desk) -> None:
    desk.run("2026-10-28")
    desk.mailer.sent.clear()
    desk.hand_in("cuc-dien-anh", breakages=[Breakage.STATUS_MISSPELT])
    desk.run("2026-11-06")
    to_cinema = [one for one in desk.mailer.sent if one.mail["X-Dung-Hen-Recipient"] == "cuc-dien-anh@bo.invalid"]
    assert len(to_cinema) == 1
    assert "2 việc" in str(to_cinema[0].mail["Subject"])


def test_the_same_file_handed_in_twice_is_one_submission(desk: Desk) -> None:
    desk.run("2026-10-28")
    desk.hand_in("cuc-dien-anh")
    (content,) = desk.files.dropped.values()
    collect(desk.app, morning("2026-11-02"))
    desk.files.drop("bản sao.xlsx", content)
    collect(desk.app, morning("2026-11-03"))
    assert len(desk.ledger.submissions(CYCLE_2026)) == 1


def test_a_file_that_nobody_can_place_is_kept_and_goes_to_the_operator(desk: Desk) -> None:
    desk.files.drop("../../etc/passwd.xlsx", b"khong phai bang tinh")
    collect(desk.app, morning("2026-11-02"))
    (message,) = desk.ledger.messages(plan="intake")
    assert message.key.recipient == "operator"
    assert desk.files.get(message.attachments[0].sha256) == b"khong phai bang tinh"
    assert desk.files.dropped == {}


def test_a_run_of_one_plan_leaves_what_another_plan_may_own(desk: Desk) -> None:
    desk.files.drop("khong-ro.xlsx", b"khong phai bang tinh")
    collect(replace(desk.app, only=desk.plan.id), morning("2026-11-02"))
    assert list(desk.files.dropped) == ["khong-ro.xlsx"]
    assert desk.ledger.messages(plan="intake") == ()


def test_leaders_are_told_who_is_missing_unless_nobody_is(desk: Desk) -> None:
    desk.run("2026-10-28")
    desk.hand_in("cuc-dien-anh")
    desk.run("2026-12-02")
    assert desk.states("escalate-3") == {"lanh-dao-bo": MessageState.SENT}
    told = desk.ledger.message(f"{CYCLE}/escalate-3/lanh-dao-bo")
    assert told is not None
    assert "Cục Báo chí" in (told.text or "")
    assert "Cục Điện ảnh" not in (told.text or "")


def test_when_all_have_reported_nobody_is_told_on(desk: Desk) -> None:
    desk.run("2026-10-28")
    for unit in UNITS:
        desk.hand_in(unit)
    desk.run("2026-11-26")
    desk.run("2026-12-02")
    assert desk.states("escalate-3") == {"lanh-dao-bo": MessageState.SUPPRESSED}


def test_on_the_lock_the_report_is_compiled_and_handed_in_and_nothing_leaves_the_house(desk: Desk) -> None:
    for day in FIRE_DAYS:
        desk.run(day)
    assert desk.states("compile") == {"cuc-hop-tac-quoc-te": MessageState.SENT}
    assert desk.states("deliver") == {"lanh-dao-bo": MessageState.SENT}
    assert desk.states("deliver-outward") == {"bo-ngoai-giao": MessageState.QUEUED}
    assert sorted(one.name.rpartition(".")[2] for one in desk.ledger.documents(CYCLE_2026)) == ["docx", "xlsx"]
    approval = desk.ledger.approval(OUTWARD)
    assert approval is not None
    assert approval.state is ApprovalState.REQUESTED


def test_however_often_it_runs_the_outward_letter_waits_for_a_person(desk: Desk) -> None:
    for day in (*FIRE_DAYS, "2026-12-07", "2027-01-15"):
        desk.run(day)
    assert desk.states("deliver-outward") == {"bo-ngoai-giao": MessageState.QUEUED}
    assert len(desk.ledger.approvals()) == 1


def test_the_approving_person_sees_the_letter_word_for_word(desk: Desk) -> None:
    for day in FIRE_DAYS:
        desk.run(day)
    approval = desk.ledger.approval(OUTWARD)
    letter = desk.ledger.message(f"{OUTWARD}/bo-ngoai-giao")
    assert approval is not None
    assert letter is not None
    shown = question(desk.app, approval)
    assert "Bộ Ngoại giao" in shown
    assert all(line in shown for line in (letter.text or "").splitlines())
    assert all(one.name in shown for one in letter.attachments)


def test_once_approved_by_a_named_person_the_letter_goes_once(desk: Desk) -> None:
    for day in FIRE_DAYS:
        desk.run(day)
    decide(desk.app, OUTWARD, approved=True, by="Cục trưởng", automatic=False, reason=None, now=morning("2026-12-05"))
    desk.run("2026-12-07")
    desk.run("2026-12-08")
    assert desk.states("deliver-outward") == {"bo-ngoai-giao": MessageState.SENT}
    to_ministry = [one for one in desk.mailer.sent if one.mail["X-Dung-Hen-Recipient"] == "bo-ngoai-giao@bo.invalid"]
    assert len(to_ministry) == 1


@pytest.mark.parametrize(
    ("automatic", "by", "reason"),
    [(False, "Cục trưởng", "không được duyệt (Cục trưởng): chưa đủ số liệu"), (True, None, "hết hạn chờ duyệt")],
)
def test_rejected_or_unanswered_the_letter_never_goes(desk: Desk, automatic: bool, by: str | None, reason: str) -> None:
    for day in FIRE_DAYS:
        desk.run(day)
    why = None if automatic else "chưa đủ số liệu"
    decide(desk.app, OUTWARD, approved=False, by=by, automatic=automatic, reason=why, now=morning("2026-12-05"))
    desk.run("2026-12-07")
    letter = desk.ledger.message(f"{OUTWARD}/bo-ngoai-giao")
    assert letter is not None
    assert (letter.state, letter.reason) == (MessageState.SUPPRESSED, reason)


def test_an_approval_without_a_name_is_none(desk: Desk) -> None:
    for day in FIRE_DAYS:
        desk.run(day)
    with pytest.raises(ValueError, match="có tên"):
        decide(desk.app, OUTWARD, approved=True, by=None, automatic=True, reason=None, now=morning("2026-12-05"))


def test_an_approval_holds_for_exactly_the_letter_that_was_shown(desk: Desk) -> None:
    for day in FIRE_DAYS:
        desk.run(day)
    shown = desk.ledger.approval(OUTWARD)
    assert shown is not None
    desk.ledger.request_approval(replace(shown, content_sha256="0" * 64))
    decide(desk.app, OUTWARD, approved=True, by="Cục trưởng", automatic=False, reason=None, now=morning("2026-12-05"))
    desk.run("2026-12-07")
    assert desk.states("deliver-outward") == {"bo-ngoai-giao": MessageState.QUEUED}


@pytest.mark.parametrize("pace", [1, 3, 30])
def test_over_a_year_at_any_pace_every_unit_is_asked_once_and_reminded_never_twice(desk: Desk, pace: int) -> None:
    day = date(2026, 1, 1)
    while day.year == 2026:
        desk.run(day.isoformat())
        desk.run(day.isoformat())
        day += timedelta(days=pace)
    assert desk.states("request") == dict.fromkeys(UNITS, MessageState.SENT)
    carried = [key.strip() for one in desk.mailer.sent for key in str(one.mail["X-Dung-Hen-Keys"]).split(",")]
    assert len(carried) == len(set(carried))
    a_day = [(one.mail["X-Dung-Hen-Recipient"], str(one.mail["Date"])) for one in desk.mailer.sent]
    assert len(a_day) == len(set(a_day))
