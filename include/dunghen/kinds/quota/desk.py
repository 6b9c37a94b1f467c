"""The form of a quota: where what counts is found."""

from __future__ import annotations

from dunghen.fields.desk import Desk, DutyForm
from dunghen.fields.field import Section
from dunghen.fields.of_model import inputs_of
from dunghen.kinds.quota.model import QuotaDuty, QuotaSteps


def _sections(form: DutyForm) -> tuple[Section, ...]:
    events = tuple((one.id, one.title) for one in form.plan.duties if one.kind == "event")
    return (Section("Đếm những gì", inputs_of(QuotaDuty, "counts_from", "events_of", choices={"events_of": events})),)


DESK = Desk(lambda _: inputs_of(QuotaSteps, at=("steps",)), _sections)
