"""What the port promises of submissions, held by every ledger."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dunghen.records import (
    TAKEN_BACK,
    Problem,
    Realm,
    Record,
    Severity,
    SubmissionRow,
    SubmissionState,
    taken_back_subject,
)
from dunghen.testing import NOON, a_cycle_key, a_submission


def test_a_submission_keeps_all_that_was_handed_in(ledger):
    given = a_submission(
        state=SubmissionState.ACCEPTED_WITH_WARNINGS,
        rows=(
            SubmissionRow("9", "Đang thực hiện", "03 Tuần Văn hóa", "Kinh phí", "Bổ sung kinh phí"),
            SubmissionRow("10", "Chưa thực hiện"),
        ),
        remarks={"danh_gia_chung": "Cơ bản hoàn thành", "kien_nghi": "=1+1"},
        problems=(
            Problem(Severity.WARNING, "late", "Nộp sau hạn", "Nộp trước ngày 30/11", sheet="Nhiệm vụ", cell="D9"),
        ),
    )
    kept, is_new = ledger.add_submission(given)
    assert is_new
    assert kept == given
    assert ledger.submissions(a_cycle_key()) == (given,)


def test_versions_count_from_one_for_each_unit_and_cycle(ledger):
    first = ledger.add_submission(a_submission("cuc-dien-anh", sha256="1" * 64, version=7))[0]
    second = ledger.add_submission(a_submission("cuc-dien-anh", sha256="2" * 64, version=7))[0]
    other_unit = ledger.add_submission(a_submission("cuc-bao-chi", sha256="3" * 64))[0]
    other_cycle = ledger.add_submission(a_submission("cuc-dien-anh", cycle=a_cycle_key("2027"), sha256="1" * 64))[0]
    assert (first.version, second.version, other_unit.version, other_cycle.version) == (1, 2, 1, 1)


def test_a_rejected_version_is_a_version(ledger):
    ledger.add_submission(a_submission(sha256="1" * 64, state=SubmissionState.REJECTED, rows=()))
    assert ledger.add_submission(a_submission(sha256="2" * 64))[0].version == 2
    assert [one.counts for one in ledger.submissions(a_cycle_key())] == [False, True]


def test_the_same_content_from_the_same_unit_is_kept_once(ledger):
    earlier, _ = ledger.add_submission(a_submission(channel="inbox"))
    again, is_new = ledger.add_submission(a_submission(channel="submit", received_at=NOON + timedelta(days=1)))
    assert (again, is_new) == (earlier, False)
    assert len(ledger.submissions(a_cycle_key())) == 1


def test_a_unit_that_goes_back_to_an_earlier_version_has_handed_in_a_new_one(ledger):
    for sha256 in ("1" * 64, "2" * 64):
        ledger.add_submission(a_submission(sha256=sha256))
    again, is_new = ledger.add_submission(a_submission(sha256="1" * 64))
    assert (again.version, is_new) == (3, True)
    assert [one.sha256[0] for one in ledger.submissions(a_cycle_key())] == ["1", "2", "1"]
    assert ledger.add_submission(a_submission(sha256="1" * 64)) == (again, False)


def test_the_submissions_of_one_unit_can_be_asked_for(ledger):
    ledger.add_submission(a_submission("cuc-dien-anh"))
    ledger.add_submission(a_submission("cuc-bao-chi"))
    (found,) = ledger.submissions(a_cycle_key(), units=["cuc-bao-chi"])
    assert (found.unit, [row.tt for row in found.rows]) == ("cuc-bao-chi", ["9"])


def test_the_same_content_from_two_units_is_two_submissions(ledger):
    assert ledger.add_submission(a_submission("cuc-dien-anh"))[1]
    assert ledger.add_submission(a_submission("cuc-bao-chi"))[1]


def test_a_nil_report_has_no_rows_and_counts(ledger):
    ledger.add_submission(a_submission(nil=True, rows=()))
    (kept,) = ledger.submissions(a_cycle_key())
    assert (kept.nil, kept.rows, kept.counts) == (True, (), True)


def test_submissions_come_oldest_first_each_with_its_own_rows(ledger):
    ledger.add_submission(a_submission("cuc-dien-anh", sha256="1" * 64, rows=(SubmissionRow("9", "Hoàn thành"),)))
    ledger.add_submission(a_submission("cuc-bao-chi", sha256="2" * 64, rows=(SubmissionRow("10", "Hoàn thành"),)))
    ledger.add_submission(a_submission("cuc-dien-anh", sha256="3" * 64, rows=(SubmissionRow("11", "Hoàn thành"),)))
    found = ledger.submissions(a_cycle_key())
    assert [(one.unit, one.version, one.rows[0].tt) for one in found] == [
        ("cuc-dien-anh", 1, "9"),
        ("cuc-bao-chi", 1, "10"),
        ("cuc-dien-anh", 2, "11"),
    ]


def test_a_rehearsed_submission_is_unknown_to_live(ledger):
    ledger.add_submission(a_submission())
    live = ledger.with_realm(Realm.LIVE)
    assert live.submissions(a_cycle_key()) == ()
    assert live.add_submission(a_submission())[1]


def test_the_submissions_of_some_units_can_be_asked_for(ledger):
    for unit in ("cuc-dien-anh", "cuc-bao-chi", "cuc-di-san"):
        ledger.add_submission(a_submission(unit))
    found = ledger.submissions(a_cycle_key(), ["cuc-dien-anh", "cuc-di-san"])
    assert [one.unit for one in found] == ["cuc-dien-anh", "cuc-di-san"]
    assert ledger.submissions(a_cycle_key(), []) == ()


def test_standings_are_all_versions_of_some_cycles_without_what_they_say(ledger):
    problem = Problem(Severity.WARNING, "late", "Nộp sau hạn", "Nộp trước ngày 30/11")
    said: dict[str, Any] = {"remarks": {"danh_gia_chung": "Tốt"}, "problems": (problem,)}
    unsaid: dict[str, Any] = {"rows": (), "remarks": {}, "problems": ()}
    for cycle, sha in (("2026", "1"), ("2027", "2"), ("2028", "3")):
        ledger.add_submission(a_submission(cycle=a_cycle_key(cycle), sha256=sha * 64, **said))
    ledger.add_submission(a_submission(cycle=a_cycle_key(duty="other-report"), **said))
    assert ledger.standings("nq59-2025-2030", "annual-report", ["2026", "2028"]) == (
        a_submission(cycle=a_cycle_key("2026"), sha256="1" * 64, **unsaid),
        a_submission(cycle=a_cycle_key("2028"), sha256="3" * 64, **unsaid),
    )
    assert ledger.with_realm(Realm.LIVE).standings("nq59-2025-2030", "annual-report", ["2026"]) == ()


def test_versions_are_counted_by_cycle(ledger):
    for cycle, sha in (("2026", "1"), ("2026", "2"), ("2027", "3")):
        ledger.add_submission(a_submission(cycle=a_cycle_key(cycle), sha256=sha * 64))
    assert ledger.submission_counts("nq59-2025-2030", "annual-report") == {"2026": 2, "2027": 1}
    assert ledger.submission_counts("nq59-2025-2030", "other-report") == {}
    assert ledger.with_realm(Realm.LIVE).submission_counts("nq59-2025-2030", "annual-report") == {}


def take_back(ledger, unit: str, version: int, cycle: str = "2026") -> None:
    subject = taken_back_subject(unit, version)
    ledger.add_record(Record(a_cycle_key(cycle), TAKEN_BACK, subject, NOON.date(), "Lan", NOON, note="nhầm"))


def test_a_version_that_was_taken_back_is_kept_and_counts_nowhere(ledger):
    first, other = (ledger.add_submission(a_submission(unit))[0] for unit in ("cuc-dien-anh", "cuc-bao-chi"))
    take_back(ledger, "cuc-dien-anh", 1)
    assert ledger.submissions(a_cycle_key()) == (other,)
    assert ledger.submissions(a_cycle_key(), ["cuc-dien-anh"]) == ()
    assert ledger.submissions(a_cycle_key(), taken_back=True) == (first, other)
    assert [one.unit for one in ledger.standings("nq59-2025-2030", "annual-report", ["2026"])] == ["cuc-bao-chi"]


def test_only_that_version_of_that_unit_and_cycle_is_taken_back(ledger):
    for sha256 in ("1" * 64, "2" * 64):
        ledger.add_submission(a_submission(sha256=sha256))
    ledger.add_submission(a_submission(cycle=a_cycle_key("2027"), sha256="3" * 64))
    ledger.add_submission(a_submission(cycle=a_cycle_key(duty="other-report"), sha256="4" * 64))
    take_back(ledger, "cuc-dien-anh", 1)
    assert [one.version for one in ledger.submissions(a_cycle_key())] == [2]
    assert len(ledger.submissions(a_cycle_key("2027"))) == 1
    assert len(ledger.submissions(a_cycle_key(duty="other-report"))) == 1


def test_what_was_taken_back_keeps_its_number_and_may_be_handed_in_again(ledger):
    ledger.add_submission(a_submission())
    take_back(ledger, "cuc-dien-anh", 1)
    again, is_new = ledger.add_submission(a_submission())
    assert (again.version, is_new) == (2, True)
    assert ledger.submissions(a_cycle_key()) == (again,)


def test_a_note_that_is_withdrawn_takes_nothing_back(ledger):
    first, _ = ledger.add_submission(a_submission())
    take_back(ledger, "cuc-dien-anh", 1)
    ledger.withdraw_record(a_cycle_key(), TAKEN_BACK, "cuc-dien-anh/1", by="Lan", now=NOON)
    assert ledger.submissions(a_cycle_key()) == (first,)


def test_the_count_of_a_cycle_tells_that_something_was_taken_back_or_brought_back(ledger):
    def count() -> int:
        return ledger.submission_counts("nq59-2025-2030", "annual-report")["2026"]

    ledger.add_submission(a_submission())
    seen = [count()]
    take_back(ledger, "cuc-dien-anh", 1)
    seen.append(count())
    ledger.withdraw_record(a_cycle_key(), TAKEN_BACK, "cuc-dien-anh/1", by="Lan", now=NOON)
    seen.append(count())
    assert len(set(seen)) == 3


def test_what_live_takes_back_a_rehearsal_keeps(ledger):
    ledger.add_submission(a_submission())
    live = ledger.with_realm(Realm.LIVE)
    live.add_submission(a_submission())
    take_back(live, "cuc-dien-anh", 1)
    assert len(ledger.submissions(a_cycle_key())) == 1
    assert live.submissions(a_cycle_key()) == ()
