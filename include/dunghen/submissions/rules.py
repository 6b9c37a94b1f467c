"""The rules of the form: what stops a submission, and what is only told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from dunghen.records import Problem, Severity, SubmissionRow
from dunghen.submissions.answers import Answer, TaskLine
from dunghen.submissions.form import FormData
from dunghen.submissions.layout import (
    ANSWERS,
    ASSESSMENT,
    CONTACT,
    LONGEST_TEXT,
    NIL_LABEL,
    Column,
    SheetName,
    Status,
)
from dunghen.submissions.workbook import ERROR_VALUES
from dunghen.wording.look_alikes import as_seen
from dunghen.wording.nearest import nearest
from dunghen.wording.slug import slug

_TICKS = frozenset({"x", "×", "✓", "✔", "v", "có", "true", "1"})
_SHORTEST_RESULT = 5
_STATUS_BY_SLUG = {slug(status.value): status for status in Status}
_STATUSES = ", ".join(f"«{status}»" for status in Status)
_RESTORE = "Hãy chép câu trả lời sang biểu đã nhận, giữ nguyên các dòng nhiệm vụ, rồi gửi lại."


def status_of(text: str) -> Status | None:
    """The status meant; case, spaces, missing diacritics («da hoan thanh») and foreign letters leave no doubt."""
    return _STATUS_BY_SLUG.get(slug(as_seen(text)))


def is_nil(answer: Answer | None) -> bool:
    """Whether the nil cell is ticked."""
    return answer is not None and answer.text.casefold() in _TICKS


def nil_problems(general: Mapping[str, Answer], lines: Sequence[TaskLine]) -> Iterator[Problem]:
    """A nil report tells of nothing else: a filled row contradicts it."""
    for line in lines:
        status = line.text(Column.STATUS)
        if any(line.text(column) for column in ANSWERS[1:]) or (status and status_of(status) is not Status.NIL):
            yield _blocker(
                "nil-and-filled",
                "Đã ghi X ở «Không phát sinh» nhưng bảng nhiệm vụ vẫn có nội dung.",
                f"Bỏ dấu X ở trang «{SheetName.GENERAL}», hoặc xóa nội dung đã điền ở trang «{SheetName.REPORT}».",
                general[NIL_LABEL],
            )
            return


def submission_rows(form: FormData, lines: Sequence[TaskLine]) -> tuple[SubmissionRow, ...]:
    """The rows of the form that came back with a status, in the order of the form."""
    by_tt = {line.text(Column.TT): line for line in reversed(lines)}
    return tuple(
        SubmissionRow(
            row.tt,
            status.value,
            line.text(Column.RESULT),
            line.text(Column.DIFFICULTY),
            line.text(Column.PROPOSAL),
        )
        for row in form.rows
        if (line := by_tt.get(row.tt)) and (status := status_of(line.text(Column.STATUS)))
    )


def row_problems(
    form: FormData,
    lines: Sequence[TaskLine],
    remarks: Mapping[str, str],
    uncomputed: Mapping[str, Sequence[str]],
) -> Iterator[Problem]:
    """What is wrong with the table."""
    is_filled = any(line.text(column) for line in lines for column in ANSWERS)
    if not is_filled and (form.rows or not remarks.get(ASSESSMENT.name)):
        yield _EMPTY_FORM
        return
    yield from _altered_table(form, lines)
    tasks = {row.tt: row.task for row in form.rows}
    for line in lines:
        if line.text(Column.TT) in tasks:
            yield from _altered_task(line, tasks[line.text(Column.TT)])
            yield from _seen(_status_problems(line), uncomputed.get(SheetName.REPORT, ()))
        for column in ANSWERS:
            yield from _text_problems(line.cells[column], uncomputed)


def _seen(problems: Iterator[Problem], silent: Sequence[str]) -> Iterator[Problem]:
    """Without those of ``silent`` cells: an answer is there, though nobody can see it."""
    return (problem for problem in problems if problem.cell not in silent)


_EMPTY_FORM = Problem(
    Severity.BLOCKER,
    "empty-form",
    "Biểu chưa được điền.",
    f"Chọn trạng thái và ghi kết quả cho từng nhiệm vụ; nếu không có gì phải báo cáo, ghi X ở trang «{SheetName.GENERAL}».",
    SheetName.REPORT.value,
)


def _altered_table(form: FormData, lines: Sequence[TaskLine]) -> Iterator[Problem]:
    counts = Counter(line.text(Column.TT) for line in lines)
    for row in form.rows:
        if not counts[row.tt]:
            what = f"Thiếu dòng nhiệm vụ TT {row.tt}."
            yield Problem(Severity.BLOCKER, "row-missing", what, _RESTORE, SheetName.REPORT.value)
    known = {row.tt for row in form.rows}
    seen: set[str] = set()
    for line in lines:
        tt = line.cells[Column.TT]
        if tt.text not in known:
            yield _blocker("row-added", f"Dòng «{tt.text or 'không có TT'}» không có trong biểu đã gửi.", _RESTORE, tt)
        elif tt.text in seen:
            yield _blocker("row-repeated", f"Nhiệm vụ TT {tt.text} xuất hiện {counts[tt.text]} lần.", _RESTORE, tt)
        seen.add(tt.text)


def _altered_task(line: TaskLine, task: str) -> Iterator[Problem]:
    if as_seen(line.text(Column.TASK)) != as_seen(task):
        tt = line.text(Column.TT)
        what = f"Nội dung nhiệm vụ TT {tt} đã bị sửa so với biểu đã gửi."
        yield _blocker("task-altered", what, _RESTORE, line.cells[Column.TASK])


def _status_problems(line: TaskLine) -> Iterator[Problem]:
    answer = line.cells[Column.STATUS]
    if not answer.text:
        what = f"Nhiệm vụ TT {line.text(Column.TT)} chưa chọn trạng thái."
        yield _blocker("status-empty", what, f"Chọn một trong: {_STATUSES}.", answer)
    elif status := status_of(answer.text):
        yield from _result_problems(line, status)
    elif answer.text not in ERROR_VALUES:
        near = nearest(as_seen(answer.text), [status.value for status in Status])
        remedy = f"Có phải «{near}»? " if near else ""
        what = f"«{_short(answer.text)}» không phải là một trạng thái của biểu."
        yield _blocker("status-unknown", what, f"{remedy}Chọn một trong: {_STATUSES}.", answer)


def _result_problems(line: TaskLine, status: Status) -> Iterator[Problem]:
    tt, result = line.text(Column.TT), line.cells[Column.RESULT]
    if status.needs_result and not result.text:
        what = f"Nhiệm vụ TT {tt} «{status}» nhưng chưa ghi kết quả."
        yield _blocker("result-empty", what, "Ghi kết quả cụ thể, có số liệu.", result)
    elif status.needs_result and len(result.text) < _SHORTEST_RESULT:
        what = f"Kết quả của nhiệm vụ TT {tt} quá ngắn («{result.text}»)."
        yield _warning("result-short", what, "Nên nêu việc đã làm, thời gian, số liệu.", result)
    elif status is Status.NOT_BEGUN and not (line.text(Column.DIFFICULTY) or result.text):
        what = f"Nhiệm vụ TT {tt} «{status}» nhưng chưa nêu lý do."
        yield _warning("reason-empty", what, "Nên nêu lý do và thời gian dự kiến.", line.cells[Column.DIFFICULTY])


def general_problems(general: Mapping[str, Answer], uncomputed: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    """What is wrong with the general part of a report that is not nil."""
    nil = general[NIL_LABEL]
    if nil.text:
        what = f"Ô «Không phát sinh» ghi «{_short(nil.text)}»: không rõ có phải báo cáo không phát sinh hay không."
        yield _blocker("nil-unclear", what, "Ghi X, hoặc để trống.", nil)
    for label, answer in general.items():
        if label != NIL_LABEL:
            yield from _text_problems(answer, uncomputed)
    contact = general.get(CONTACT.label)
    if contact and not contact.text:
        what = "Chưa có người lập biểu và số điện thoại."
        yield _warning("contact-empty", what, "Nên ghi để cơ quan tổng hợp liên hệ khi cần làm rõ.", contact)


def altered_problems(
    lines: Sequence[TaskLine], general: Mapping[str, Answer], altered: Mapping[str, Sequence[str]]
) -> Iterator[Problem]:
    """The answers that are not kept letter for letter: the report may stand, but the unit should read them again."""
    for answer in (*(line.cells[column] for line in lines for column in ANSWERS), *general.values()):
        if answer.cell in altered.get(answer.sheet, ()):
            yield _warning(
                "characters-lost",
                "Ô có ký tự không đọc được (ký tự điều khiển hoặc chữ hỏng); đã thay bằng dấu cách hoặc dấu �.",
                "Nên xem lại ô này, gõ lại chỗ bị thay rồi gửi lại nếu cần.",
                answer,
            )


def _text_problems(answer: Answer, uncomputed: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    if answer.cell in uncomputed.get(answer.sheet, ()):
        yield _blocker(
            "formula-empty",
            "Ô chứa công thức chưa có giá trị.",
            "Gõ thẳng nội dung vào ô, không dùng công thức.",
            answer,
        )
    elif answer.text in ERROR_VALUES:
        yield _blocker(
            "cell-error", f"Ô mang giá trị lỗi {answer.text}.", "Gõ thẳng nội dung vào ô, không dùng công thức.", answer
        )
    elif len(answer.text) > LONGEST_TEXT:
        what = f"Nội dung dài {len(answer.text)} ký tự, quá {LONGEST_TEXT}."
        yield _blocker("text-long", what, "Rút gọn; phần chi tiết gửi thành tài liệu kèm theo.", answer)
    elif answer.text.startswith(("=", "@")):
        yield _warning(
            "formula-like",
            "Nội dung bắt đầu như một công thức; được giữ nguyên như chữ.",
            "Bỏ dấu ở đầu nếu gõ nhầm.",
            answer,
        )


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def _blocker(code: str, what: str, remedy: str, at: Answer) -> Problem:
    return Problem(Severity.BLOCKER, code, what, remedy, at.sheet, at.cell)


def _warning(code: str, what: str, remedy: str, at: Answer) -> Problem:
    return Problem(Severity.WARNING, code, what, remedy, at.sheet, at.cell)
