"""The gate: what a plan has to do now. It also writes down, with the reason, what will never be done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from dunghen.agenda.action import Action
from dunghen.agenda.build import agenda
from dunghen.agenda.due import Owed, due
from dunghen.app import App
from dunghen.letters.writing import not_sent
from dunghen.plans.cycle import SUBMISSION, Act
from dunghen.plans.plan import Plan
from dunghen.records import MessageState
from dunghen.running.release import deliverable
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
        not_sent(act, MessageState.EXPIRED, act.reason)
        for act in overtaken
        if act.replaced or act.action.expires_at <= come
    ]
    app.ledger.note(void, now=now)
    released = {(letter.key.duty, Act.DELIVER_OUTWARD) for letter in deliverable(app, plan.id, now)}
    acts = sorted(released.union(_acts(owed)), key=lambda act: (act[0], _ORDER.index(act[1])))
    return Gate(tuple(acts), tuple(owed), len(void))


def _acts(owed: Iterable[Owed]) -> Iterator[tuple[str, Act]]:
    for duty, step in ((each.action.duty.id, each.action.step) for each in owed):
        # What leaves the house begins with the question whether it may.
        yield duty, Act.APPROVE if step.act is Act.DELIVER_OUTWARD else step.act
        if step.settled_by == SUBMISSION or step.act is Act.COMPILE:
            yield duty, Act.COLLECT
