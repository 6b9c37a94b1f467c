"""A report that came on paper, and was entered by a clerk on the unit's behalf (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from dunghen.records import Problem, Severity, Submission
from dunghen.wording.dates import HANOI, clock_time, local_day, long_date

PAPER = "paper"
"""``Submission.channel``."""
ENTERED_BY, ENTERED_AT, REFERENCE = "entered_by", "entered_at", "reference"
"""Of ``Submission.remarks``: who entered it, at which instant (ISO 8601), and the number and sign of the letter."""
WITHOUT_FIGURES = Problem(
    Severity.WARNING,
    "paper-without-figures",
    "Bản giấy không kèm biểu điện tử: tính là đã nộp, nhưng không có số liệu để tổng hợp.",
    "Nhập biểu thay đơn vị (ghi nhận bản giấy lần nữa, kèm biểu đã điền), hoặc đơn vị gửi biểu qua đường dẫn.",
)


@dataclass(frozen=True, slots=True)
class Paper:
    """One letter on paper: the day on which it was received, its number and sign (may be empty), who entered it."""

    day: date
    reference: str
    by: str

    def received_at(self, now: datetime) -> datetime:
        """Noon of that day in Hà Nội; at the latest now.

        People know the day of a letter, not its hour, and lateness goes by the day. Noon there is the same day in UTC
        too; and what is entered today has not been received later than now, or a compilation at this hour would miss it.
        """
        return min(now, datetime.combine(self.day, time(12), HANOI))

    def remarks(self, now: datetime) -> Mapping[str, str]:
        """What the submission keeps of it."""
        told = {ENTERED_BY: self.by, ENTERED_AT: now.isoformat(), REFERENCE: self.reference}
        return {name: text for name, text in told.items() if text}

    def title(self, what: str) -> str:
        """What the submission is called where there is no file: «bản giấy số 12/BC-ĐA, không kèm tệp»."""
        return f"bản giấy{f' số {self.reference}' if self.reference else ''}, {what}"

    def why_not(self, asked: date, today: date) -> str | None:
        """Why it cannot be of that day: it was asked for on ``asked``; None where it can."""
        if self.day > today:
            return f"Ngày nhận bản giấy ({long_date(self.day)}) chưa tới; hôm nay là {long_date(today)}."
        if self.day < asked:
            return f"Ngày nhận bản giấy ({long_date(self.day)}) trước ngày đề nghị báo cáo ({long_date(asked)})."
        return None


def is_without_figures(one: Submission) -> bool:
    """Whether it counts as handed in, and nothing of it can be compiled."""
    return any(problem.code == WITHOUT_FIGURES.code for problem in one.problems)


def received_on(one: Submission) -> date | None:
    """The day of a letter on paper, whose hour nobody knows; None for what came by any other way."""
    return local_day(one.received_at) if one.channel == PAPER else None


def received_words(one: Submission) -> str:
    """«lúc 09:00, thứ Hai, 23/11/2026»; of paper only the day: «ngày thứ Hai, 23/11/2026 (bản giấy)»."""
    day = received_on(one)
    return f"ngày {long_date(day)} (bản giấy)" if day else f"lúc {clock_time(one.received_at)}"
