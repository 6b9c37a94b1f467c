"""When a collection asks, reminds, compiles and hands in, as inputs."""

from __future__ import annotations

from dunghen.fields.desk import DutyForm
from dunghen.fields.field import Field
from dunghen.fields.of_model import inputs_of
from dunghen.plans.collection import ReportSteps

_ORDER = ("request", "remind", "overdue", "compile", "closing", "escalate", "deliver")


def collection_steps(form: DutyForm, *at: str) -> tuple[Field, ...]:
    """The inputs of the steps that stand at this path below the duty; none that must be filled in: nothing may run yet."""
    place, collection = ".".join(at), form.duty.collection
    slugs = list(collection.named_slugs()) if collection else []

    def named(key: str) -> tuple[str, ...]:
        return form.named(f"{place}.{key}", [slug for field, slug in slugs if field == f"steps.{key}"])

    people = form.people
    choices = {
        "escalate.to": people.own(named("escalate.to")),
        "deliver.to": people.own(named("deliver.to")),
        "deliver.then.to": people.outside(named("deliver.then.to")),
    }
    return inputs_of(ReportSteps, *_ORDER, at=at, choices=choices, needed=())
