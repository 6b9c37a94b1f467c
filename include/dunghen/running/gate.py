"""The gate: what a plan has to do now. It also writes down, with the reason, what will never be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dunghen.agenda.action import Action
from dunghen.agenda.build import agenda
from dunghen.agenda.due import Owed, due
from dunghen.app import App
from dunghen.plans.cycle import SUBMISSION, Act
from dunghen.plans.plan import Plan
from dunghen.records import ApprovalState, Message, MessageState, NotSent
from dunghen.wording.dates import local_day

_ORDER = list(Act)


@dataclass(frozen=True, slots=True)
class Gate:
    """What is to be done now.

    Attributes:
        acts: (duty id, act) pairs in the order in which they are done: the tasks that a DAG run starts.
        owed: each act towards each recipient that is due and that the ledger does not have.
        overtaken: how many acts were recorded as void.
    """

    acts: tuple[tuple[str, Act], ...]
    owed: tuple[Owed, ...]
    overtaken: int

    def of(self, duty: str, act: Act) -> list[Owed]:
        """What one task has to do."""
        return [one for one in self.owed if one.action.duty.id == duty and one.action.step.act is act]


def gate(
    app: App,
    plan: Plan,
    now: datetime,
    *,
    clock: datetime | None = None,
    actions: Sequence[Action] | None = None,
) -> Gate:
    """Compute what is due now, less what the ledger knows. Void acts are recorded; nothing else changes.

    ``clock`` is what the clock says where ``now`` belongs to a simulated day; None where ``now`` is the clock's. What is
    void for its time alone is recorded once that time has really come: a day of next year empties no ledger (ADR 0019).
    ``actions``: the plan's agenda up to now, where it is known already.
    """
    actions = agenda(plan, app.office, last=local_day(now)) if actions is None else actions
    owed, overtaken = due(actions, now, app.ledger.known(plan.id))
    come = min(now, clock or now)
    void = [
        NotSent(
            one.key, MessageState.EXPIRED, one.reason, one.action.due_at, one.action.expires_at, one.action.step.outward
        )
        for one in overtaken
        if one.replaced or one.action.expires_at <= come
    ]
    app.ledger.note(void, now=now)
    found: set[tuple[str, Act]] = set()
    for one in owed:
        duty, act = one.action.duty.id, one.action.step.act
        # What leaves the house begins with the question whether it may.
        found.add((duty, Act.APPROVE if act is Act.DELIVER_OUTWARD else act))
        if one.action.step.settled_by == SUBMISSION or act is Act.COMPILE:
            found.add((duty, Act.COLLECT))
    found |= {(message.key.duty, Act.DELIVER_OUTWARD) for message in released(app, plan.id, now)}
    return Gate(tuple(sorted(found, key=lambda one: (one[0], _ORDER.index(one[1])))), tuple(owed), len(void))


def released(app: App, plan_id: str, now: datetime) -> list[Message]:
    """Outward messages that wait to be sent and whose approval a person has given."""
    waiting = [message for message in app.ledger.sendable(plan_id, now=now) if message.outward]
    keys = {message.approval for message in waiting if message.approval}
    approved = {one.key for one in app.ledger.approvals(state=ApprovalState.APPROVED, keys=keys)}
    return [one for one in waiting if one.approval in approved]
