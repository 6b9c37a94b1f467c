"""Every error of the package, in one small tree.

The docstring of an error is its default message, so that each reads as a sentence::

    DungHenError
    ├── ClockError               the clock cannot be believed, so that nothing is done by it
    ├── ConfigError              the configuration cannot be used (carries every problem found)
    ├── DecisionError            what the office decides cannot be kept as it is
    │   └── OutdatedDecisionError  somebody else has decided on it since
    ├── SettingsError            an environment setting is missing or wrong
    ├── KeyFormatError           a text is not the name of a cycle or an action
    ├── TemplateError            a template asks for something that does not exist
    ├── DayRuleError             no rule tells on which day of a year an occasion falls
    ├── CalendarFileError        a calendar file (.ics) cannot be read, or its events not be added
    ├── ApproverError            who would approve is not among the office's approvers
    ├── LedgerError
    │   ├── EntryError           what a person enters does not fit the plan
    │   ├── UnknownKeyError      the ledger has no message of that name
    │   └── TransitionError      a message cannot go from its state to that one
    ├── MailError                the outcome of handing a message to the mail server
    │   ├── TemporaryMailError   try again later; nothing was accepted
    │   ├── PermanentMailError   it will never be accepted as it is
    │   └── UnknownMailError     nobody knows whether it was accepted
    │       └── LateAnswerError  nobody knows yet; it can still be waited for
    ├── UnreadableWorkbookError  a file cannot be read as a workbook
    └── UnfinishedError          some of many failed; the others are done
        └── UnsentMailError      some messages of a batch are still to be sent
            └── HeldError        none may go: the ledger does not know what was sent
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dunghen.values.problem import ConfigProblem


class DungHenError(Exception):
    """Đúng Hẹn gặp lỗi."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or (type(self).__doc__ or "").strip())


class ClockError(DungHenError):
    """Đồng hồ không đáng tin."""


class ConfigError(DungHenError):
    """Cấu hình có lỗi."""

    def __init__(self, problems: Sequence[ConfigProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems) or None)


class DecisionError(DungHenError):
    """Quyết định này không ghi được."""


class OutdatedDecisionError(DecisionError):
    """Có người vừa quyết mục này: hãy xem lại rồi ghi."""


class SettingsError(DungHenError):
    """Thiết lập môi trường thiếu hoặc sai."""


class KeyFormatError(DungHenError, ValueError):
    """Tên kỳ hoặc tên việc không đúng dạng kế-hoạch/nhiệm-vụ/kỳ/mốc/nơi-nhận."""


class TemplateError(DungHenError):
    """Mẫu thư dùng một biến không có."""


class DayRuleError(DungHenError, ValueError):
    """Không biết dịp này rơi vào ngày nào trong năm."""


class CalendarFileError(DungHenError):
    """Tệp lịch không dùng được."""


class ApproverError(DungHenError):
    """Người này không có trong danh sách người duyệt."""


class LedgerError(DungHenError):
    """Sổ gặp lỗi."""


class EntryError(LedgerError, ValueError):
    """Điều được ghi nhận không khớp với kế hoạch."""


class UnknownKeyError(LedgerError, LookupError):
    """Sổ không có thư nào mang tên này."""


class TransitionError(LedgerError):
    """Thư không thể chuyển từ trạng thái hiện tại sang trạng thái đó."""


class MailError(DungHenError):
    """Máy chủ thư không nhận thư."""


class TemporaryMailError(MailError):
    """Máy chủ thư tạm thời chưa nhận; sẽ gửi lại."""


class PermanentMailError(MailError):
    """Máy chủ thư từ chối hẳn."""


class UnknownMailError(MailError):
    """Không rõ máy chủ thư đã nhận hay chưa."""


class LateAnswerError(UnknownMailError):
    """Máy chủ thư chưa trả lời."""

    def __init__(self, answered: Callable[[], bool], wait: Callable[[], str]) -> None:
        super().__init__()
        self.answered = answered
        """Whether there is an answer by now, or its time is over; asks without waiting."""
        self.wait = wait
        """Waits for what is left of the time, once; returns the answer or raises as the hand-over would have."""


class UnreadableWorkbookError(DungHenError):
    """Tệp không đọc được như một bảng tính .xlsx."""


class UnfinishedError(DungHenError):
    """Còn việc chưa làm được; lần chạy sau sẽ làm tiếp."""


class UnsentMailError(UnfinishedError):
    """Còn thư chưa gửi được; lần chạy sau sẽ gửi tiếp."""


class HeldError(UnsentMailError):
    """Đang giữ thư thật: sổ không chắc biết những thư đã gửi."""
