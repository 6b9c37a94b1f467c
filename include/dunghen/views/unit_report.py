"""How the report of one unit in one cycle stands, and what became of each version (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dunghen.plans.cycle import Cycle
from dunghen.records import Problem, Severity, Submission
from dunghen.wording.dates import local_day, long_date


@dataclass(frozen=True, slots=True)
class UnitReport:
    """What the unit's page says.

    Attributes:
        words: how the report stands, one sentence.
        tone: ``good``, ``warn`` or ``bad``.
        chosen: the version that was asked for, None where none was.
        blockers, warnings: its problems.
        late: the chosen version came in after the deadline.
        versions: all versions, newest first.
    """

    words: str
    tone: str
    chosen: Submission | None
    blockers: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    late: bool
    versions: tuple[Submission, ...]


def unit_report(cycle: Cycle, submissions: Sequence[Submission], today: date, version: int) -> UnitReport:
    """How it stands today; ``submissions`` are the unit's, oldest first; ``version`` is the one to tell about."""
    words, tone = _standing(cycle, submissions, today)
    chosen = next((one for one in submissions if one.version == version), None)
    problems = chosen.problems if chosen else ()
    return UnitReport(
        words,
        tone,
        chosen,
        blockers=tuple(one for one in problems if one.severity is Severity.BLOCKER),
        warnings=tuple(one for one in problems if one.severity is Severity.WARNING),
        late=chosen is not None and is_late(cycle, chosen),
        versions=tuple(reversed(submissions)),
    )


def is_late(cycle: Cycle, submission: Submission) -> bool:
    """Whether it came in on the first late day or after."""
    return cycle.late_from is not None and local_day(submission.received_at) >= cycle.late_from


def _standing(cycle: Cycle, submissions: Sequence[Submission], today: date) -> tuple[str, str]:
    counting = [submission for submission in submissions if submission.counts]
    if counting:
        return _received(counting[-1], late=is_late(cycle, counting[0]))
    deadline = cycle.last_day
    overdue = today > deadline
    when = f"hạn cuối {long_date(deadline)} đã qua" if overdue else f"chậm nhất {long_date(deadline)}"
    if submissions:
        return f"Lần gửi gần nhất cần sửa rồi gửi lại. {when[0].upper()}{when[1:]}.", "bad"
    return f"Chưa nộp; {when}.", "bad" if overdue else "warn"


def _received(newest: Submission, *, late: bool) -> tuple[str, str]:
    nil = ", không phát sinh" if newest.nil else ""
    words = f"Đã nhận báo cáo{nil} (lần gửi thứ {newest.version}), {'muộn' if late else 'đúng hạn'}."
    return words, "warn" if late else "good"
