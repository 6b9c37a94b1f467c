"""The form out and back: made, filled in, saved by another program, read, checked, and returned with its problems."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.properties import PageSetupProperties

from dunghen.exceptions import UnreadableWorkbookError
from dunghen.keys import CycleKey
from dunghen.records import Severity, SubmissionRow, SubmissionState
from dunghen.submissions.annotate import annotate
from dunghen.submissions.check import Checked, check
from dunghen.submissions.read import read_workbook
from dunghen.submissions.sheets import make_form
from dunghen.tools.filled_form import Breakage, fill

if TYPE_CHECKING:
    from collections.abc import Callable

    from dunghen.submissions.form import FormData

SECRET = "bí mật của cơ quan"
STATUSES = {"1": "Đang thực hiện", "21": "Đã hoàn thành", "28": "Không phát sinh"}
RESULTS = {"1": "- Ký 02 bản ghi nhớ;\n- Cử 03 đoàn.", "21": "Tổ chức LHP quốc tế Hà Nội, 51 nước tham gia."}
REMARKS = {"assessment": "Hoàn thành 2/3 nhiệm vụ.", "contact": "Văn phòng Cục, máy lẻ 101"}


def judge(content: bytes, form: FormData) -> Checked:
    def expect(cycle: CycleKey, unit: str) -> FormData | None:
        return form if (cycle, unit) == (form.cycle, form.unit) else None

    return check(read_workbook(content), expect=expect, secret=SECRET)


@pytest.fixture
def answered(blank: bytes) -> bytes:
    return fill(blank, statuses=STATUSES, results=RESULTS, difficulties={"21": "Kinh phí chậm."}, remarks=REMARKS)


EXPECTED_ROWS = (
    SubmissionRow("1", "Đang thực hiện", "- Ký 02 bản ghi nhớ;\n- Cử 03 đoàn."),
    SubmissionRow("21", "Đã hoàn thành", "Tổ chức LHP quốc tế Hà Nội, 51 nước tham gia.", "Kinh phí chậm."),
    SubmissionRow("28", "Không phát sinh"),
)


def test_a_filled_form_comes_back_word_for_word(answered: bytes, form: FormData) -> None:
    checked = judge(answered, form)
    assert checked.problems == ()
    assert (checked.cycle, checked.unit) == (form.cycle, "cuc-dien-anh")
    assert checked.rows == EXPECTED_ROWS
    assert checked.remarks == REMARKS


def test_a_copy_saved_by_libreoffice_is_as_good(
    answered: bytes, form: FormData, saved_again: Callable[[bytes], bytes]
) -> None:
    checked = judge(saved_again(answered), form)
    assert checked.problems == ()
    assert checked.rows == EXPECTED_ROWS
    assert checked.remarks == REMARKS


def test_a_nil_form_comes_back_nil(blank: bytes, form: FormData) -> None:
    checked = judge(fill(blank, nil=True), form)
    assert (checked.nil, checked.rows, checked.state) == (True, (), SubmissionState.ACCEPTED)


@pytest.mark.parametrize(
    ("breakage", "problem"),
    [
        (Breakage.STATUS_MISSPELT, ("status-unknown", "Báo cáo", "G7")),
        (Breakage.RESULT_FORGOTTEN, ("result-empty", "Báo cáo", "H7")),
        (Breakage.ROW_REMOVED, ("row-missing", "Báo cáo", None)),
        (Breakage.TASK_ALTERED, ("task-altered", "Báo cáo", "B7")),
        (Breakage.KEY_ALTERED, ("key-altered", "_dunghen", None)),
    ],
)
def test_what_people_do_to_a_form_is_found(
    blank: bytes, form: FormData, breakage: Breakage, problem: tuple[str, str, str | None]
) -> None:
    content = fill(blank, statuses=STATUSES, results=RESULTS, remarks=REMARKS, breakages=[breakage])
    checked = judge(content, form)
    assert checked.state is SubmissionState.REJECTED
    assert [(one.code, one.sheet, one.cell) for one in checked.problems] == [problem]


def test_the_plan_s_words_are_locked_and_the_answers_open(blank: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(blank))["Báo cáo"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert not sheet.protection.formatRows  # rows stay free to grow
    heads = [cell.value for cell in sheet[6]]
    assert heads == [
        "TT",
        "Nhiệm vụ",
        "Vai trò",
        "Sản phẩm",
        "Thời gian theo Kế hoạch",
        "Trạng thái kỳ trước",
        "Trạng thái",
        "Kết quả thực hiện",
        "Khó khăn, vướng mắc",
        "Kiến nghị, đề xuất",
    ]
    assert [cell.protection.locked for cell in sheet[7]] == [True] * 6 + [False] * 4
    assert [cell.value for cell in sheet[7]][:6] == [
        "1",
        "Mở rộng, đa dạng hóa cơ chế hợp tác",
        "Chủ trì",
        "Báo cáo",
        "Thường xuyên",
        "Đang thực hiện",
    ]


def test_the_form_prints_the_period_and_the_deadline_in_the_document_s_words_and_as_a_working_day(blank: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(blank))["Báo cáo"]
    assert sheet["A1"].value == "CỤC ĐIỆN ẢNH"
    assert sheet["A2"].value == "BÁO CÁO NĂM TÌNH HÌNH THỰC HIỆN KẾ HOẠCH"
    assert sheet["A4"].value == (
        "Kỳ báo cáo: từ 01/12/2025 đến 30/11/2026 · "
        "Thời hạn theo văn bản: trước ngày 30 tháng 11 hàng năm · Chậm nhất thứ Sáu, 27/11/2026"
    )


def test_statuses_are_chosen_from_a_list_beside_the_table(blank: bytes) -> None:
    (validation,) = openpyxl.load_workbook(io.BytesIO(blank))["Báo cáo"].data_validations.dataValidation
    assert str(validation.sqref) == "G7:G9"
    assert validation.formula1 == '"Đã hoàn thành,Đang thực hiện,Chưa thực hiện,Không phát sinh"'


def test_the_form_prints_on_a4_landscape_one_page_wide_with_the_head_on_each_page(blank: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(blank))["Báo cáo"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr == PageSetupProperties(fitToPage=True)
    assert sheet.page_setup.fitToHeight == 0  # as many pages as it takes; the width stays at its default, one page
    assert sheet.print_title_rows == "$6:$6"
    assert sheet.freeze_panes == "C7"
    assert sheet["B7"].font.name == "Times New Roman"


def test_the_key_is_very_hidden_and_a_text_like_a_formula_stays_text(blank: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank))
    assert book.sheetnames == ["Hướng dẫn", "Báo cáo", "Chung", "_dunghen"]
    assert book["_dunghen"].sheet_state == "veryHidden"
    assert book.active is book["Báo cáo"]
    assert (book["Báo cáo"]["B9"].value, book["Báo cáo"]["B9"].data_type) == ("=Đào tạo nhân lực", "s")


def test_the_same_form_is_the_same_file(form: FormData, blank: bytes) -> None:
    assert make_form(form, SECRET) == blank


def test_a_rejected_form_goes_back_with_its_cells_marked_and_a_list_to_act_on(blank: bytes, form: FormData) -> None:
    content = fill(blank, statuses=STATUSES | {"21": "xong"}, results={}, remarks={"assessment": "Tốt."})
    checked = judge(content, form)
    returned = annotate(content, checked.problems)
    assert returned is not None
    book = openpyxl.load_workbook(io.BytesIO(returned))
    assert book.sheetnames == ["Lỗi cần sửa", "Hướng dẫn", "Báo cáo", "Chung", "_dunghen"]
    assert book.active is book["Lỗi cần sửa"]
    listed = [[cell.value for cell in row] for row in book["Lỗi cần sửa"].iter_rows(min_row=3)]
    assert listed == [
        ["STT", "Mức độ", "Trang tính", "Ô", "Vấn đề", "Cách sửa"],
        [
            1,
            "Phải sửa",
            "Báo cáo",
            "H7",
            "Nhiệm vụ TT 1 «Đang thực hiện» nhưng chưa ghi kết quả.",
            "Ghi kết quả cụ thể, có số liệu.",
        ],
        [
            2,
            "Phải sửa",
            "Báo cáo",
            "G8",
            "«xong» không phải là một trạng thái của biểu.",
            "Chọn một trong: «Đã hoàn thành», «Đang thực hiện», «Chưa thực hiện», «Không phát sinh».",
        ],
        [
            3,
            "Nên xem lại",
            "Chung",
            "C7",
            "Chưa có người lập biểu và số điện thoại.",
            "Nên ghi để cơ quan tổng hợp liên hệ khi cần làm rõ.",
        ],
    ]
    assert book["Báo cáo"]["H7"].fill.fgColor.rgb == "FFF4B084"
    assert "chưa ghi kết quả" in book["Báo cáo"]["H7"].comment.text
    assert book["Chung"]["C7"].fill.fgColor.rgb == "FFFFE699"
    assert book["_dunghen"].sheet_state == "veryHidden"


def test_a_returned_form_may_be_corrected_and_handed_in_as_it_is(
    blank: bytes, form: FormData, saved_again: Callable[[bytes], bytes]
) -> None:
    content = fill(blank, statuses=STATUSES, results={}, remarks=REMARKS)
    returned = annotate(content, judge(content, form).problems)
    assert returned is not None
    corrected = saved_again(fill(returned, statuses=STATUSES, results=RESULTS, remarks=REMARKS))
    assert judge(corrected, form).problems == ()


def test_marks_of_an_earlier_return_are_taken_away(blank: bytes, form: FormData) -> None:
    content = fill(blank, statuses=STATUSES, results={}, remarks=REMARKS)
    problems = judge(content, form).problems
    assert [one.cell for one in problems] == ["H7", "H8"]
    once = annotate(content, problems)
    assert once is not None
    twice = annotate(once, problems[1:])
    assert twice is not None
    book = openpyxl.load_workbook(io.BytesIO(twice))
    assert book.sheetnames.count("Lỗi cần sửa") == 1
    assert book["Báo cáo"]["H7"].comment is None
    assert book["Báo cáo"]["H7"].fill.fgColor.rgb == "FFFFF8DC"
    assert book["Báo cáo"]["H8"].comment is not None


def test_no_formula_of_a_submitter_computes_in_what_goes_back(blank: bytes, form: FormData) -> None:
    book = openpyxl.load_workbook(io.BytesIO(fill(blank, statuses=STATUSES, results=RESULTS, remarks=REMARKS)))
    book["Báo cáo"]["H7"] = '=HYPERLINK("http://x.invalid","bấm vào đây")'
    content = io.BytesIO()
    book.save(content)
    checked = judge(content.getvalue(), form)
    assert [(one.severity, one.code, one.cell) for one in checked.problems][-1] == (
        Severity.BLOCKER,
        "formula-empty",
        "H7",
    )
    returned = annotate(content.getvalue(), checked.problems)
    assert returned is not None
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(returned))["Báo cáo"].iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []


@settings(max_examples=40)
@given(place=st.integers(min_value=0), byte=st.integers(min_value=0, max_value=255))
def test_a_damaged_form_is_read_or_refused_and_never_more(blank: bytes, place: int, byte: int) -> None:
    damaged = bytearray(blank)
    damaged[place % len(blank)] = byte
    try:
        outcome = " ".join(read_workbook(bytes(damaged)).sheets)
    except UnreadableWorkbookError as refusal:
        outcome = str(refusal)
    assert "Hãy " in outcome or outcome == "Hướng dẫn Báo cáo Chung _dunghen"
