"""Doubles of the ports and builders of plans and records, for tests and rehearsals. No test needs patching."""

from __future__ import annotations

from dunghen.testing.builders import (
    MINISTRY,
    NOON,
    REPORTING_UNITS,
    a_cycle,
    a_cycle_key,
    a_document,
    a_draft,
    a_key,
    a_not_sent,
    a_plan,
    a_report,
    a_submission,
    a_task,
    a_unit,
    an_approval,
    an_office,
    default_units,
    report_steps,
)
from dunghen.testing.list_mailer import ListMailer, SentMail
from dunghen.testing.list_publisher import ListPublisher
from dunghen.testing.memory_files import MemoryFiles
from dunghen.testing.memory_ledger import MemoryLedger
from dunghen.testing.memory_marks import MemoryMarks

__all__ = [
    "MINISTRY",
    "NOON",
    "REPORTING_UNITS",
    "ListMailer",
    "ListPublisher",
    "MemoryFiles",
    "MemoryLedger",
    "MemoryMarks",
    "SentMail",
    "a_cycle",
    "a_cycle_key",
    "a_document",
    "a_draft",
    "a_key",
    "a_not_sent",
    "a_plan",
    "a_report",
    "a_submission",
    "a_task",
    "a_unit",
    "an_approval",
    "an_office",
    "default_units",
    "report_steps",
]
