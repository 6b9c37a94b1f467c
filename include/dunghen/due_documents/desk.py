"""When is reminded of a document that is due, as inputs."""

from __future__ import annotations

from dunghen.due_documents.steps import DocumentSteps
from dunghen.fields.desk import DutyForm
from dunghen.fields.field import Field
from dunghen.fields.of_model import inputs_of

_ORDER = ("remind", "overdue", "monthly", "lock", "escalate")


def document_steps(form: DutyForm) -> tuple[Field, ...]:
    """The inputs of the steps of a duty that is a document."""
    whom = form.named("steps.escalate.to", [slug for _, slug in form.duty.steps_.named_slugs()])
    return inputs_of(DocumentSteps, *_ORDER, at=("steps",), choices={"escalate.to": form.people.own(whom)})
