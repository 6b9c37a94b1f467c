"""The forms of the office itself: its mailboxes and settings (``settings.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dunghen.decision import ABSENT
from dunghen.editing.entry import Entry
from dunghen.fields.field import Section
from dunghen.fields.of_model import inputs_of
from dunghen.plans.office import Mailbox, OfficeSettings

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
        Section(title, inputs_of(Mailbox, at=(key,)), note)
        for key, title, note in _BOXES
        if key != "reply_to" or key in signed
    )
    other = Section("Khác", inputs_of(OfficeSettings, "place", "link_days", needed=("place",)))
    return Entry(FILE, (), "Hộp thư và thiết lập của văn phòng", (*boxes, other), signed, decided or ABSENT)
