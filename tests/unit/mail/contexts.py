"""What the templates are filled with in these tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace

import dunghen
from dunghen.mail.render import MAIL, Rendered
from dunghen.mail.render import render as filled_in
from dunghen.plans.office import Mailbox
from dunghen.records import Problem, Severity
from dunghen.wording.dates import HANOI

ASKING = {
    "plan_title": "Kế hoạch triển khai Chương trình hành động thực hiện Nghị quyết số 59-NQ/TW",
    "plan_short": "Kế hoạch 59-NQ/TW",
    "duty_title": "Báo cáo năm tình hình thực hiện Kế hoạch",
    "cycle_name": "2026",
    "unit_name": "Cục Điện ảnh",
    "head": "Cục trưởng",
    "deadline": date(2026, 11, 27),
    "deadline_text": "trước ngày 30 tháng 11 hàng năm",
    "clause": "điểm d khoản 1 mục IV",
    "lines": "371-377",
    "covers_from": date(2025, 12, 1),
    "covers_until": date(2026, 11, 30),
    "days_left": 7,
    "late": False,
    "form_name": "bao-cao-2026-cuc-dien-anh.xlsx",
    "has_form": True,
    "collector_name": "Cục Hợp tác quốc tế",
    "operator": Mailbox(name="Chuyên viên đầu mối", email="dau-moi@bo.invalid"),
}
"""Of the request, the reminder and the overdue notice."""

UNCLEAR = Problem(
    Severity.BLOCKER, "status", "Chưa chọn trạng thái của nhiệm vụ 12.", "Chọn trong danh sách.", "Báo cáo", "G18"
)
WHOLE_FILE = Problem(Severity.WARNING, "period", "Kỳ báo cáo không ghi rõ.", "Ghi «năm 2026».")

ANSWER = {
    **ASKING,
    "version": 2,
    "received_at": datetime(2026, 11, 25, 8, 15, tzinfo=HANOI),
    "original_name": "báo cáo (1).xlsx",
    "nil": False,
    "warnings": [],
    "blockers": [UNCLEAR],
}
"""Of the receipt and the rejection."""

DELIVERY = {
    **ASKING,
    "unit_name": "Bộ Ngoại giao",
    "house_name": "Bộ Văn hóa, Thể thao và Du lịch",
    "attachment_names": ["bao-cao-tong-hop.docx", "bao-cao-tong-hop.xlsx"],
}
"""Of the letters that deliver the compiled report."""

LINK = {
    **ASKING,
    "upload_url": "https://dung-hen.invalid/dunghen/nop/abc",
    "until": date(2027, 1, 3),
    "at": datetime(2026, 11, 2, 10, 0, tzinfo=HANOI),
    "delegate": SimpleNamespace(post="Phó Cục trưởng", address="pho@bo.invalid"),
    "asked_only": False,
    "by_office": False,
}
"""Of the mails about the unit's link."""


def render(template: str, context: Mapping[str, object]) -> Rendered:
    """The template, whichever room it lies in."""
    return filled_in(template, context, PACKAGES.get(template, MAIL))


PACKAGES = {
    path.stem: ".".join(path.parts[path.parts.index("include") + 1 : -2])
    for path in (Path(dunghen.__file__).parent).rglob("templates/*.md")
}
"""Of each template, the room in whose ``templates/`` it lies."""
