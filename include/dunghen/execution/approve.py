"""Approval of what leaves the house: asked with the letter as it would go, answered by a named person.

Silence means *not sent*. A recompiled report is another content, for which approval is asked anew.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from dunghen.agenda.action import Act
from dunghen.execution.deliver import letters
from dunghen.execution.gate import gate
from dunghen.records import Approval, ApprovalState, MessageState
from dunghen.wording.dates import clock_time

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from dunghen.execution.app import App
    from dunghen.plans.plan import Plan
    from dunghen.records import Draft, Message


def ask_approval(app: App, plan: Plan, duty_id: str, now: datetime) -> Approval | None:
    """Queue the outward letters of one duty, held back, and request their approval.

    Returns the approval to be answered; None where there is nothing to approve now.
    """
    owed = gate(app, plan, now).of(duty_id, Act.DELIVER_OUTWARD)
    if not owed:
        return _pending(app, plan, duty_id)
    action = owed[0].action
    key = f"{action.cycle_key}/{action.step.name}"
    batch = [one for one in owed if one.action is action]
    drafts, _ = letters(app, batch, "deliver-outward", now, approval=key)
    if not drafts:
        return None
    app.ledger.queue(drafts, now=now)
    return app.ledger.request_approval(
        Approval(
            key=key,
            state=ApprovalState.REQUESTED,
            requested_at=now,
            expires_at=action.expires_at,
            subject=drafts[0].subject,
            content_sha256=fingerprint(drafts),
        )
    )


def _pending(app: App, plan: Plan, duty_id: str) -> Approval | None:
    """The approval that an earlier, broken-off run of the task has requested."""
    requested = app.ledger.approvals(state=ApprovalState.REQUESTED)
    return next((one for one in requested if one.key.startswith(f"{plan.id}/{duty_id}/")), None)


def fingerprint(letters: Iterable[Draft | Message]) -> str:
    """A hash over everything that the approving person is shown and that will go: recipients, words, attachments."""
    seen = hashlib.sha256()
    for one in sorted(letters, key=lambda letter: letter.key):
        parts = (str(one.key), one.address, one.subject, one.text, one.html, *(each.sha256 for each in one.attachments))
        seen.update("\x00".join(part or "" for part in parts).encode())
        seen.update(b"\x01")
    return seen.hexdigest()


def awaiting(app: App, approval: Approval) -> tuple[Message, ...]:
    """The letters that wait for this approval."""
    plan = approval.key.partition("/")[0]
    queued = app.ledger.messages(plan=plan, state=MessageState.QUEUED)
    return tuple(message for message in queued if message.approval == approval.key)


def question(app: App, approval: Approval) -> str:
    """What the approving person reads, in Markdown: to whom, until when, the letter word for word, the attachments."""
    parts = [f"**Chờ duyệt trước:** {clock_time(approval.expires_at)}. Không trả lời nghĩa là **không gửi**."]
    for message in awaiting(app, approval):
        name = app.office.directory.name(message.key.recipient)
        files = ", ".join(f"`{one.name}`" for one in message.attachments)
        quoted = "\n".join(f"> {line}" for line in (message.text or "").splitlines())
        parts += [
            f"**Gửi tới:** {name} ({message.address})",
            f"**Tiêu đề:** {message.subject}",
            quoted,
            f"**Đính kèm:** {files}",
        ]
    return "\n\n".join(parts)


def decide(
    app: App, approval_key: str, *, approved: bool, by: str | None, automatic: bool, reason: str | None, now: datetime
) -> Approval:
    """Write down the answer; a refusal ends the letters with its reason.

    Raises:
        UnknownKeyError, TransitionError: see ``Ledger.decide``.
        ValueError: an approval without a named person.
    """
    if approved and (automatic or not by):
        raise ValueError("chỉ một người có tên mới duyệt được thư gửi ra ngoài")
    state = ApprovalState.APPROVED if approved else ApprovalState.EXPIRED if automatic else ApprovalState.REJECTED
    approval = app.ledger.approval(approval_key)
    waiting = awaiting(app, approval) if approval else ()
    answered = app.ledger.decide(approval_key, state, by=by, automatic=automatic, reason=reason, now=now)
    if not approved:
        why = "hết hạn chờ duyệt" if automatic else f"không được duyệt ({by})" + (f": {reason}" if reason else "")
        for message in waiting:
            app.ledger.change(
                str(message.key), MessageState.SUPPRESSED, now=now, by=by or "tự động", reason=why, automatic=automatic
            )
    return answered


def release(app: App, message: Message) -> bool:
    """Whether this outward letter may go: a person approved exactly this content."""
    approval = app.ledger.approval(message.approval) if message.approval else None
    if approval is None or approval.state is not ApprovalState.APPROVED or not approval.by:
        return False
    plan = message.key.plan
    together = [one for one in app.ledger.messages(plan=plan, limit=100_000) if one.approval == approval.key]
    return fingerprint(together) == approval.content_sha256
