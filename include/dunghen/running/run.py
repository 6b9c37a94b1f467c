"""A day's run of one plan: the gate, then each act in order, then the mails. What the DAG does, without Airflow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dunghen.agenda.action import Action
from dunghen.agenda.build import agenda
from dunghen.app import App
from dunghen.exceptions import UnsentMailError
from dunghen.intake.collect import collect
from dunghen.kinds.registry import kind_named
from dunghen.letters.attempt import Failures
from dunghen.plans.cycle import Act
from dunghen.plans.plan import Plan
from dunghen.running.approve import ask_approvals
from dunghen.running.dispatch import SendReport
from dunghen.running.gate import gate
from dunghen.running.release import deliverable
from dunghen.running.send import send
from dunghen.wording.dates import local_day


@dataclass(frozen=True, slots=True)
class DayReport:
    """What a day's run did: a line for each act, and what became of the mails."""

    lines: tuple[str, ...]
    sent: SendReport


def run_day(
    app: App, plan: Plan, now: datetime, by: str, *, clock: datetime | None = None, collects: bool = True
) -> DayReport:
    """Do everything that the plan has to do now. Doing it again does nothing again.

    Args:
        app: the installation.
        plan: the plan whose day it is.
        now: the run's instant.
        by: who sends, for the ledger's history.
        clock: what the clock says, where ``now`` belongs to a simulated day (see ``gate``).
        collects: whether the drop folder may be taken: not in a rehearsal beside live work.

    Raises:
        UnsentMailError: some mails could not be sent yet; everything else is done.
        UnfinishedError: an act failed, wholly or for some; the other acts are done, and what could be sent has gone.
    """
    lines: list[str] = []
    failures = Failures()
    with failures.apart("việc hôm nay"):
        actions = agenda(plan, app.office, last=local_day(now))
        for duty_id, act in gate(app, plan, now, clock=clock, actions=actions).acts:
            if act is Act.COLLECT and not collects:
                continue
            with failures.apart(f"{duty_id}/{act.value}"):
                lines.append(
                    f"{duty_id}/{act.value}: {perform(app, plan, duty_id, act, now, clock=clock, actions=actions)}"
                )
    try:
        sent = send(app, plan.id, now, by)
    except UnsentMailError as error:
        raise type(error)(". ".join([str(error), *failures.sentences])) from error
    failures.tell("; ".join([*lines, str(sent)]))
    return DayReport(tuple(lines), sent)


def perform(
    app: App,
    plan: Plan,
    duty_id: str,
    act: Act,
    now: datetime,
    *,
    clock: datetime | None = None,
    actions: Sequence[Action] | None = None,
) -> str:
    """Do one act of one duty, for everybody to whom it is due now. Idempotent; returns a one-line summary.

    ``clock``, ``actions``: see ``gate``.

    Raises:
        UnfinishedError: it failed for some; for the others it is done.
    """
    if act is Act.COLLECT:
        return collect(app, now)
    if act is Act.APPROVE:
        asked, failures = ask_approvals(app, plan, duty_id, now, clock=clock, actions=actions)
        line = f"chờ duyệt: {'; '.join(approval.subject for approval in asked)}" if asked else "không có gì chờ duyệt"
        failures.tell(line)
        return line
    if act is Act.DELIVER_OUTWARD:
        return f"{len([letter for letter in deliverable(app, plan.id, now) if letter.key.duty == duty_id])} thư đã được duyệt"
    do = kind_named(plan.duty(duty_id).kind).performers.acts[act]
    return do(app, gate(app, plan, now, clock=clock, actions=actions).of(duty_id, act), now)
