"""Letters on paper at the desk: they count, stop the asking, are told in the compilation, and can be taken back."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from dunghen.collecting.compile import consolidation
from dunghen.consolidation.consolidated import Standing
from dunghen.cycles.request import request_of
from dunghen.desk.paper import record_paper, take_back
from dunghen.exceptions import EntryError
from dunghen.keys import CycleKey
from dunghen.records import MessageState, Severity, SubmissionState
from dunghen.submissions.paper import Paper
from dunghen.tools.filled_form import Breakage, fill
from dunghen.wording.dates import HANOI
from tests.unit.conftest import CYCLE, morning

if TYPE_CHECKING:
    from dunghen.intake.receive import Receipt
    from tests.unit.conftest import Desk

KEY = CycleKey.parse(CYCLE)
UNIT = "cuc-dien-anh"
FRIDAY = date(2026, 11, 27)
AFTERNOON = datetime(2026, 12, 1, 15, 30, tzinfo=HANOI)


def enter(desk: Desk, day: date = FRIDAY, *, form: bytes | None = None, nil: bool = False, now=AFTERNOON) -> Receipt:
    paper = Paper(day, "12/BC-ĐA", "Lan")
    return record_paper(desk.app, KEY, UNIT, paper, now=now, form=(form, "bieu.xlsx") if form else None, nil=nil)


def line_of(desk: Desk, day: str = "2026-12-04"):
    request = request_of(desk.app, KEY)
    assert request is not None
    report = consolidation(desk.app, request, morning(day))
    return report, next(one for one in report.units if one.slug == UNIT)


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        pytest.param(date(2026, 11, 27), Standing.ON_TIME, id="thứ Sáu 27/11"),
        pytest.param(date(2026, 11, 29), Standing.ON_TIME, id="Chủ nhật 29/11"),
        pytest.param(date(2026, 11, 30), Standing.LATE, id="thứ Hai 30/11"),
        pytest.param(date(2026, 12, 1), Standing.LATE, id="today"),
    ],
)
def test_lateness_goes_by_the_day_on_the_letter(desk: Desk, day: date, standing: Standing):
    enter(desk, day)
    assert line_of(desk)[1].standing is standing


def test_without_a_form_it_counts_warns_and_is_named_where_figures_lack(desk: Desk):
    desk.run("2026-10-28")
    receipt = enter(desk)
    kept = receipt.submission
    assert kept is not None
    assert (kept.state, kept.channel, kept.rows) == (SubmissionState.ACCEPTED_WITH_WARNINGS, "paper", ())
    assert kept.original_name == "bản giấy số 12/BC-ĐA, không kèm biểu điện tử"
    assert kept.remarks == {"entered_by": "Lan", "entered_at": "2026-12-01T15:30:00+07:00", "reference": "12/BC-ĐA"}
    report, line = line_of(desk)
    assert line.standing_words == "Đúng hạn (bản giấy, không có số liệu)"
    assert report.without_figures == (line,)
    assert report.figures.received == 1


def test_nobody_is_reminded_after_it_and_the_unit_gets_a_receipt_with_the_day(desk: Desk):
    desk.run("2026-10-28")
    enter(desk, date(2026, 11, 16), now=datetime(2026, 11, 16, 9, tzinfo=HANOI))
    desk.run("2026-11-17")
    assert desk.states("remind-7")[UNIT] is MessageState.SUPPRESSED
    receipt = desk.ledger.message(f"{CYCLE}/receipt-1/{UNIT}")
    assert receipt is not None
    assert "ĐÃ NHẬN BẢN GIẤY NGÀY thứ Hai, 16/11/2026" in (receipt.text or "")


def test_the_form_that_the_clerk_enters_is_judged_as_any_other_and_only_its_acceptance_is_mailed(desk: Desk):
    desk.run("2026-10-28")
    wrong = enter(desk, form=fill(desk.form_of(UNIT), breakages=[Breakage.STATUS_MISSPELT]))
    assert not wrong.accepted
    blockers = [one for one in wrong.problems if one.severity is Severity.BLOCKER]
    assert {(one.sheet, one.cell is not None) for one in blockers} == {("Báo cáo", True)}
    assert desk.states("rejection-1") == {}
    right = enter(desk, form=fill(desk.form_of(UNIT)))
    assert right.accepted
    assert desk.states("receipt-2") == {UNIT: MessageState.QUEUED}
    assert line_of(desk)[1].standing_words == "Đúng hạn"


def test_nothing_to_report_on_paper_is_a_nil_report(desk: Desk):
    enter(desk, nil=True)
    assert line_of(desk)[1].standing is Standing.NIL


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 12, 2), r"thứ Tư, 02/12/2026\) chưa tới; hôm nay là thứ Ba, 01/12/2026"),
        (date(2026, 10, 27), r"trước ngày đề nghị báo cáo \(thứ Tư, 28/10/2026\)"),
    ],
)
def test_a_day_that_cannot_be_is_refused(desk: Desk, day: date, told: str):
    with pytest.raises(EntryError, match=told):
        enter(desk, day)
    assert desk.ledger.submissions(KEY) == ()


def test_a_form_and_nothing_to_report_do_not_go_together(desk: Desk):
    with pytest.raises(EntryError, match="Chọn một"):
        enter(desk, form=b"PK", nil=True)


def test_a_clerk_who_enters_it_before_compiling_at_that_hour_is_not_too_late(desk: Desk):
    just_before = datetime(2026, 12, 4, 7, 50, tzinfo=HANOI)
    enter(desk, date(2026, 12, 4), now=just_before)
    assert line_of(desk)[1].standing is Standing.LATE


class TestTakenBack:
    def test_the_unit_owes_again_and_the_version_is_kept(self, desk: Desk):
        desk.run("2026-10-28")
        enter(desk, date(2026, 11, 16), now=datetime(2026, 11, 16, 9, tzinfo=HANOI))
        take_back(desk.app, KEY, UNIT, 1, "nhầm đơn vị", by="Lan", now=datetime(2026, 11, 16, 10, tzinfo=HANOI))
        desk.run("2026-11-17")
        assert desk.states("remind-7")[UNIT] is MessageState.SENT
        assert desk.states("receipt-1") == {UNIT: MessageState.SUPPRESSED}
        assert line_of(desk)[1].standing is Standing.MISSING
        assert len(desk.ledger.submissions(KEY, taken_back=True)) == 1

    def test_entered_again_rightly_it_is_the_next_version(self, desk: Desk):
        enter(desk)
        take_back(desk.app, KEY, UNIT, 1, "nhầm ngày", by="Lan", now=AFTERNOON)
        again = enter(desk)
        assert again.submission is not None
        assert (again.submission.version, again.known) == (2, False)

    def test_nothing_to_report_said_again_after_it_was_taken_back_counts_again(self, desk: Desk):
        enter(desk, nil=True)
        take_back(desk.app, KEY, UNIT, 1, "nhầm đơn vị", by="Lan", now=AFTERNOON)
        again = enter(desk, nil=True)
        assert again.submission is not None
        assert (again.submission.version, again.known) == (2, False)

    def test_only_paper_can_be_taken_back_once_and_with_a_reason(self, desk: Desk):
        desk.run("2026-10-28")
        desk.hand_in(UNIT)
        desk.run("2026-11-06")
        enter(desk)
        for version, reason, told in ((1, "nhầm", "không phải bản giấy"), (3, "nhầm", "không phải"), (2, " ", "lý do")):
            with pytest.raises(EntryError, match=told):
                take_back(desk.app, KEY, UNIT, version, reason, by="Lan", now=AFTERNOON)
        take_back(desk.app, KEY, UNIT, 2, "nhầm", by="Lan", now=AFTERNOON)
        with pytest.raises(EntryError, match="không phải bản giấy đang có hiệu lực"):
            take_back(desk.app, KEY, UNIT, 2, "nhầm", by="Lan", now=AFTERNOON)
