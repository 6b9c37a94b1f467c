"""Three units and four tasks: the first led by all units, the second by nobody listed, the others by one unit each."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from dunghen.consolidation.compile import consolidate
from dunghen.directory.unit import Group
from dunghen.plans.cycle import Cycle
from dunghen.plans.task_table import TaskRow
from dunghen.records import Submission, SubmissionRow, SubmissionState
from dunghen.testing import REPORTING_UNITS, a_plan, a_submission, an_office
from dunghen.wording.dates import HANOI

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dunghen.consolidation.consolidated import Consolidated, TaskLine, UnitLine

HTQT, DIEN_ANH, BAO_CHI = REPORTING_UNITS
REJECTED = SubmissionState.REJECTED

GROUPS = (
    Group(slug="cac-don-vi-thuoc-bo", name="Các đơn vị thuộc Bộ", members=REPORTING_UNITS),
    Group(slug="cac-co-quan-quan-ly", name="Các cơ quan quản lý nhà nước thuộc Bộ"),
)
TASKS = (
    TaskRow(
        tt="1",
        task="Mở rộng hợp tác",
        leads=("cac-don-vi-thuoc-bo",),
        coordinators=(),
        product="Báo cáo",
        time="Thường xuyên",
    ),
    TaskRow(
        tt="2",
        task="Ngăn chặn",
        leads=("cac-co-quan-quan-ly",),
        coordinators=(BAO_CHI,),
        product="Biện pháp",
        time="Thường xuyên",
    ),
    TaskRow(tt="21", task="Liên hoan phim", leads=(DIEN_ANH,), coordinators=(HTQT,), product="Sự kiện", time="2026"),
    TaskRow(
        tt="27", task="Giao ban báo chí", leads=(BAO_CHI,), coordinators=(), product="Chỉ đạo", time="Thường xuyên"
    ),
)
CYCLE = Cycle(
    name="2026",
    anchor=date(2026, 11, 27),
    covers=(date(2025, 12, 1), date(2026, 11, 30)),
    deadline=date(2026, 11, 27),
    deadline_text="trước ngày 30 tháng 11 hàng năm",
    late_from=date(2026, 11, 30),
    lock=date(2026, 12, 4),
)
COMPILED = datetime(2026, 12, 4, 8, tzinfo=HANOI)
"""Thứ Sáu."""


def at(day: int, hour: int = 9, minute: int = 0, second: int = 0, *, month: int = 11) -> datetime:
    """An hour of a day of November 2026 in Hà Nội."""
    return datetime(2026, month, day, hour, minute, second, tzinfo=HANOI)


def told(unit: str, *rows: SubmissionRow, **changes: Any) -> Submission:
    """An accepted report of 24/11/2026 with these rows."""
    return a_submission(unit, **{"received_at": at(24), "rows": rows, **changes})


def compiled(
    submissions: Sequence[Submission], previous: Sequence[Submission] = (), as_of: datetime = COMPILED, **changes: Any
) -> Consolidated:
    """The cycle of 2026 compiled on the lock day."""
    plan = a_plan(task_rows=changes.pop("tasks", TASKS))
    directory = changes.pop("directory", an_office(groups=GROUPS).directory)
    arguments: dict[str, Any] = {
        "plan": plan,
        "duty": plan.duties[0],
        "cycle": CYCLE,
        "reporters": directory.expand(REPORTING_UNITS, CYCLE.anchor),
        "submissions": submissions,
        "previous": previous,
        "directory": directory,
        "as_of": as_of,
    }
    return consolidate(**{**arguments, **changes})


def unit_of(report: Consolidated, slug: str) -> UnitLine:
    """The line of one unit."""
    return next(unit for unit in report.units if unit.slug == slug)


def task_of(report: Consolidated, tt: str) -> TaskLine:
    """The line of one task."""
    return next(task for task in report.tasks if task.tt == tt)
