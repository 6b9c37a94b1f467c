"""The form of a document that is due: when, and what came of it."""

from __future__ import annotations

from dunghen.calendar.period import Frequency
from dunghen.due_documents.desk import document_steps
from dunghen.fields.days import Day
from dunghen.fields.deadlines import recurring
from dunghen.fields.desk import Desk, DutyForm
from dunghen.fields.field import Field, Section
from dunghen.fields.of_model import inputs_of
from dunghen.kinds.deliverable.model import DeliverableDuty


def _sections(form: DutyForm) -> tuple[Section, ...]:
    due: Field = Day(path=("due",), label="Hạn hoàn thành")
    if form.duty.per is not None:
        due = recurring("due", "Hạn hoàn thành, lặp lại", (Frequency(form.duty.per).value,))
    return (Section("Hạn và kết quả", (due, *inputs_of(DeliverableDuty, "outcome"))),)


DESK = Desk(document_steps, _sections)
