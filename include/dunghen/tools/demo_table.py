"""The closing table of the demonstration: what went to whom, and what came back."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.table import Table

from dunghen.app import App
from dunghen.keys import CycleKey
from dunghen.records import ApprovalState, Message, MessageState, Severity, Submission, SubmissionState
from dunghen.wording.dates import local_day

if TYPE_CHECKING:
    from rich.console import Console

STEPS = {
    "request": "đề nghị",
    "remind": "nhắc",
    "overdue": "quá hạn",
    "escalate": "báo cấp trên",
    "receipt": "biên nhận",
    "rejection": "trả lại",
    "compile": "bản tổng hợp",
    "deliver-outward": "gửi ra ngoài",
    "deliver": "trình",
}
DECISIONS = {
    ApprovalState.REQUESTED: "chờ duyệt",
    ApprovalState.APPROVED: "đã duyệt",
    ApprovalState.REJECTED: "không duyệt",
    ApprovalState.EXPIRED: "hết hạn chờ",
}


def print_outcome(console: Console, app: App, cycle: CycleKey, *, late_from: date) -> None:
    """Print a row for each recipient, then what was not sent and why, then the approval."""
    messages = app.ledger.of_cycle(cycle)
    handed_in: dict[str, list[Submission]] = defaultdict(list)
    for submission in app.ledger.submissions(cycle):
        handed_in[submission.unit].append(submission)
    console.print()
    console.print(_table(app, messages, handed_in, late_from))
    _tell_unsent(console, messages)
    for approval in app.ledger.approvals():
        console.print(f"«{approval.subject}»: {DECISIONS[approval.state]}, người duyệt: {approval.by}.")


def _table(
    app: App, messages: Sequence[Message], handed_in: Mapping[str, Sequence[Submission]], late_from: date
) -> Table:
    table = Table(title="Ai nhận thư gì, ai nộp gì", title_justify="left")
    for heading in ("Nơi nhận", "Thư đã gửi", "Bài nộp"):
        table.add_column(heading, overflow="fold")
    sent: dict[str, list[Message]] = defaultdict(list)
    for message in sorted(messages, key=lambda one: one.due_at):
        if message.state is MessageState.SENT:
            sent[message.key.recipient].append(message)
    asked = {one.key.recipient for one in messages if one.key.step == "request"}
    for recipient in sorted(sent, key=lambda one: (one not in asked, one)):
        submissions = handed_in.get(recipient, ())
        nothing = "[red]chưa nộp[/red]" if recipient in asked else "—"
        versions = " → ".join(_hand_in(submission, late_from) for submission in submissions) or nothing
        table.add_row(app.office.directory.name(recipient), _mails(sent[recipient]), versions)
    return table


def _mails(mails: Sequence[Message]) -> str:
    """«đề nghị 28/10 · nhắc 06/11, 17/11 · biên nhận 18/11»."""
    days: dict[str, list[str]] = defaultdict(list)
    for one in mails:
        step = next((words for name, words in STEPS.items() if one.key.step.startswith(name)), one.key.step)
        days[step].append(f"{local_day(one.due_at):%d/%m}")
    return " · ".join(f"{step} {', '.join(on)}" for step, on in days.items())


def _hand_in(one: Submission, late_from: date) -> str:
    day = local_day(one.received_at)
    if one.state is SubmissionState.REJECTED:
        blockers = sum(problem.severity is Severity.BLOCKER for problem in one.problems)
        return f"[yellow]{day:%d/%m} trả lại ({blockers} lỗi)[/yellow]"
    how = "không phát sinh" if one.nil else "đủ"
    return f"[magenta]{day:%d/%m} {how}, muộn[/magenta]" if day >= late_from else f"[green]{day:%d/%m} {how}[/green]"


def _tell_unsent(console: Console, messages: Sequence[Message]) -> None:
    unsent = Counter(one.reason for one in messages if one.state is not MessageState.SENT)
    console.print(f"Đã gửi {len(messages) - unsent.total()} thư.")
    for reason, count in unsent.most_common():
        console.print(f"Không gửi {count} thư: {reason}.")
