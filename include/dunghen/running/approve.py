"""Approval of what leaves the house: asked with the letter as it would go, answered by a named person.

Silence means *not sent*. A recompiled report is another content, for which approval is asked anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dunghen.agenda.action import Action
from dunghen.agenda.due import Owed
from dunghen.app import App
from dunghen.exceptions import ApproverError
from dunghen.kinds.registry import kind_named
from dunghen.letters.attempt import Failures
from dunghen.letters.writing import write_letters
from dunghen.plans.cycle import Act
from dunghen.plans.plan import Plan
from dunghen.records import Approval, ApprovalState, Draft, MessageState
from dunghen.running.gate import gate
from dunghen.running.release import awaiting, fingerprint
from dunghen.wording.dates import clock_time


def ask_approvals(
    app: App,
    plan: Plan,
    duty_id: str,
    now: datetime,
    *,
    clock: datetime | None = None,
    actions: Sequence[Action] | None = None,
) -> tuple[tuple[Approval, ...], Failures]:
    """Queue the outward letters of one duty, held back, and request their approval: one for each cycle and step.

    Returns the approvals to be answered, and what went wrong with others. Where nothing is owed any more, those that an
    earlier, broken-off run of the same task has requested. ``clock``, ``actions``: see ``gate``.
    """
    owed = gate(app, plan, now, clock=clock, actions=actions).of(duty_id, Act.DELIVER_OUTWARD)
    if not owed:
        return _pending(app, plan, duty_id), Failures()
    writer = kind_named(plan.duty(duty_id).kind).performers.outward
    assert writer, f"{duty_id}: loại nhiệm vụ này không gửi gì ra ngoài"
    batch = write_letters(app, owed, now, writer, approval=_approval_key)
    batch.enter(app.ledger, now)
    asked: list[Approval] = []
    for key in dict.fromkeys(draft.approval for draft in batch.drafts):
        with batch.failures.apart(f"duyệt {key}"):
            asked.append(_request(app, key, [one for one in batch.drafts if one.approval == key], now))
    return tuple(asked), batch.failures


def _approval_key(one: Owed) -> str:
    return f"{one.action.cycle_key}/{one.action.step.name}"


def _request(app: App, key: str | None, drafts: list[Draft], now: datetime) -> Approval:
    assert key
    return app.ledger.request_approval(
        Approval(
            key=key,
            state=ApprovalState.REQUESTED,
            requested_at=now,
            expires_at=min(draft.expires_at for draft in drafts),
            subject=drafts[0].subject,
            # With the letters of the same approval that were written earlier: of one that failed first, all are shown again.
            content_sha256=fingerprint(app.ledger.of_approvals([key])),
        )
    )


def _pending(app: App, plan: Plan, duty_id: str) -> tuple[Approval, ...]:
    requested = app.ledger.approvals(state=ApprovalState.REQUESTED)
    return tuple(each for each in requested if (each.cycle.plan, each.cycle.duty) == (plan.id, duty_id))


def heading(app: App, approval: Approval) -> str:
    """One line in Vietnamese, whatever language the letter is in: to whom, and of which duty."""
    names = ", ".join(app.office.directory.name(letter.key.recipient) for letter in awaiting(app, approval.key))
    cycle = approval.cycle
    return f"Duyệt thư gửi ra ngoài: {names} ({app.plans[cycle.plan].duty(cycle.duty).title})"


def question(app: App, approval: Approval) -> str:
    """What the approving person reads, in Markdown: to whom, until when, the letter word for word, the attachments."""
    parts = [f"**Chờ duyệt trước:** {clock_time(approval.expires_at)}. Không trả lời nghĩa là **không gửi**."]
    for message in awaiting(app, approval.key):
        name = app.office.directory.name(message.key.recipient)
        files = ", ".join(f"`{one.name}`" for one in message.attachments)
        quoted = "\n".join(f"> {line}" for line in (message.text or "").splitlines())
        parts += [f"**Gửi không sớm hơn:** {clock_time(message.not_before)}"] if message.not_before else []
        parts += [
            f"**Gửi tới:** {name} ({message.address})",
            f"**Tiêu đề:** {message.subject}",
            quoted,
            f"**Đính kèm:** {files or 'không có'}",
        ]
    return "\n\n".join(parts)


def decide(
    app: App, approval_key: str, *, approved: bool, by: str | None, automatic: bool, reason: str | None, now: datetime
) -> Approval:
    """Write down the answer; a refusal ends the letters with its reason.

    Raises:
        UnknownKeyError, TransitionError: see ``Ledger.decide``.
        ValueError: an approval without a named person.
        ApproverError: that person is not among the office's approvers. Nothing is written: the letter goes on waiting.
    """
    if approved and (automatic or not by):
        raise ValueError("chỉ một người có tên mới duyệt được thư gửi ra ngoài")
    approvers = app.office.settings.approvers
    if approved and approvers and by not in approvers:
        raise ApproverError(
            f"«{by}» không có trong danh sách người duyệt (approvers của config/settings.yaml: {', '.join(approvers)}): "
            "chưa ghi gì, thư vẫn chờ duyệt."
        )
    state = ApprovalState.APPROVED if approved else ApprovalState.EXPIRED if automatic else ApprovalState.REJECTED
    waiting = () if approved else awaiting(app, approval_key)
    answered = app.ledger.decide(approval_key, state, by=by, automatic=automatic, reason=reason, now=now)
    for message in waiting:
        app.ledger.change(
            str(message.key),
            MessageState.SUPPRESSED,
            now=now,
            by=by or "tự động",
            reason="hết hạn chờ duyệt" if automatic else _refusal(by, reason),
            automatic=automatic,
        )
    return answered


def _refusal(by: str | None, reason: str | None) -> str:
    return f"không được duyệt ({by})" + (f": {reason}" if reason else "")
