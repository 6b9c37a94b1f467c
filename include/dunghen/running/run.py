"""A day's run of one plan: the gate, then each act in order, then the mails. What the DAG does, without Airflow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dunghen.intake.collect import collect
from dunghen.plans.cycle import Act
from dunghen.running.approve import ask_approvals
from dunghen.running.gate import gate, released
from dunghen.running.performers import PERFORMERS
from dunghen.running.send import SendReport, send

if TYPE_CHECKING:
    from datetime import datetime

    from dunghen.app import App
    from dunghen.plans.plan import Plan


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
    """
    lines = []
    for duty_id, act in gate(app, plan, now, clock=clock).acts:
        if collects or act is not Act.COLLECT:
            lines.append(f"{duty_id}/{act.value}: {perform(app, plan, duty_id, act, now, clock=clock)}")
    return DayReport(tuple(lines), send(app, plan.id, now, by))


def perform(app: App, plan: Plan, duty_id: str, act: Act, now: datetime, *, clock: datetime | None = None) -> str:
    """Do one act of one duty, for everybody to whom it is due now. Idempotent; returns a one-line summary.

    ``clock``: see ``gate``.
    """
    if act is Act.COLLECT:
        return collect(app, now)
    if act is Act.APPROVE:
        asked = ask_approvals(app, plan, duty_id, now, clock=clock)
        return f"chờ duyệt: {'; '.join(one.subject for one in asked)}" if asked else "không có gì chờ duyệt"
    if act is Act.DELIVER_OUTWARD:
        return f"{len([one for one in released(app, plan.id, now) if one.key.duty == duty_id])} thư đã được duyệt"
    do = PERFORMERS[plan.duty(duty_id).kind].acts[act]
    return do(app, gate(app, plan, now, clock=clock).of(duty_id, act), now)
