"""The reporting form (biểu báo cáo) as writer and reader both know it: sheets, columns, statuses, fields.

Columns and fields are found by their labels, never by their position, so a row inserted above the table or a copy saved
by another program does no harm.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dunghen.wording.look_alikes import as_seen

FORM_VERSION = "1"
"""Grows when a form of the older layout can no longer be read."""

LONGEST_TEXT = 32_000
"""Characters in one answer; a cell of Excel holds 32,767."""


class SheetName(StrEnum):
    """The sheets of the form."""

    GUIDE = "Hướng dẫn"
    REPORT = "Báo cáo"
    GENERAL = "Chung"
    KEY = "_dunghen"
    """Very hidden: which plan, duty, cycle and unit the form was made for."""
    PROBLEMS = "Lỗi cần sửa"
    """Only in a form that was sent back."""


def sheet_name(name: str) -> str:
    """The name of the form's sheet that looks so (programs write letters composed or not, people add spaces); else as it is."""
    return _SHEETS.get(as_seen(name).casefold(), name)


_SHEETS = {name.value.casefold(): name.value for name in SheetName}


class Status(StrEnum):
    """How far a task has come."""

    DONE = "Đã hoàn thành"
    GOING_ON = "Đang thực hiện"
    NOT_BEGUN = "Chưa thực hiện"
    NIL = "Không phát sinh"

    @property
    def needs_result(self) -> bool:
        """Whether the status says that something was done, so that the result must be told."""
        return self in (Status.DONE, Status.GOING_ON)


class Role(StrEnum):
    """The unit's part in a task."""

    LEAD = "Chủ trì"
    COORDINATE = "Phối hợp"


class Column(StrEnum):
    """The heads of the table on «Báo cáo»."""

    TT = "TT"
    TASK = "Nhiệm vụ"
    ROLE = "Vai trò"
    PRODUCT = "Sản phẩm"
    TIME = "Thời gian theo Kế hoạch"
    PREVIOUS = "Trạng thái kỳ trước"
    STATUS = "Trạng thái"
    RESULT = "Kết quả thực hiện"
    DIFFICULTY = "Khó khăn, vướng mắc"
    PROPOSAL = "Kiến nghị, đề xuất"

    @property
    def is_answer(self) -> bool:
        """Whether the unit fills it in."""
        return self in ANSWERS


ANSWERS = (Column.STATUS, Column.RESULT, Column.DIFFICULTY, Column.PROPOSAL)
REQUIRED = (Column.TT, Column.TASK, *ANSWERS)
"""Without these columns the table cannot be read."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A field of the general part: its name in ``Submission.remarks``, what the form calls it, and how to fill it in."""

    name: str
    label: str
    hint: str
    lines: int = 1
    """Lines of the answer's box when it is empty."""


NIL_LABEL = "Không phát sinh (ghi X)"
NIL_HINT = "Chỉ ghi X khi trong kỳ đơn vị không có nội dung nào phải báo cáo; khi đó không cần điền các ô khác."

REMARKS = (
    Remark(
        "assessment",
        "Đánh giá chung",
        "Kết quả nổi bật, mức độ thực hiện so với Kế hoạch, số liệu chính.",
        8,
    ),
    Remark("difficulties", "Khó khăn, vướng mắc chung", "Về cơ chế, kinh phí, nhân lực, phối hợp và nguyên nhân.", 6),
    Remark(
        "proposals", "Đề xuất, kiến nghị chung", "Kiến nghị với cấp trên, với cơ quan chủ trì theo dõi Kế hoạch.", 6
    ),
    Remark("contact", "Người lập biểu, điện thoại", "Không bắt buộc; để liên hệ khi cần làm rõ số liệu."),
)
ASSESSMENT, CONTACT = REMARKS[0], REMARKS[3]
