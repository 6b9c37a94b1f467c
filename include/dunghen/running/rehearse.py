"""Rehearsal of a period: the real code on a simulated clock, with a ledger of its own and no network.

Nobody hands anything in during a rehearsal, so it shows the most that would go: every reminder to every unit. Outward
letters are shown as they would go *after* approval, and marked so; a draft plan sends nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dunghen.agenda.build import agenda, fire_days
from dunghen.app import App
from dunghen.plans.plan import Plan
from dunghen.records import ApprovalState, Message, MessageState, Record
from dunghen.running.approve import decide
from dunghen.running.run import run_day
from dunghen.running.send import send
from dunghen.wording.dates import at_hour

BY = "diễn tập"


@dataclass(frozen=True, slots=True)
class RehearsedMail:
    """One mail that would go, with the ledger messages that it carries; its RFC 5322 bytes lie in the file store."""

    at: datetime
    plan: Plan
    messages: tuple[Message, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class RehearsedDay:
    """A day of a plan that is about to be run: the ``number``-th of ``of``, all plans taken together."""

    plan: Plan
    day: date
    number: int
    of: int


def rehearse(
    app: App,
    plans: Sequence[Plan],
    first: date,
    last: date,
    progress: Callable[[RehearsedDay], None] = lambda _: None,
) -> list[RehearsedMail]:
    """Run every day of the window on which a plan has something to do; returns the mails in the order of sending.

    ``app`` must have a ledger of its own and a mailer without a network: what it does is thrown away. Whatever
    ``progress`` raises ends the rehearsal.
    """
    days = [(plan, day) for plan in plans for day in fire_days(plan, app.office) if first <= day <= last]
    for number, (plan, day) in enumerate(days, start=1):
        progress(RehearsedDay(plan, day, number, len(days)))
        _run(app, plan, day)
    mails = [mail for plan in plans for mail in _mails(app, plan)]
    return sorted(mails, key=lambda mail: (mail.at, mail.messages[0].key))


def _run(app: App, plan: Plan, day: date) -> None:
    now = at_hour(day, plan.at)
    assumed = _assume(app, plan, day)
    run_day(app, plan, now, BY)
    for approval in app.ledger.approvals(state=ApprovalState.REQUESTED):
        decide(app, approval.key, approved=True, by=BY, automatic=False, reason="chỉ để xem trước", now=now)
    send(app, plan.id, now, BY)
    for record in assumed:
        app.ledger.withdraw_record(record.cycle, record.what, record.subject, by=BY, now=now)


def _assume(app: App, plan: Plan, day: date) -> list[Record]:
    """Enter for this day what its steps wait for and a rehearsal may take for given (a content review passed)."""
    due = [one for one in agenda(plan, app.office, day, day) if one.step.requires in one.duty.assumed_in_rehearsal]
    needed = {(one.cycle_key, one.step.requires or "") for one in due}
    now = at_hour(day, plan.at)
    records = [Record(cycle, what, "", day, BY, now) for cycle, what in sorted(needed)]
    for record in records:
        app.ledger.add_record(record)
    return records


def _mails(app: App, plan: Plan) -> list[RehearsedMail]:
    together: dict[str, list[Message]] = {}
    for message in app.ledger.in_state(MessageState.SENT, plan.id):
        together.setdefault(message.message_id or "", []).append(message)
    return [
        RehearsedMail(
            group[0].sent_at or group[0].due_at,
            plan,
            tuple(sorted(group, key=lambda one: (one.due_at, one.key))),
            group[0].mail_sha256 or "",
        )
        for group in together.values()
    ]
