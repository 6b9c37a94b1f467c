"""Builders: plans, offices, units and records with sensible defaults; a test names only what it is about.

Every argument is optional and replaces the default of that name. ``a_plan`` is the yearly report of the NQ 59 plan
(document of 2025, lines 371-377); addresses are placeholders (RFC 2606) unless the test gives others.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from dunghen.calendar.working_days import WorkCalendar
from dunghen.directory.directory import Directory
from dunghen.directory.unit import Group, Unit
from dunghen.keys import ActionKey, CycleKey
from dunghen.loading.plan_file import plan_model
from dunghen.plans.office import Office, OfficeSettings
from dunghen.plans.plan import Plan
from dunghen.plans.task_table import TaskRow
from dunghen.records import (
    Approval,
    ApprovalState,
    CompiledDocument,
    CycleRecord,
    Draft,
    MessageState,
    NotSent,
    Submission,
    SubmissionRow,
    SubmissionState,
)

MINISTRY = "bo-van-hoa-the-thao-va-du-lich"
REPORTING_UNITS = ("cuc-hop-tac-quoc-te", "cuc-dien-anh", "cuc-bao-chi")
"""The units that report in ``a_plan`` unless a test says otherwise; the first one coordinates."""

NOON = datetime(2026, 10, 28, 5, tzinfo=UTC)
"""12:00 in Hà Nội on the day (thứ Tư) on which ``a_plan`` requests the report of 2026."""


def a_unit(slug: str = "cuc-dien-anh", **changes: Any) -> Unit:
    """A unit of the Ministry whose address is ``<slug>@bo.invalid``."""
    name = slug.replace("-", " ").capitalize()
    values: dict[str, Any] = {"name": name, "head": "Cục trưởng", "email": f"{slug}@bo.invalid", "house": MINISTRY}
    return Unit.model_validate({"slug": slug, **values, **changes})


def default_units() -> tuple[Unit, ...]:
    """The reporting units, the leaders of the Ministry, and the Ministry of Foreign Affairs (another house)."""
    names = ("Cục Hợp tác quốc tế", "Cục Điện ảnh", "Cục Báo chí")
    return (
        *(a_unit(slug, name=name) for slug, name in zip(REPORTING_UNITS, names, strict=True)),
        a_unit("lanh-dao-bo", name="Lãnh đạo Bộ", head="Bộ trưởng"),
        a_unit("bo-ngoai-giao", name="Bộ Ngoại giao", head="Bộ trưởng", house="bo-ngoai-giao"),
    )


def an_office(
    *,
    units: Sequence[Unit] | None = None,
    groups: Sequence[Group] = (),
    calendar: WorkCalendar | None = None,
    **settings: Any,
) -> Office:
    """An office with these units (the ones ``a_plan`` names, unless given); the rest are its settings."""
    values: dict[str, Any] = {
        "sender": {"name": "Cục Hợp tác quốc tế", "email": "van-thu@bo.invalid"},
        "operator": {"name": "Chuyên viên điều phối", "email": "dieu-phoi@bo.invalid"},
        "rehearsal": {"name": "Hộp thư diễn tập", "email": "dien-tap@bo.invalid"},
        "message_id_domain": "bo.invalid",
    }
    return Office(
        settings=OfficeSettings.model_validate({**values, **settings}),
        directory=Directory(units=tuple(default_units() if units is None else units), groups=tuple(groups)),
        calendar=calendar or WorkCalendar(announced=frozenset({2025, 2026})),
    )


def report_steps(**changes: Any) -> dict[str, Any]:
    """The steps of the yearly report as a plan file writes them."""
    return {
        "request": "-30d",
        "remind": ["-14wd", "-7wd", "-3wd", "-1wd"],
        "overdue": ["+1wd", "+3wd"],
        "escalate": {"at": "+3wd", "to": ["lanh-dao-bo"]},
        "compile": "+5wd",
        "deliver": {"to": ["lanh-dao-bo"], "then": {"to": ["bo-ngoai-giao"], "approve": "required"}},
        **changes,
    }


def a_report(**changes: Any) -> dict[str, Any]:
    """The yearly report as a plan file writes it."""
    return {
        "id": "annual-report",
        "kind": "report",
        "title": "Báo cáo năm tình hình thực hiện Kế hoạch",
        "facts": ["nq59-annual-report"],
        "source": {
            "lines": "371-377",
            "quote": "trước ngày 30 tháng 11 hàng năm",
            "clause": "điểm d khoản 1 mục IV",
            "basis": "stated",
        },
        "every": {"year": {"before": "11-30"}, "on_day_off": "previous-working-day"},
        "covers": {"from": "12-01", "to": "11-30"},
        "from": {"units": "all"},
        "to": "cuc-hop-tac-quoc-te",
        "steps": report_steps(),
        **changes,
    }


def a_plan(**changes: Any) -> Plan:
    """The NQ 59 plan with its yearly report; ``task_rows`` are empty unless given."""
    values: dict[str, Any] = {
        "id": "nq59-2025-2030",
        "title": "Kế hoạch của Bộ Văn hóa, Thể thao và Du lịch triển khai Nghị quyết số 59-NQ/TW",
        "short_title": "Kế hoạch Nghị quyết 59",
        "document": {"seed": "003_0a4df062fe43253d.txt", "issued_year": 2025, "issuer": MINISTRY},
        "status": "active",
        "period": {"from": date(2025, 1, 1), "to": date(2030, 12, 31)},
        "effective_from": date(2025, 1, 1),
        "house": MINISTRY,
        "lead": "cuc-hop-tac-quoc-te",
        "units": REPORTING_UNITS,
        "duties": [a_report()],
    }
    return plan_model().model_validate({**values, **changes})


def a_task(tt: str = "9", **changes: Any) -> TaskRow:
    """A row of the task table, led by the coordinating office; goes into ``a_plan(task_rows=...)``."""
    values: dict[str, Any] = {
        "task": "Tổ chức các Ngày/Tuần Văn hóa Việt Nam tại nước ngoài",
        "leads": ("cuc-hop-tac-quoc-te",),
        "coordinators": (),
        "product": "Sự kiện",
        "time": "Thường xuyên",
    }
    return TaskRow.model_validate({"tt": tt, **values, **changes})


def a_key(
    recipient: str = "cuc-dien-anh",
    *,
    plan: str = "nq59-2025-2030",
    duty: str = "annual-report",
    cycle: str = "2026",
    step: str = "request",
) -> ActionKey:
    """The name of one act towards one recipient."""
    return ActionKey(plan, duty, cycle, step, recipient)


def a_cycle_key(cycle: str = "2026", *, plan: str = "nq59-2025-2030", duty: str = "annual-report") -> CycleKey:
    """The name of one cycle."""
    return CycleKey(plan, duty, cycle)


def a_draft(recipient: str = "cuc-dien-anh", *, key: ActionKey | None = None, **changes: Any) -> Draft:
    """A rendered request to one unit, due at noon and void thirty days later."""
    values: dict[str, Any] = {
        "address": f"{recipient}@bo.invalid",
        "subject": "Đề nghị báo cáo năm 2026",
        "text": "Kính gửi đồng chí,",
        "html": "<p>Kính gửi đồng chí,</p>",
        "due_at": NOON,
        "expires_at": NOON + timedelta(days=30),
    }
    return Draft(key=key or a_key(recipient), **{**values, **changes})


def a_not_sent(recipient: str = "cuc-dien-anh", *, key: ActionKey | None = None, **changes: Any) -> NotSent:
    """A reminder that expired unsent."""
    values: dict[str, Any] = {
        "state": MessageState.EXPIRED,
        "reason": "hết hiệu lực trước khi gửi được",
        "due_at": NOON,
        "expires_at": NOON + timedelta(days=7),
    }
    return NotSent(key=key or a_key(recipient, step="remind-14"), **{**values, **changes})


def a_submission(unit: str = "cuc-dien-anh", **changes: Any) -> Submission:
    """An accepted report with one row."""
    values: dict[str, Any] = {
        "cycle": a_cycle_key(),
        "version": 1,
        "state": SubmissionState.ACCEPTED,
        "received_at": NOON,
        "channel": "submit",
        "sha256": "a" * 64,
        "original_name": "báo cáo 2026.xlsx",
        "rows": (SubmissionRow(tt="9", status="Đang thực hiện", result="03 Tuần Văn hóa"),),
    }
    return Submission(unit=unit, **{**values, **changes})


def an_approval(**changes: Any) -> Approval:
    """A requested approval of the delivery to the Ministry of Foreign Affairs."""
    values: dict[str, Any] = {
        "key": "nq59-2025-2030/annual-report/2026/deliver-outward",
        "state": ApprovalState.REQUESTED,
        "requested_at": NOON,
        "expires_at": NOON + timedelta(days=60),
        "subject": "Báo cáo năm 2026 gửi Bộ Ngoại giao",
        "content_sha256": "c" * 64,
    }
    return Approval(**{**values, **changes})


def a_cycle(**changes: Any) -> CycleRecord:
    """The cycle of 2026 as it was opened."""
    values: dict[str, Any] = {
        "key": a_cycle_key(),
        "plan_sha256": "b" * 64,
        "opened_at": NOON,
        "deadline": date(2026, 11, 27),
        "lock": date(2026, 12, 4),
    }
    return CycleRecord(**{**values, **changes})


def a_document(**changes: Any) -> CompiledDocument:
    """The consolidated workbook of 2026."""
    values: dict[str, Any] = {
        "cycle": a_cycle_key(),
        "name": "bao-cao-tong-hop-2026.xlsx",
        "media_type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "sha256": "d" * 64,
        "compiled_at": NOON,
    }
    return CompiledDocument(**{**values, **changes})
