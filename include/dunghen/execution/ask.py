"""Asking units for a report: request, reminders, overdue notices."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from dunghen.execution.drafting import addressee, drafted, not_needed, summary
from dunghen.execution.letter import asking_letter
from dunghen.execution.reported import reported
from dunghen.records import CycleRecord
from dunghen.wording.dates import local_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from dunghen.agenda.due import Owed
    from dunghen.execution.app import App
    from dunghen.records import Draft, NotSent

HAS_REPORTED = "đơn vị đã nộp báo cáo"


def ask(app: App, owed: Sequence[Owed], now: datetime) -> str:
    """Queue a letter to every unit that still owes; write down why the others get none. Returns a one-line summary.

    A unit without an address is left open: its letter goes as soon as the address is entered, while the step holds.
    """
    drafts: list[Draft] = []
    settled: list[NotSent] = []
    homeless: list[str] = []
    for cycle, acts in groupby(
        sorted(owed, key=lambda one: one.action.cycle_key), key=lambda one: one.action.cycle_key
    ):
        done, batch = reported(app, cycle), list(acts)
        _open(app, batch[0], now)
        for one in batch:
            if one.recipient in done:
                settled.append(not_needed(one, HAS_REPORTED))
            elif found := addressee(app, one.recipient, local_day(now)):
                unit, address = found
                rendered, attachments = asking_letter(app, one.action, unit, now)
                drafts.append(drafted(one, address, rendered, attachments))
            else:
                homeless.append(app.office.directory.name(one.recipient, local_day(now)))
    app.ledger.note(settled, now=now)
    return summary(len(app.ledger.queue(drafts, now=now)), len(settled), homeless)


def _open(app: App, one: Owed, now: datetime) -> None:
    """Remember the cycle, with the deadline it goes out with and the text of the plan it was read from."""
    action = one.action
    sha256 = app.plan_sha256.get(action.plan.id, "")
    app.ledger.open_cycle(CycleRecord(action.cycle_key, sha256, now, action.cycle.deadline, action.cycle.lock))
