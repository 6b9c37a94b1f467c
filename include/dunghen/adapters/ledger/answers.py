"""How an approval is asked for and answered. The rules alone, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from dunghen.exceptions import TransitionError, UnknownKeyError
from dunghen.records import Approval, ApprovalState

_NAMES = {
    ApprovalState.REQUESTED: "chờ duyệt",
    ApprovalState.APPROVED: "đã duyệt",
    ApprovalState.REJECTED: "không duyệt",
    ApprovalState.EXPIRED: "quá hạn duyệt",
}


def requested(approval: Approval) -> Approval:
    """The approval as it is first written: without any answer."""
    return replace(approval, state=ApprovalState.REQUESTED, by=None, automatic=False, reason=None, decided_at=None)


def answered(
    asked: Approval, state: ApprovalState, *, by: str | None, automatic: bool, reason: str | None, now: datetime
) -> Approval:
    """The approval with its answer.

    Raises:
        TransitionError: it has an answer, that is no answer, or nobody gives his name for an approval (ADR 0004).
    """
    if asked.state is not ApprovalState.REQUESTED:
        who = f" ({asked.by})" if asked.by else ""
        raise TransitionError(
            f"Phê duyệt «{asked.key}» đã có kết quả «{_NAMES[asked.state]}»{who}, không thể trả lời lại."
        )
    if state is ApprovalState.REQUESTED:
        raise TransitionError(f"Phê duyệt «{asked.key}» cần kết quả: đã duyệt, không duyệt hoặc quá hạn duyệt.")
    if state is ApprovalState.APPROVED and (automatic or not by):
        raise TransitionError(f"Phê duyệt «{asked.key}» phải do một người có tên quyết định, không tự động duyệt.")
    return replace(asked, state=state, by=by, automatic=automatic, reason=reason, decided_at=now)


def never_asked(key: str) -> UnknownKeyError:
    """The error for a name under which no approval was requested."""
    return UnknownKeyError(f"Sổ không có yêu cầu phê duyệt nào tên «{key}».")
