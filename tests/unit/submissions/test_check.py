"""The verdict on a submitted form: what stops it, what is only told, and in which words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunghen.keys import CycleKey
from dunghen.records import Severity, SubmissionRow, SubmissionState
from dunghen.submissions.check import Checked, check
from dunghen.submissions.form import FormData, FormRow
from dunghen.submissions.layout import Column
from dunghen.submissions.workbook import RawWorkbook

if TYPE_CHECKING:
    from tests.unit.submissions.conftest import Paper

SECRET = "bí mật của cơ quan"
CYCLE = CycleKey("nq59-2025-2030", "annual-report", "2026")
UNIT = "cuc-dien-anh"
DAY = date(2026, 11, 27)


def judge(paper: Paper, form: FormData, hint: tuple[CycleKey, str] | None = None, secret: str = SECRET) -> Checked:
    def expect(cycle: CycleKey, unit: str) -> FormData | None:
        return form if (cycle, unit) == (form.cycle, form.unit) else None

    return check(paper.raw(), expect=expect, secret=secret, hint=hint)


def told(checked: Checked) -> list[tuple[str, str | None, str]]:
    """Code, cell and sentence of each problem."""
    return [(one.code, one.cell, one.what) for one in checked.problems]


def test_a_carefully_filled_form_is_accepted_with_everything_that_it_says(filled: Paper, form: FormData) -> None:
    checked = judge(filled, form)
    assert checked.state is SubmissionState.ACCEPTED
    assert checked.problems == ()
    assert (checked.cycle, checked.unit, checked.nil) == (CYCLE, UNIT, False)
    assert checked.rows == (
        SubmissionRow("1", "Đang thực hiện", "Ký 02 bản ghi nhớ hợp tác."),
        SubmissionRow("21", "Đã hoàn thành", "Tổ chức LHP quốc tế.", "Kinh phí chậm.", "Cấp từ quý I."),
        SubmissionRow("28", "Không phát sinh"),
    )
    assert checked.remarks == {"assessment": "Hoàn thành 2/3 nhiệm vụ.", "contact": "Văn phòng Cục, máy lẻ 101"}


@pytest.mark.parametrize(
    ("cells", "code", "cell", "what", "remedy"),
    [
        pytest.param(
            {"F8": ""},
            "status-empty",
            "F8",
            "Nhiệm vụ TT 21 chưa chọn trạng thái.",
            "Chọn một trong: «Đã hoàn thành», «Đang thực hiện», «Chưa thực hiện», «Không phát sinh».",
            id="no status",
        ),
        pytest.param(
            {"F8": "Hoàn thành"},
            "status-unknown",
            "F8",
            "«Hoàn thành» không phải là một trạng thái của biểu.",
            "Có phải «Đã hoàn thành»? Chọn một trong: «Đã hoàn thành», «Đang thực hiện», «Chưa thực hiện», «Không phát sinh».",
            id="a status that is none, with the nearest one",
        ),
        pytest.param(
            {"F8": "95%"},
            "status-unknown",
            "F8",
            "«95%» không phải là một trạng thái của biểu.",
            "Chọn một trong: «Đã hoàn thành», «Đang thực hiện», «Chưa thực hiện», «Không phát sinh».",
            id="a status that is like none",
        ),
        pytest.param(
            {"G8": ""},
            "result-empty",
            "G8",
            "Nhiệm vụ TT 21 «Đã hoàn thành» nhưng chưa ghi kết quả.",
            "Ghi kết quả cụ thể, có số liệu.",
            id="done, but no result",
        ),
        pytest.param(
            {"G7": "  \n "},
            "result-empty",
            "G7",
            "Nhiệm vụ TT 1 «Đang thực hiện» nhưng chưa ghi kết quả.",
            "Ghi kết quả cụ thể, có số liệu.",
            id="going on, and a result of spaces",
        ),
        pytest.param(
            {"B7": "Mở rộng hợp tác"},
            "task-altered",
            "B7",
            "Nội dung nhiệm vụ TT 1 đã bị sửa so với biểu đã gửi.",
            "Hãy chép câu trả lời sang biểu đã nhận, giữ nguyên các dòng nhiệm vụ, rồi gửi lại.",
            id="the task's words altered",
        ),
        pytest.param(
            {"G8": "#DIV/0!"},
            "cell-error",
            "G8",
            "Ô mang giá trị lỗi #DIV/0!.",
            "Gõ thẳng nội dung vào ô, không dùng công thức.",
            id="an error value",
        ),
        pytest.param(
            {"H7": "a" * 32_001},
            "text-long",
            "H7",
            "Nội dung dài 32001 ký tự, quá 32000.",
            "Rút gọn; phần chi tiết gửi thành tài liệu kèm theo.",
            id="a text that no cell holds",
        ),
    ],
)
def test_a_blocker_names_the_cell_what_is_wrong_and_what_to_do(
    filled: Paper, form: FormData, cells: dict[str, str], code: str, cell: str, what: str, remedy: str
) -> None:
    checked = judge(filled.put("Báo cáo", **cells), form)
    assert checked.state is SubmissionState.REJECTED
    (problem,) = checked.problems
    assert problem.severity is Severity.BLOCKER
    assert (problem.code, problem.sheet, problem.cell) == (code, "Báo cáo", cell)
    assert (problem.what, problem.remedy) == (what, remedy)


@pytest.mark.parametrize(
    ("sheet", "cells", "expected"),
    [
        ("Báo cáo", {"G7": "Có"}, ("result-short", "G7", "Kết quả của nhiệm vụ TT 1 quá ngắn («Có»).")),
        (
            "Báo cáo",
            {"F9": "Chưa thực hiện"},
            ("reason-empty", "H9", "Nhiệm vụ TT 28 «Chưa thực hiện» nhưng chưa nêu lý do."),
        ),
        (
            "Báo cáo",
            {"I7": '=HYPERLINK("http://x.invalid")'},
            ("formula-like", "I7", "Nội dung bắt đầu như một công thức; được giữ nguyên như chữ."),
        ),
        ("Chung", {"C7": ""}, ("contact-empty", "C7", "Chưa có người lập biểu và số điện thoại.")),
    ],
)
def test_a_warning_is_told_and_passes(
    filled: Paper, form: FormData, sheet: str, cells: dict[str, str], expected: tuple[str, str, str]
) -> None:
    checked = judge(filled.put(sheet, **cells), form)
    assert told(checked) == [expected]
    assert checked.problems[0].sheet == sheet
    assert checked.state is SubmissionState.ACCEPTED_WITH_WARNINGS
    assert len(checked.rows) == 3


@pytest.mark.parametrize(
    "status",
    [
        "đang thực hiện",
        "ĐANG THỰC HIỆN",
        " Đang  thực hiện ",
        "Dang thuc hien",
        "\u0110ang th\u01b0\u0323c hi\u00ea\u0323n",
    ],
)
def test_a_status_is_understood_however_it_is_typed(filled: Paper, form: FormData, status: str) -> None:
    checked = judge(filled.put("Báo cáo", F7=status), form)
    assert checked.problems == ()
    assert checked.rows[0].status == "Đang thực hiện"


@pytest.mark.parametrize("bullet", ["- Ký 02 văn bản", "+ Cử 03 đoàn", "-5% so với năm trước"])
def test_the_bullets_of_reports_are_no_formulas(filled: Paper, form: FormData, bullet: str) -> None:
    assert judge(filled.put("Báo cáo", G7=bullet), form).problems == ()


def test_spaces_line_ends_and_decomposed_letters_do_not_alter_a_task(filled: Paper, form: FormData) -> None:
    filled.put("Báo cáo", B8="Đăng cai  tổ chức\nliên hoan phim ")
    assert judge(filled, form).problems == ()


def test_every_problem_is_told_at_once_in_the_order_of_the_form(filled: Paper, form: FormData) -> None:
    filled.put("Báo cáo", F7="xong", G8="", F9="").put("Chung", C7="")
    assert [(code, cell) for code, cell, _ in told(judge(filled, form))] == [
        ("status-unknown", "F7"),
        ("result-empty", "G8"),
        ("status-empty", "F9"),
        ("contact-empty", "C7"),
    ]


def test_an_untouched_form_is_one_problem_and_not_one_for_each_row(empty: Paper, form: FormData) -> None:
    checked = judge(empty, form)
    assert checked.problems[0].what == "Biểu chưa được điền."
    assert checked.problems[0].remedy == (
        "Chọn trạng thái và ghi kết quả cho từng nhiệm vụ; nếu không có gì phải báo cáo, ghi X ở trang «Chung»."
    )
    assert [problem.code for problem in checked.problems if problem.severity is Severity.BLOCKER] == ["empty-form"]


def test_a_removed_row_is_named_by_its_number(filled: Paper, form: FormData) -> None:
    del filled.sheets["Báo cáo"][7]
    assert told(judge(filled, form)) == [("row-missing", None, "Thiếu dòng nhiệm vụ TT 21.")]


def test_an_added_row_is_found(filled: Paper, form: FormData) -> None:
    filled.sheets["Báo cáo"].append(["30", "Nhiệm vụ phát sinh", "", "", "", "Đã hoàn thành", "Đã làm xong."])
    assert told(judge(filled, form)) == [("row-added", "A10", "Dòng «30» không có trong biểu đã gửi.")]


def test_text_below_the_table_is_an_added_row(filled: Paper, form: FormData) -> None:
    filled.sheets["Báo cáo"] += [[], ["", "Nơi nhận: như trên"]]
    assert told(judge(filled, form)) == [("row-added", "A11", "Dòng «không có TT» không có trong biểu đã gửi.")]


def test_a_repeated_row_is_found(filled: Paper, form: FormData) -> None:
    filled.sheets["Báo cáo"].append(list(filled.sheets["Báo cáo"][6]))
    assert told(judge(filled, form)) == [("row-repeated", "A10", "Nhiệm vụ TT 1 xuất hiện 2 lần.")]


def test_an_empty_line_inside_the_table_does_no_harm(filled: Paper, form: FormData) -> None:
    filled.sheets["Báo cáo"].insert(7, [])
    assert judge(filled, form).problems == ()


def test_a_line_inserted_above_the_table_does_no_harm_and_cells_are_still_named_rightly(
    filled: Paper, form: FormData
) -> None:
    filled.sheets["Báo cáo"].insert(0, ["Kính gửi: Cục Hợp tác quốc tế"])
    filled.put("Báo cáo", G8="")
    assert told(judge(filled, form)) == [
        ("result-empty", "G8", "Nhiệm vụ TT 1 «Đang thực hiện» nhưng chưa ghi kết quả.")
    ]


def test_a_formula_whose_value_was_never_computed_is_a_blocker(filled: Paper, form: FormData) -> None:
    filled.put("Báo cáo", H8="").uncomputed["Báo cáo"] = ["H8"]
    assert told(judge(filled, form)) == [("formula-empty", "H8", "Ô chứa công thức chưa có giá trị.")]


def test_a_nil_report_needs_nothing_else(empty: Paper, form: FormData) -> None:
    checked = judge(empty.put("Chung", C3="x"), form)
    assert (checked.nil, checked.rows, checked.problems) == (True, (), ())
    assert checked.state is SubmissionState.ACCEPTED


def test_a_nil_report_may_say_nil_in_each_row_too(empty: Paper, form: FormData) -> None:
    empty.put("Chung", C3="X").put("Báo cáo", F7="Không phát sinh", F8="Không phát sinh", F9="Không phát sinh")
    assert judge(empty, form).problems == ()


def test_a_nil_report_with_a_filled_row_contradicts_itself(filled: Paper, form: FormData) -> None:
    checked = judge(filled.put("Chung", C3="X"), form)
    assert checked.state is SubmissionState.REJECTED
    (problem,) = checked.problems
    assert (problem.code, problem.sheet, problem.cell) == ("nil-and-filled", "Chung", "C3")
    assert problem.what == "Đã ghi X ở «Không phát sinh» nhưng bảng nhiệm vụ vẫn có nội dung."
    assert problem.remedy == "Bỏ dấu X ở trang «Chung», hoặc xóa nội dung đã điền ở trang «Báo cáo»."


def test_a_nil_cell_that_says_something_else_is_asked_about(filled: Paper, form: FormData) -> None:
    assert told(judge(filled.put("Chung", C3="Không có"), form)) == [
        ("nil-unclear", "C3", "Ô «Không phát sinh» ghi «Không có»: không rõ có phải báo cáo không phát sinh hay không.")
    ]


def test_a_missing_sheet_is_named(filled: Paper, form: FormData) -> None:
    del filled.sheets["Chung"]
    assert told(judge(filled, form)) == [("sheet-missing", None, "Thiếu trang tính «Chung» (đã bị xóa hoặc đổi tên).")]


def test_a_renamed_column_is_found(filled: Paper, form: FormData) -> None:
    assert told(judge(filled.put("Báo cáo", F6="Tình trạng"), form)) == [
        ("labels-altered", None, "Tên cột hoặc tên mục trên trang «Báo cáo» đã bị sửa.")
    ]


def test_an_unknown_cycle_is_told(filled: Paper, form: FormData) -> None:
    checked = check(filled.raw(), expect=lambda *_: None, secret=SECRET)
    assert told(checked) == [
        ("no-such-form", None, "Không có biểu nào của cuc-dien-anh cho kỳ nq59-2025-2030/annual-report/2026.")
    ]


_WORDS = st.sampled_from(
    ["", "1", "21", "X", "Đã hoàn thành", "TT", "Trạng thái", "=1", "#N/A", "Không phát sinh (ghi X)"]
)
_SHEET = st.lists(st.lists(_WORDS | st.text(max_size=8), max_size=11), max_size=12)


@given(report=_SHEET, general=_SHEET, below=_SHEET)
def test_whatever_is_written_into_a_form_gets_a_verdict(
    report: list[list[str]], general: list[list[str]], below: list[list[str]]
) -> None:
    form = FormData(CYCLE, UNIT, "Cục", "Kế hoạch", "Báo cáo", (DAY, DAY), None, None, (FormRow("1", "a", "", "", ""),))
    head = [column.value for column in Column]
    raw = RawWorkbook({"Báo cáo": [*report, head, *below], "Chung": [["Không phát sinh (ghi X)"], *general]})
    checked = check(raw, expect=lambda *_: form, secret=SECRET, hint=(CYCLE, UNIT))
    assert all(problem.what and problem.remedy for problem in checked.problems)
    assert {row.tt for row in checked.rows} <= {"1"}
