"""How the report of a unit stands, in one sentence."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dunghen.keys import CycleKey
from dunghen.plans.cycle import Cycle
from dunghen.records import Problem, Severity, Submission, SubmissionState
from dunghen.views.unit_report import unit_report

CYCLE = Cycle(
    "2026",
    anchor=date(2026, 11, 27),
    covers=(date(2025, 12, 1), date(2026, 11, 30)),
    deadline=date(2026, 11, 27),
    late_from=date(2026, 11, 30),
    lock=date(2026, 12, 4),
)
IN_TIME = datetime(2026, 11, 29, 16, 59, tzinfo=UTC)
"""23:59 on Chủ nhật, 29/11/2026 in Hà Nội."""
LATE = datetime(2026, 11, 29, 17, 0, tzinfo=UTC)
"""00:00 on thứ Hai, 30/11/2026: «trước ngày 30/11» has passed."""
ACCEPTED, REJECTED = SubmissionState.ACCEPTED, SubmissionState.REJECTED
BLOCKER = Problem(Severity.BLOCKER, "a", "Thiếu.", "Điền.")
WARNING = Problem(Severity.WARNING, "b", "Lạ.", "Xem.")


def handed_in(version: int, state: SubmissionState, at: datetime = IN_TIME, **changes) -> Submission:
    key = CycleKey("nq59-2025-2030", "annual-report", "2026")
    return Submission(key, "cuc-dien-anh", version, state, at, "page", f"{version:064}", "bao-cao.xlsx", **changes)


@pytest.mark.parametrize(
    ("submissions", "today", "words", "tone"),
    [
        ([], date(2026, 11, 27), "Chưa nộp; chậm nhất thứ Sáu, 27/11/2026.", "warn"),
        ([], date(2026, 11, 28), "Chưa nộp; hạn cuối thứ Sáu, 27/11/2026 đã qua.", "bad"),
        (
            [handed_in(1, REJECTED)],
            date(2026, 11, 2),
            "Lần gửi gần nhất cần sửa rồi gửi lại. Chậm nhất thứ Sáu, 27/11/2026.",
            "bad",
        ),
        ([handed_in(1, ACCEPTED)], date(2026, 12, 9), "Đã nhận báo cáo (lần gửi thứ 1), đúng hạn.", "good"),
        ([handed_in(1, ACCEPTED, LATE)], date(2026, 12, 9), "Đã nhận báo cáo (lần gửi thứ 1), muộn.", "warn"),
        (
            [handed_in(1, ACCEPTED), handed_in(2, ACCEPTED, LATE, nil=True), handed_in(3, REJECTED, LATE)],
            date(2026, 12, 9),
            "Đã nhận báo cáo, không phát sinh (lần gửi thứ 2), đúng hạn.",
            "good",
        ),
    ],
)
def test_the_sentence_says_what_counts_and_whether_it_was_in_time(submissions, today, words, tone):
    report = unit_report(CYCLE, submissions, today, 0)
    assert (report.words, report.tone) == (words, tone)
    assert report.chosen is None


def test_the_chosen_version_tells_its_problems_and_the_newest_comes_first():
    versions = [handed_in(1, REJECTED, problems=(WARNING, BLOCKER)), handed_in(2, ACCEPTED, LATE)]
    report = unit_report(CYCLE, versions, date(2026, 12, 1), 1)
    assert report.chosen == versions[0]
    assert (report.blockers, report.warnings, report.late) == ((BLOCKER,), (WARNING,), False)
    assert [one.version for one in report.versions] == [2, 1]
    assert unit_report(CYCLE, versions, date(2026, 12, 1), 2).late
