"""Nhắc ngay at the desk: one mail a day, and never to whom it would be wrong."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

import pytest

from dunghen.calendar.deadline import Every
from dunghen.desk.paper import record_paper
from dunghen.desk.remind_now import remind_all, remind_now, reminding
from dunghen.exceptions import EntryError, TemporaryMailError, UnsentMailError
from dunghen.keys import CycleKey
from dunghen.kinds.report.model import ReportDuty
from dunghen.records import MessageState
from dunghen.running.send import send
from dunghen.submissions.paper import Paper
from dunghen.testing import MemoryLedger, a_plan, a_unit, an_office, default_units
from dunghen.wording.dates import HANOI
from tests.unit.conftest import CYCLE, morning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dunghen.records import Draft
    from tests.unit.conftest import Desk

KEY = CycleKey.parse(CYCLE)
UNIT = "cuc-dien-anh"
UNITS = ("cuc-hop-tac-quoc-te", "cuc-dien-anh", "cuc-bao-chi")
TUESDAY = datetime(2026, 11, 24, 14, 0, tzinfo=HANOI)


def remind(desk: Desk, now: datetime = TUESDAY, unit: str = UNIT) -> None:
    remind_now(desk.app, KEY, unit, by="Lan", now=now)


def test_a_reminder_goes_with_the_next_sending_run_and_who_asked_for_it_is_written_down(desk: Desk):
    desk.run("2026-10-28")
    remind(desk)
    assert desk.states("remind-now-20261124") == {UNIT: MessageState.QUEUED}
    send(desk.app, None, TUESDAY + timedelta(minutes=10), "test")
    assert desk.states("remind-now-20261124") == {UNIT: MessageState.SENT}
    assert str(desk.mailer.sent[-1].mail["Subject"]).startswith("[DIỄN TẬP] Nhắc, còn 3 ngày làm việc")
    (event,) = desk.ledger.record_history(KEY.plan, what="remind-now")
    assert (event.record.subject, event.record.by) == (UNIT, "Lan")


def test_one_mail_a_day(desk: Desk):
    desk.run("2026-10-28")
    with pytest.raises(EntryError, match="một ngày không quá một thư"):
        remind(desk, datetime(2026, 10, 28, 15, tzinfo=HANOI))
    remind(desk)
    with pytest.raises(EntryError, match="đang có thư về kỳ này chờ gửi"):
        remind(desk)
    send(desk.app, None, TUESDAY, "test")
    with pytest.raises(EntryError, match="một ngày không quá một thư"):
        remind(desk, TUESDAY + timedelta(hours=3))
    remind(desk, TUESDAY + timedelta(days=1))
    assert desk.states("remind-now-20261125") == {UNIT: MessageState.QUEUED}


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (datetime(2026, 10, 28, 7, 59, tzinfo=HANOI), "chưa tới lúc đề nghị báo cáo"),
        (datetime(2026, 12, 4, 8, 0, tzinfo=HANOI), "đã khóa để tổng hợp"),
        (
            datetime(2026, 11, 23, 7, 30, tzinfo=HANOI),
            r"lúc 08:00, thứ Hai, 23/11/2026 kế hoạch tự gửi thư hỏi \(remind-3\)",
        ),
    ],
)
def test_before_the_request_after_the_lock_and_just_before_the_plan_asks_nobody_is_reminded(
    desk: Desk, now: datetime, told: str
):
    with pytest.raises(EntryError, match=told):
        remind(desk, now)
    with pytest.raises(EntryError, match=told):
        remind_all(desk.app, KEY, by="Lan", now=now)


def test_who_has_reported_or_owes_nothing_is_not_reminded(desk: Desk):
    record_paper(desk.app, KEY, UNIT, Paper(date(2026, 11, 20), "", "Lan"), now=TUESDAY, form=None, nil=False)
    with pytest.raises(EntryError, match="đơn vị đã nộp báo cáo"):
        remind(desk)
    with pytest.raises(EntryError, match="không phải nộp"):
        remind(desk, unit="lanh-dao-bo")


def test_who_has_no_address_is_not_reminded(desk: Desk):
    others = [one for one in default_units() if one.slug != UNIT]
    desk.office = an_office(units=[*others, a_unit(UNIT, email=None)])
    with pytest.raises(EntryError, match="chưa có địa chỉ thư"):
        remind(desk)


def test_a_draft_reminds_nobody(desk: Desk):
    desk.plan = a_plan(status="draft")
    with pytest.raises(EntryError, match="dự thảo"):
        remind(desk)


def test_who_reports_before_it_goes_is_left_alone(desk: Desk):
    desk.run("2026-10-28")
    remind(desk)
    record_paper(desk.app, KEY, UNIT, Paper(date(2026, 11, 24), "", "Lan"), now=TUESDAY, form=None, nil=False)
    send(desk.app, None, TUESDAY, "test")
    message = desk.ledger.message(f"{CYCLE}/remind-now-20261124/{UNIT}")
    assert message is not None
    assert (message.state, message.reason) == (MessageState.SUPPRESSED, "đơn vị đã nộp báo cáo")


def test_all_who_can_be_reminded_are_and_the_others_are_told_with_the_reason(desk: Desk):
    desk.run("2026-10-28")
    record_paper(desk.app, KEY, "cuc-bao-chi", Paper(date(2026, 11, 20), "", "Lan"), now=TUESDAY, form=None, nil=False)
    remind(desk, unit="cuc-hop-tac-quoc-te")
    found = reminding(desk.app, KEY, TUESDAY)
    assert found.ready == (UNIT,)
    assert found.barred == {
        "cuc-hop-tac-quoc-te": "đang có thư về kỳ này chờ gửi tới đơn vị",
        "cuc-bao-chi": "đơn vị đã nộp báo cáo",
    }
    assert remind_all(desk.app, KEY, by="Lan", now=TUESDAY) == (1, 0)
    assert remind_all(desk.app, KEY, by="Lan", now=TUESDAY) == (0, 0)
    assert set(desk.states("remind-now-20261124")) == {UNIT, "cuc-hop-tac-quoc-te"}


def test_reminders_to_all_are_written_at_once(desk: Desk):
    class Counting(MemoryLedger):
        written: ClassVar[list[int]] = []

        def queue(self, drafts: Sequence[Draft], *, now: datetime) -> tuple[str, ...]:
            self.written.append(len(drafts))
            return super().queue(drafts, now=now)

    desk.run("2026-10-28")
    counting = Counting(desk.ledger.realm)
    counting._shelves = desk.ledger._shelves
    desk.ledger = counting
    assert remind_all(desk.app, KEY, by="Lan", now=TUESDAY) == (3, 0)
    assert counting.written == [3]


def test_mails_of_another_day_and_another_cycle_bar_nobody(desk: Desk):
    desk.mailer.fail_to_connect(TemporaryMailError("451"))
    with pytest.raises(UnsentMailError):
        desk.run("2026-10-28")
    assert reminding(desk.app, KEY, morning("2026-10-29")).ready == ()
    desk.mailer.fail_to_connect(None)
    send(desk.app, None, morning("2026-10-29"), "test")
    assert reminding(desk.app, KEY, morning("2026-10-29")).ready == ()
    assert reminding(desk.app, KEY, morning("2026-10-30")).ready == UNITS


def test_a_run_that_comes_late_writes_no_second_mail_to_whom_an_operator_has_reminded_that_day(desk: Desk):
    desk.run("2026-10-28")
    now = datetime(2026, 11, 23, 8, 5, tzinfo=HANOI)
    remind(desk, now)
    send(desk.app, None, now, "test")
    desk.run("2026-11-23")
    assert desk.states("remind-3") == {
        UNIT: MessageState.SUPPRESSED,
        "cuc-hop-tac-quoc-te": MessageState.SENT,
        "cuc-bao-chi": MessageState.SENT,
    }
    desk.run("2026-11-26")
    assert desk.states("remind-1")[UNIT] is MessageState.SENT


def test_a_reminder_that_could_not_go_before_the_plan_asks_again_is_overtaken(desk: Desk):
    desk.run("2026-10-28")
    remind(desk)
    desk.run("2026-11-26")
    assert desk.states("remind-now-20261124") == {UNIT: MessageState.EXPIRED}
    assert desk.states("remind-1")[UNIT] is MessageState.SENT


def test_a_reminder_that_names_another_day_than_the_office_has_decided_since_does_not_go(desk: Desk):
    desk.run("2026-10-28")
    remind(desk)
    duty = desk.plan.duties[0]
    assert isinstance(duty, ReportDuty)
    assert isinstance(duty.every, Every)
    assert duty.every.year
    moved = duty.every.model_copy(update={"year": duty.every.year.model_copy(update={"before": "12-10"})})
    desk.plan = desk.plan.model_copy(update={"duties": (duty.model_copy(update={"every": moved}),)})
    send(desk.app, None, TUESDAY, "test")
    message = desk.ledger.message(f"{CYCLE}/remind-now-20261124/{UNIT}")
    assert message is not None
    assert (message.state, message.reason) == (
        MessageState.SUPPRESSED,
        "ngày cuối của đơn vị đã đổi sau khi soạn thư",
    )
