"""Judges a submitted form. Pure: the same workbook, the same verdict; every problem at once, each with its remedy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from dunghen.keys import CycleKey
from dunghen.records import Problem, Severity, SubmissionRow, SubmissionState
from dunghen.submissions.answers import Answer, TaskLine, general_answers, task_lines
from dunghen.submissions.form import FormData
from dunghen.submissions.identity import Owner, identify
from dunghen.submissions.layout import NIL_LABEL, REMARKS, SheetName
from dunghen.submissions.rules import (
    altered_problems,
    general_problems,
    is_nil,
    nil_problems,
    row_problems,
    submission_rows,
)
from dunghen.submissions.workbook import RawWorkbook

_USE_THE_FORM = "Hãy điền vào đúng biểu gửi kèm thư đề nghị báo cáo rồi gửi lại."


@dataclass(frozen=True, slots=True)
class Checked:
    """The verdict on a submitted form.

    Attributes:
        cycle, unit: whose it is; None where neither the key nor the door could tell.
        nil: the unit says that there is nothing to report.
        rows: the task rows that could be read (empty for a nil report).
        remarks: the general part by field name (``layout.REMARKS``), filled fields only.
        problems: blockers and warnings, in the order of the form.
    """

    cycle: CycleKey | None
    unit: str | None
    nil: bool = False
    rows: tuple[SubmissionRow, ...] = ()
    remarks: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def state(self) -> SubmissionState:
        """Blockers reject; warnings pass."""
        if any(problem.severity is Severity.BLOCKER for problem in self.problems):
            return SubmissionState.REJECTED
        return SubmissionState.ACCEPTED_WITH_WARNINGS if self.problems else SubmissionState.ACCEPTED


def check(
    raw: RawWorkbook,
    *,
    expect: Callable[[CycleKey, str], FormData | None],
    secret: str,
    hint: Owner | None = None,
) -> Checked:
    """Check a submitted workbook against the form that was sent.

    Args:
        raw: what the reader found.
        expect: the form as made for a cycle and a unit; None where no such form exists.
        secret: the office's secret, under which forms are signed.
        hint: the cycle and unit that the door is sure of; it outweighs the key in the file.
    """
    owner, problems = identify(raw, secret=secret, hint=hint)
    if owner is None:
        return Checked(None, None, problems=problems)
    cycle, unit = owner
    form = expect(cycle, unit)
    if form is None:
        problems += (_blocker("no-such-form", f"Không có biểu nào của {unit} cho kỳ {cycle}.", _USE_THE_FORM),)
    if form is None or any(problem.severity is Severity.BLOCKER for problem in problems):
        return Checked(cycle, unit, problems=problems)
    return _judge(raw, form, problems)


def _judge(raw: RawWorkbook, form: FormData, problems: tuple[Problem, ...]) -> Checked:
    lines, general, missing = _parts(raw)
    if missing:
        return Checked(form.cycle, form.unit, problems=problems + missing)
    remarks = {remark.name: answer.text for remark in REMARKS if (answer := general.get(remark.label)) and answer.text}
    nil = is_nil(general.get(NIL_LABEL))
    found = (
        nil_problems(general, lines)
        if nil
        else (*row_problems(form, lines, remarks, raw.uncomputed), *general_problems(general, raw.uncomputed))
    )
    rows = () if nil else submission_rows(form, lines)
    told = (*problems, *found, *altered_problems(lines, general, raw.altered))
    return Checked(form.cycle, form.unit, nil, rows, remarks, told)


def _parts(raw: RawWorkbook) -> tuple[tuple[TaskLine, ...], Mapping[str, Answer], tuple[Problem, ...]]:
    """The table, the general part, and what of them is missing."""
    gone = [sheet for sheet in (SheetName.REPORT, SheetName.GENERAL) if sheet not in raw.sheets]
    if gone:
        return (
            (),
            {},
            tuple(
                _blocker("sheet-missing", f"Thiếu trang tính «{sheet}» (đã bị xóa hoặc đổi tên).", _USE_THE_FORM, sheet)
                for sheet in gone
            ),
        )
    lines, general = task_lines(raw), general_answers(raw)
    broken = [
        sheet
        for sheet, found in ((SheetName.REPORT, lines is not None), (SheetName.GENERAL, NIL_LABEL in general))
        if not found
    ]
    return (
        lines or (),
        general,
        tuple(
            _blocker("labels-altered", f"Tên cột hoặc tên mục trên trang «{sheet}» đã bị sửa.", _USE_THE_FORM, sheet)
            for sheet in broken
        ),
    )


def _blocker(code: str, what: str, remedy: str, sheet: str | None = None) -> Problem:
    return Problem(Severity.BLOCKER, code, what, remedy, sheet)
