"""The forms of the office itself: its mailboxes and settings (``settings.yaml``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunghen.decision import ABSENT
from dunghen.editing.entry import Entry
from dunghen.fields.field import Email, Field, Number, Section

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

FILE = "settings.yaml"
_BOXES = (
    ("operator", "Chuyên viên phụ trách", "Nhận việc cần xử lý; tên và địa chỉ này đứng cuối mọi thư."),
    ("sender", "Người gửi", "Đứng tên gửi mọi thư."),
    ("reply_to", "Nơi nhận thư trả lời", "Báo cáo gửi bằng cách trả lời thư sẽ về đây."),
    ("rehearsal", "Hộp thư diễn tập", "Nhận mọi thư khi chưa gửi thật."),
)


def office_entry(signed: Mapping[str, Any], decided: Mapping[str, Any] | None) -> Entry:
    """The office's own settings; an entry without a path: the file is one mapping."""
    boxes = tuple(
        Section(
            title,
            (
                Field(path=(key, "name"), label="Tên chức danh, bộ phận (không ghi tên người)", required=True),
                Email(path=(key, "email"), label="Địa chỉ thư điện tử", required=True),
            ),
            note,
        )
        for key, title, note in _BOXES
        if key != "reply_to" or key in signed
    )
    other = Section(
        "Khác",
        (
            Field(path=("place",), label="Địa danh trên văn bản", required=True),
            Number(
                path=("link_days",),
                label="Đường dẫn của đơn vị còn mở sau ngày khóa sổ (ngày)",
                hint="Không ghi: 30 ngày.",
                most=366,
            ),
        ),
    )
    return Entry(FILE, (), "Hộp thư và thiết lập của văn phòng", (*boxes, other), signed, decided or ABSENT)
