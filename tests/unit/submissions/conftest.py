"""A form of three tasks, and the same form as it comes back on paper that a test can write on."""

from __future__ import annotations

from datetime import date

import pytest

from dunghen.keys import CycleKey
from dunghen.submissions.cells import cell_place
from dunghen.submissions.form import FormData, FormRow
from dunghen.submissions.signature import sign
from dunghen.submissions.workbook import RawWorkbook

SECRET = "bí mật của cơ quan"
CYCLE = CycleKey("nq59-2025-2030", "annual-report", "2026")
UNIT = "cuc-dien-anh"


class Paper:
    """A filled-in form as the reader gives it: sheets of text. F is the status, G the result, H difficulty, I proposal."""

    def __init__(self, form: FormData) -> None:
        head = ["TT", "Nhiệm vụ", "Vai trò", "Sản phẩm", "Thời gian theo Kế hoạch"]
        answers = ["Trạng thái", "Kết quả thực hiện", "Khó khăn, vướng mắc", "Kiến nghị, đề xuất"]
        self.sheets = {
            "Báo cáo": [
                ["CỤC ĐIỆN ẢNH"],
                ["BÁO CÁO NĂM"],
                ["Kế hoạch"],
                ["Kỳ báo cáo"],
                ["Chỉ điền các ô nền vàng"],
                [*head, *answers],
                *([row.tt, row.task, row.role, row.product, row.time, "", "", "", ""] for row in form.rows),
            ],
            "Chung": [
                ["PHẦN CHUNG CỦA ĐƠN VỊ"],
                [""],
                ["Không phát sinh (ghi X)", "", ""],
                ["Đánh giá chung", "", ""],
                ["Khó khăn, vướng mắc chung", "", ""],
                ["Đề xuất, kiến nghị chung", "", ""],
                ["Người lập biểu, điện thoại", "", ""],
            ],
            "_dunghen": [
                ["version", "1"],
                ["cycle", str(form.cycle)],
                ["unit", form.unit],
                ["signature", sign(form.cycle, form.unit, "1", SECRET)],
            ],
        }
        self.uncomputed: dict[str, list[str]] = {}

    def put(self, sheet: str, **cells: str) -> Paper:
        """Write texts into cells: ``put("Báo cáo", G7="…")``."""
        for name, text in cells.items():
            row, column = cell_place(name)
            self.sheets[sheet][row][column] = text
        return self

    def raw(self) -> RawWorkbook:
        return RawWorkbook(self.sheets, self.uncomputed)


@pytest.fixture
def form() -> FormData:
    return FormData(
        cycle=CYCLE,
        unit=UNIT,
        unit_name="Cục Điện ảnh",
        plan_title="Kế hoạch triển khai Nghị quyết số 59-NQ/TW",
        duty_title="Báo cáo năm tình hình thực hiện Kế hoạch",
        covers=(date(2025, 12, 1), date(2026, 11, 30)),
        deadline=date(2026, 11, 27),
        deadline_text="trước ngày 30 tháng 11 hàng năm",
        rows=(
            FormRow("1", "Mở rộng, đa dạng hóa các cơ chế hợp tác quốc tế", "Chủ trì", "Báo cáo", "Thường xuyên"),
            FormRow("21", "Đăng cai tổ chức liên hoan phim", "Chủ trì", "Sự kiện", "Theo kế hoạch đề ra"),
            FormRow("28", "Đào tạo, bồi dưỡng nguồn nhân lực", "Phối hợp", "Đề án", "Thường xuyên"),
        ),
    )


@pytest.fixture
def empty(form: FormData) -> Paper:
    """The form as it was sent."""
    return Paper(form)


@pytest.fixture
def filled(form: FormData) -> Paper:
    """The form as a careful unit fills it in: rows 7 to 9 of «Báo cáo» and the general part."""
    paper = Paper(form)
    paper.put("Báo cáo", F7="Đang thực hiện", G7="Ký 02 bản ghi nhớ hợp tác.")
    paper.put("Báo cáo", F8="Đã hoàn thành", G8="Tổ chức LHP quốc tế.", H8="Kinh phí chậm.", I8="Cấp từ quý I.")
    paper.put("Báo cáo", F9="Không phát sinh")
    return paper.put("Chung", C4="Hoàn thành 2/3 nhiệm vụ.", C7="Văn phòng Cục, máy lẻ 101")
