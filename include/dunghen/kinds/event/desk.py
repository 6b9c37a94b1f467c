"""The form of an event duty: the days around its events; the events themselves stand in the event calendar."""

from __future__ import annotations

from dunghen.events.steps import EventSteps
from dunghen.fields.desk import Desk, DutyForm
from dunghen.fields.field import Field
from dunghen.fields.of_model import inputs_of

_DAYS = ("review", "inform", "during", "after", "draft", "release", "coverage", "report")


def _steps(form: DutyForm) -> tuple[Field, ...]:
    now = form.duty.steps_ or EventSteps()
    choices = {
        "reviewers": form.people.own(form.named("steps.reviewers", now.reviewers)),
        "press": form.people.outside(form.named("steps.press", now.press)),
    }
    return inputs_of(EventSteps, *_DAYS, "reviewers", "press", at=("steps",), choices=choices)


DESK = Desk(
    _steps,
    locked=lambda _: (
        "Sự kiện và ngày của nó nhập ở lịch sự kiện của kế hoạch; ở đây chỉ nhập đơn vị và các mốc quanh sự kiện.",
    ),
)
