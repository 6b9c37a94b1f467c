"""Asking units for a report: request, reminders, overdue notices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dunghen.agenda.due import Owed
from dunghen.app import App
from dunghen.collecting.asking_letter import asking_letter
from dunghen.letters.writing import queue_letters
from dunghen.records import CycleRecord


def ask(app: App, owed: Sequence[Owed], now: datetime) -> str:
    """Queue a letter to every unit that still owes, and remember each cycle as it was opened; a one-line summary."""
    for action in {one.action.cycle_key: one.action for one in owed}.values():
        sha256 = app.plan_sha256.get(action.plan.id, "")
        app.ledger.open_cycle(CycleRecord(action.cycle_key, sha256, now, action.cycle.deadline, action.cycle.lock))
    return queue_letters(app, owed, now, asking_letter)
