"""Rehearsed mails to compare: each test names only what it is about."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from dunghen.plans.cycle import Act
from dunghen.values.source import Basis
from dunghen.views.rehearsal import AttachedFile, Mail, Part, Rehearsed, RehearsedPlan
from dunghen.wording.dates import HANOI

PLAN = "nq59-2025-2030"


def a_part(key: str = f"{PLAN}/annual-report/2026/request/cuc-dien-anh", **changes: Any) -> Part:
    """The request to one unit."""
    values: dict[str, Any] = {
        "name": "Cục Điện ảnh",
        "addressed": "Cục trưởng Cục Điện ảnh",
        "address": "cuc-dien-anh@bo.invalid",
        "duty": "Báo cáo năm",
        "act": Act.REQUEST,
        "clause": "điểm d khoản 1 mục IV",
        "seed": "003_0a4df062fe43253d.txt",
        "lines": "371-377",
        "basis": Basis.STATED,
        "step_basis": Basis.SETTING,
        "outward": False,
        "approval": False,
        "subject": "Báo cáo năm 2026",
        "text": "a" * 64,
        "html": "b" * 64,
        "attachments": (AttachedFile(name="bieu-mau.xlsx", seen="c" * 64),),
    }
    return Part(key=key, **{**values, **changes})


def a_mail(*parts: Part, at: datetime = datetime(2026, 11, 17, 8, tzinfo=HANOI), **changes: Any) -> Mail:
    """A mail of thứ Ba, 17/11/2026 that carries these parts."""
    values: dict[str, Any] = {
        "number": 1,
        "plan": PLAN,
        "subject": "Báo cáo năm 2026",
        "sender": "Văn thư <van-thu@bo.invalid>",
        "reply_to": "Tiếp nhận <tiep-nhan@bo.invalid>",
        "file": f"{PLAN}/thu.eml",
    }
    return Mail(at=at, parts=parts or (a_part(),), **{**values, **changes})


def a_rehearsed(*mails: Mail) -> Rehearsed:
    """What came out of the rehearsal of one plan."""
    plan = RehearsedPlan(id=PLAN, short_title="Kế hoạch Nghị quyết 59", draft=False)
    return Rehearsed(plans=(plan,), broken=(), mails=mails)
