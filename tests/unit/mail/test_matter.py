"""The letters about documents, meetings and bulletins: clean, complete, and deaf to what people wrote into them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from dunghen.exceptions import TemplateError
from dunghen.plans.office import Mailbox
from tests.unit.mail.contexts import render

HOSTILE = "<script>alert(1)</script>"
MATTER: dict[str, Any] = {
    "plan_title": "Kế hoạch triển khai Nghị quyết số 59-NQ/TW",
    "plan_short": "Kế hoạch 59-NQ/TW",
    "title": "Kế hoạch quý, kỳ quý IV/2026",
    "duty_title": "Kế hoạch quý",
    "cycle_name": "2026-Q4",
    "unit_name": "Cục Điện ảnh",
    "head": "Cục trưởng",
    "clause": "mục III",
    "lines": "704-706",
    "day_basis": "Ngày nêu trong thư do cơ quan đặt.",
    "operator": Mailbox(name="Chuyên viên đầu mối", email="dau-moi@bo.invalid"),
    "facts": (("Chậm nhất", "thứ Sáu, 18/09/2026"), ("Sản phẩm", "Kế hoạch")),
    "what_to_do": ("Trả lời thư này.",),
    "tone": "calm",
}
DOCUMENT = {
    "deadline": date(2026, 9, 18),
    "days_left": 7,
    "leads": True,
    "lead_names": "Cục Hợp tác quốc tế",
    "missing": ["Cục Hợp tác quốc tế"],
}
MEETING = {
    "day": date(2026, 6, 9),
    "was": date(2026, 5, 26),
    "agenda": ("Rà soát kết quả",),
    "late": False,
    "conclusions": "Giao Cục Điện ảnh.\n\nBáo cáo trong quý.",
}
BULLETIN = {
    "lead_names": "Cục Hợp tác quốc tế",
    "contributions": [("Cục Điện ảnh", "Tuần phim.")],
    "last_name": "2026-06",
    "last_issue": "Tin thứ nhất.",
}
ALL: dict[str, dict[str, Any]] = {
    **{f"deliverable-{name}": {**MATTER, **DOCUMENT} for name in ("remind", "overdue", "escalate")},
    **{
        f"meeting-{name}": {**MATTER, **MEETING}
        for name in ("input", "invite", "moved", "remind", "conclusions", "follow-up")
    },
    **{f"bulletin-{name}": {**MATTER, **BULLETIN} for name in ("collect", "draft")},
}


@pytest.mark.parametrize("template", ALL)
def test_text_and_html_are_clean(template: str) -> None:
    rendered = render(template, ALL[template])
    assert "\n" not in rendered.subject
    assert 10 < len(rendered.subject) < 200
    assert "\n\n\n" not in rendered.text
    assert not re.search(r"[{}]|None|&(lt|quot|amp);|<[a-z]", rendered.text)
    assert not re.search(r"\{\{|\{%|None", rendered.html)
    assert not re.search(r"<(img|link|script|iframe|table|style)\b|url\(|src=", rendered.html)


@pytest.mark.parametrize("template", ALL)
def test_both_parts_say_to_whom_what_by_when_and_why(template: str) -> None:
    rendered = render(template, ALL[template])
    for part in (rendered.text, " ".join(re.sub(r"<[^>]+>", " ", rendered.html).split())):
        assert "thứ Sáu, 18/09/2026" in part
        assert "mục III, Kế hoạch triển khai Nghị quyết số 59-NQ/TW (dòng 704–706 của bản lưu)" in part
        assert "do cơ quan đặt" in part
        assert "dau-moi@bo.invalid" in part


@pytest.mark.parametrize("template", ALL)
def test_what_people_wrote_is_shown_and_never_obeyed(template: str) -> None:
    written = {
        key: HOSTILE if isinstance(value, str) and key != "tone" else value for key, value in ALL[template].items()
    }
    listed = {
        "facts": ((HOSTILE, HOSTILE),),
        "what_to_do": (HOSTILE,),
        "agenda": (HOSTILE,),
        "missing": [HOSTILE],
        "contributions": [(HOSTILE, HOSTILE)],
    }
    html = render(template, {**written, **listed}).html
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_a_paragraph_of_what_was_handed_in_stays_a_paragraph() -> None:
    html = render("meeting-follow-up", ALL["meeting-follow-up"]).html
    assert re.search(r"<p[^>]*>Giao Cục Điện ảnh\.</p>\s*<p[^>]*>Báo cáo trong quý\.</p>", html)


def test_a_variable_that_is_missing_is_named() -> None:
    context = {key: value for key, value in ALL["meeting-invite"].items() if key != "agenda"}
    with pytest.raises(TemplateError, match="«meeting-invite» cần biến «agenda»"):
        render("meeting-invite", context)
