"""What was read is sound, and the unit is told of each answer that is not kept letter for letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunghen.records import Severity, SubmissionState
from dunghen.submissions.check import check
from dunghen.submissions.read import as_read
from tests.unit.submissions.conftest import SECRET

if TYPE_CHECKING:
    from dunghen.submissions.check import Checked
    from dunghen.submissions.form import FormData
    from tests.unit.submissions.conftest import Paper


def judge(paper: Paper, form: FormData) -> Checked:
    return check(as_read(paper.sheets, paper.uncomputed), expect=lambda *_: form, secret=SECRET)


def warned(checked: Checked) -> list[tuple[str, str | None, str | None]]:
    return [(one.code, one.sheet, one.cell) for one in checked.problems if one.severity is Severity.WARNING]


def test_an_altered_answer_is_kept_and_the_unit_is_told_where(filled: Paper, form: FormData):
    filled.put("Báo cáo", F7="Đang thực hiện\x00", G7="Ký 02\x00bản\ud800.", I8="Cấp\uffff")
    filled.put("Chung", C4="Tốt\x1b!")
    checked = judge(filled, form)
    assert checked.state is SubmissionState.ACCEPTED_WITH_WARNINGS
    assert (checked.rows[0].status, checked.rows[0].result) == ("Đang thực hiện", "Ký 02 bản\ufffd.")
    assert (checked.rows[1].proposal, checked.remarks["assessment"]) == ("Cấp\ufffd", "Tốt !")
    assert warned(checked) == [
        ("characters-lost", "Báo cáo", "F7"),
        ("characters-lost", "Báo cáo", "G7"),
        ("characters-lost", "Báo cáo", "I8"),
        ("characters-lost", "Chung", "C4"),
    ]


def test_a_nil_report_is_warned_of_its_remarks_too(empty: Paper, form: FormData):
    empty.put("Chung", C3="X", C4="Không\x00có.")
    assert warned(judge(empty, form)) == [("characters-lost", "Chung", "C4")]


def test_a_line_end_of_another_sort_is_no_loss(filled: Paper, form: FormData):
    filled.put("Báo cáo", G7="Ký 02\x0bbản ghi nhớ.\r\nCử 03 đoàn.")
    checked = judge(filled, form)
    assert checked.rows[0].result == "Ký 02\nbản ghi nhớ.\nCử 03 đoàn."
    assert checked.problems == ()


def test_a_key_that_was_spoilt_is_told_in_a_sound_sentence(filled: Paper, form: FormData):
    filled.sheets["_dunghen"][2][1] = "cuc\x00\ud800"
    checked = check(as_read(filled.sheets, {}), expect=lambda *_: form, secret=SECRET, hint=(form.cycle, form.unit))
    assert [one.what for one in checked.problems] == [
        f"Biểu này của cuc \ufffd, kỳ {form.cycle}; cần biểu của {form.unit}, kỳ {form.cycle}."
    ]
