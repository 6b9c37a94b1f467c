"""A unit with more time at the desk: what it is told and when, who is told of it, how it counts.

Kỳ 2026: request thứ Tư 28/10, deadline thứ Sáu 27/11, overdue thứ Hai 30/11 and thứ Tư 02/12 (with the escalation),
compiled thứ Sáu 04/12.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from dunghen.collecting.compile import consolidation
from dunghen.cycles.request import request_of
from dunghen.desk.extend import extend, withdraw_extension
from dunghen.exceptions import EntryError, TemporaryMailError, UnknownKeyError, UnsentMailError
from dunghen.keys import CycleKey
from dunghen.records import MessageState
from dunghen.running.send import send
from dunghen.testing import ListMailer, MemoryFiles, MemoryLedger, a_plan, a_report, an_office, report_steps
from tests.unit.conftest import CYCLE, Desk, morning

if TYPE_CHECKING:
    from dunghen.records import Message

KEY = CycleKey.parse(CYCLE)
UNIT, OTHER = "cuc-dien-anh", "cuc-bao-chi"
THU_TU = date(2026, 12, 2)
WHY = "Đơn vị chờ số liệu liên hoan phim"
LATER_NOTICES = ["+1wd", "+3wd", "+4wd"]
"""The third overdue notice on thứ Năm, 03/12."""


def grant(desk: Desk, until: date = THU_TU, on: str = "2026-11-24", unit: str = UNIT) -> None:
    extend(desk.app, KEY, unit, until, WHY, by="Lan", now=morning(on))


def message(desk: Desk, step: str, unit: str = UNIT) -> Message:
    found = desk.ledger.message(f"{CYCLE}/{step}/{unit}")
    assert found is not None
    return found


def text(desk: Desk, step: str, unit: str = UNIT) -> str:
    return message(desk, step, unit).text or ""


def entry_of(desk: Desk, step: str) -> tuple[int, date]:
    """SEQUENCE and day of the calendar entry that goes with the letter."""
    (sha256,) = [one.sha256 for one in message(desk, step).attachments if one.name.endswith(".ics")]
    (found,) = Calendar.from_ical(desk.files.get(sha256)).walk("VEVENT")
    return int(str(found["SEQUENCE"])), found.decoded("dtstart")


class TestBeingTold:
    def test_the_unit_is_told_once_with_its_form_and_an_entry_that_moves_the_deadline(self, desk: Desk):
        desk.run("2026-10-28")
        grant(desk)
        assert message(desk, "extended-20261202").state is MessageState.QUEUED
        desk.run("2026-11-24")
        desk.run("2026-11-25")
        assert desk.states("extended-20261202") == {UNIT: MessageState.SENT}
        assert "Chậm nhất thứ Tư, 02/12/2026, còn 6 ngày làm việc." in text(desk, "extended-20261202")
        assert "ngày cuối ban đầu là thứ Sáu, 27/11/2026" in text(desk, "extended-20261202")
        assert entry_of(desk, "request") == (0, date(2026, 11, 27))
        assert entry_of(desk, "extended-20261202") == (1, THU_TU)

    def test_who_has_reported_is_told_nothing(self, desk: Desk):
        desk.run("2026-10-28")
        desk.hand_in(UNIT)
        desk.run("2026-11-23")
        grant(desk)
        assert message(desk, "extended-20261202").reason == "đơn vị đã nộp báo cáo"

    def test_the_same_day_granted_again_after_a_withdrawal_is_told_again(self, desk: Desk):
        desk.run("2026-10-28")
        grant(desk)
        desk.run("2026-11-24")
        withdraw_extension(desk.app, KEY, UNIT, by="Lan", now=morning("2026-11-25"))
        desk.run("2026-11-25")
        assert "Chậm nhất thứ Sáu, 27/11/2026" in text(desk, "extension-withdrawn-2")
        assert entry_of(desk, "extension-withdrawn-2") == (2, date(2026, 11, 27))
        grant(desk, on="2026-11-26")
        desk.run("2026-11-26")
        assert desk.states("extended-20261202-3") == {UNIT: MessageState.SENT}
        assert entry_of(desk, "extended-20261202-3") == (3, THU_TU)

    def test_a_withdrawal_before_anything_went_is_told_to_nobody(self, desk: Desk):
        desk.run("2026-10-28")
        grant(desk)
        withdraw_extension(desk.app, KEY, UNIT, by="Lan", now=morning("2026-11-24"))
        desk.run("2026-11-24")
        assert message(desk, "extended-20261202").reason == "ngày cuối của đơn vị đã đổi sau khi soạn thư"
        assert desk.states("extension-withdrawn-2") == {}


class TestAskingGoesOn:
    def test_reminders_name_the_day_granted(self, desk: Desk):
        desk.run("2026-10-28")
        grant(desk)
        desk.run("2026-11-26")
        assert "Chậm nhất thứ Tư, 02/12/2026, còn 4 ngày làm việc." in text(desk, "remind-1")
        assert "Chậm nhất thứ Sáu, 27/11/2026, còn 1 ngày làm việc." in text(desk, "remind-1", OTHER)

    def test_overdue_notices_wait_until_the_day_granted_has_passed_and_then_name_it(self, desk: Desk):
        desk.plan = a_plan(
            duties=[a_report(steps=report_steps(overdue=LATER_NOTICES))], effective_from=date(2026, 1, 1)
        )
        desk.run("2026-10-28")
        grant(desk)
        for day in ("2026-11-30", "2026-12-02", "2026-12-03"):
            desk.run(day)
        reason = "được gia hạn đến hết thứ Tư, 02/12/2026"
        for step in ("overdue-1", "overdue-3"):
            assert (message(desk, step).state, message(desk, step).reason) == (MessageState.SUPPRESSED, reason)
            assert desk.states(step)[OTHER] is MessageState.SENT
        assert desk.states("overdue-4")[UNIT] is MessageState.SENT
        assert "Ngày cuối đã qua: thứ Tư, 02/12/2026." in text(desk, "overdue-4")

    def test_a_letter_written_before_that_names_the_old_day_does_not_go(self, desk: Desk):
        desk.mailer.fail_to_connect(TemporaryMailError("451"))
        with pytest.raises(UnsentMailError):
            desk.run("2026-10-28")
        grant(desk, on="2026-10-28")
        desk.mailer.fail_to_connect(None)
        send(desk.app, desk.plan.id, morning("2026-10-29"), "test")
        assert message(desk, "request").reason == "ngày cuối của đơn vị đã đổi sau khi soạn thư"
        assert desk.states("extended-20261202") == {UNIT: MessageState.SENT}
        assert desk.states("request")[OTHER] is MessageState.SENT

    def test_an_overdue_notice_that_waits_unsent_is_ended_by_an_extension(self, desk: Desk):
        desk.run("2026-10-28")
        desk.mailer.fail_to_connect(TemporaryMailError("451"))
        with pytest.raises(UnsentMailError):
            desk.run("2026-11-30")
        grant(desk, on="2026-11-30")
        desk.mailer.fail_to_connect(None)
        send(desk.app, desk.plan.id, morning("2026-11-30") + timedelta(hours=1), "test")
        assert message(desk, "overdue-1").state is MessageState.SUPPRESSED
        assert desk.states("overdue-1")[OTHER] is MessageState.SENT


class TestEscalation:
    def test_a_unit_whose_time_has_not_run_out_is_not_named_and_the_numbers_add_up(self, desk: Desk):
        desk.run("2026-10-28")
        grant(desk)
        desk.run("2026-12-02")
        told = text(desk, "escalate-3", "lanh-dao-bo")
        assert "Cục Điện ảnh" not in told
        assert "Cục Báo chí" in told
        assert "ĐÃ BÁO CÁO: 0/3" in told
        assert "Ngoài ra 1 đơn vị chưa báo cáo đang được gia hạn" in told

    def test_a_unit_whose_time_has_run_out_is_named(self, desk: Desk):
        desk.run("2026-10-28")
        grant(desk, date(2026, 12, 1))
        desk.run("2026-12-02")
        assert "Cục Điện ảnh" in text(desk, "escalate-3", "lanh-dao-bo")

    def test_a_list_that_waits_unsent_is_ended_when_a_unit_on_it_is_given_more_time(self, desk: Desk):
        desk.run("2026-10-28")
        desk.mailer.fail_to_connect(TemporaryMailError("451"))
        with pytest.raises(UnsentMailError):
            desk.run("2026-12-02")
        grant(desk, date(2026, 12, 3), on="2026-12-02")
        desk.mailer.fail_to_connect(None)
        send(desk.app, desk.plan.id, morning("2026-12-02") + timedelta(hours=1), "test")
        told = message(desk, "escalate-3", "lanh-dao-bo")
        assert (told.state, told.reason) == (
            MessageState.SUPPRESSED,
            "thư nêu tên đơn vị được gia hạn sau khi soạn thư",
        )

    def test_where_all_have_time_nobody_is_told_on(self, desk: Desk):
        desk.run("2026-10-28")
        for unit in ("cuc-hop-tac-quoc-te", UNIT, OTHER):
            grant(desk, unit=unit)
        desk.run("2026-12-02")
        told = message(desk, "escalate-3", "lanh-dao-bo")
        assert told.reason == "mọi đơn vị chưa báo cáo đều được gia hạn và chưa hết hạn"


def test_compiled_it_counts_as_on_time_with_a_note_and_the_books_close_when_they_did(desk: Desk):
    desk.run("2026-10-28")
    grant(desk)
    desk.hand_in(UNIT)
    desk.run("2026-12-02")
    desk.run("2026-12-04")
    request = request_of(desk.app, KEY)
    assert request is not None
    line = next(one for one in consolidation(desk.app, request, morning("2026-12-04")).units if one.slug == UNIT)
    assert (line.on_time, line.standing_words) == (True, "Đúng hạn (được gia hạn đến 02/12/2026)")
    assert "Đúng hạn (chậm nhất thứ Tư, 02/12/2026)" in text(desk, "receipt-1")
    assert desk.states("compile") == {"cuc-hop-tac-quoc-te": MessageState.SENT}


class TestRefused:
    def test_what_cannot_be_granted_leaves_no_trace(self, desk: Desk):
        for until in (date(2026, 11, 27), date(2026, 12, 4)):
            with pytest.raises(EntryError, match=r"27/11/2026.*04/12/2026"):
                grant(desk, until)
        with pytest.raises(EntryError, match="lý do"):
            extend(desk.app, KEY, UNIT, THU_TU, "  ", by="Lan", now=morning("2026-11-24"))
        with pytest.raises(EntryError, match="không phải nộp"):
            grant(desk, unit="lanh-dao-bo")
        assert desk.ledger.record_history(KEY.plan) == ()

    def test_the_day_that_holds_already_is_not_granted_twice(self, desk: Desk):
        grant(desk)
        with pytest.raises(EntryError, match="đã được gia hạn"):
            grant(desk)

    def test_a_draft_grants_nothing(self, desk: Desk):
        desk.plan = a_plan(status="draft")
        with pytest.raises(EntryError, match="dự thảo"):
            grant(desk)

    def test_what_was_not_granted_cannot_be_withdrawn(self, desk: Desk):
        with pytest.raises(UnknownKeyError, match="extension"):
            withdraw_extension(desk.app, KEY, UNIT, by="Lan", now=morning("2026-11-24"))


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    asked=st.dates(date(2026, 11, 25), date(2026, 12, 3)),
    until=st.dates(date(2026, 11, 28), date(2026, 12, 3)),
    outage=st.sets(st.dates(date(2026, 11, 26), date(2026, 12, 3)), max_size=4),
    skipped=st.sets(st.dates(date(2026, 11, 26), date(2026, 12, 3)), max_size=4),
)
def test_a_unit_with_more_time_gets_no_overdue_notice_up_to_its_last_day(asked, until, outage, skipped):
    """Whenever it is granted, on whatever days the mail server is away or nothing runs at all."""
    assume(asked <= until)
    plan = a_plan(duties=[a_report(steps=report_steps(overdue=LATER_NOTICES))], effective_from=date(2026, 1, 1))
    desk = Desk(plan, an_office(), MemoryLedger(), ListMailer(), MemoryFiles())
    sent_on: dict[str, date] = {}
    day = date(2026, 11, 25)
    while day <= date(2026, 12, 7):
        if day == asked:
            grant(desk, until, on=day.isoformat())
        desk.mailer.fail_to_connect(TemporaryMailError("451") if day in outage else None)
        before = len(desk.mailer.sent)
        if day not in skipped:
            try:
                desk.run(day.isoformat())
            except UnsentMailError:
                assert day in outage
        for one in desk.mailer.sent[before:]:
            sent_on |= dict.fromkeys((key.strip() for key in str(one.mail["X-Dung-Hen-Keys"]).split(",")), day)
        day += timedelta(days=1)
    overdue = {key: day for key, day in sent_on.items() if "/overdue-" in key and key.endswith(UNIT)}
    assert [day for day in overdue.values() if asked <= day <= until] == []


class TestTakenBackAndForth:
    def test_granted_twice_before_any_mail_went_the_unit_is_told_once(self, desk: Desk):
        desk.run("2026-10-28")
        grant(desk)
        withdraw_extension(desk.app, KEY, UNIT, by="Lan", now=morning("2026-11-24"))
        grant(desk)
        desk.run("2026-11-24")
        assert desk.states("extended-20261202") == {UNIT: MessageState.SUPPRESSED}
        assert desk.states("extended-20261202-3") == {UNIT: MessageState.SENT}

    def test_a_unit_that_knows_of_its_time_from_a_reminder_alone_is_told_that_it_is_taken_back(self, desk: Desk):
        desk.run("2026-10-28")
        grant(desk, on="2026-11-20")
        word = str(message(desk, "extended-20261202").key)
        desk.ledger.change(word, MessageState.SUPPRESSED, now=morning("2026-11-20"), by="Lan", reason="không gửi")
        desk.run("2026-11-23")
        withdraw_extension(desk.app, KEY, UNIT, by="Lan", now=morning("2026-11-24"))
        assert desk.states("extension-withdrawn-2") == {UNIT: MessageState.QUEUED}

    def test_no_day_that_has_passed_is_granted_to_a_unit_that_still_owes(self, desk: Desk):
        desk.run("2026-10-28")
        with pytest.raises(EntryError, match="đã qua mà đơn vị chưa nộp"):
            grant(desk, date(2026, 11, 30), on="2026-12-01")

    def test_on_the_day_on_which_the_books_are_closed_nothing_is_granted(self, desk: Desk):
        with pytest.raises(EntryError, match="đã tổng hợp ngày thứ Sáu, 04/12/2026"):
            grant(desk, date(2026, 12, 3), on="2026-12-04")
