"""The form of a review: its days, or the beginning that the years count from; and the steps of what it collects."""

from __future__ import annotations

from dataclasses import replace

from dunghen.collecting.desk import collection_steps
from dunghen.due_documents.desk import document_steps
from dunghen.fields.desk import Desk, DutyForm
from dunghen.fields.field import Field, Section
from dunghen.fields.of_model import inputs_of
from dunghen.kinds.review.model import ReviewDuty


def _sections(form: DutyForm) -> tuple[Section, ...]:
    start, days = inputs_of(ReviewDuty, "start", "on")
    if years := form.duty.after_years:
        return (Section("Ngày", (replace(start, label=f"{start.label} {years:02d} năm"), days)),)
    return (Section("Ngày", (days,)),)


def _steps(form: DutyForm) -> tuple[Field, ...]:
    """Those by which it runs: where it collects, the collection's alone."""
    return collection_steps(form, "collect", "steps") if form.duty.collect else document_steps(form)


DESK = Desk(_steps, _sections)
