"""The form of a bulletin: how often, to whom, from whom."""

from __future__ import annotations

from dunghen.fields.desk import Desk, DutyForm
from dunghen.fields.field import Section
from dunghen.fields.of_model import inputs_of
from dunghen.kinds.bulletin.model import BulletinDuty, BulletinSteps


def _sections(form: DutyForm) -> tuple[Section, ...]:
    choices = {
        "to": form.people.everybody(form.named("to", form.duty.to)),
        "contributors": form.people.own(form.named("contributors", form.duty.contributors)),
    }
    return (Section("Bản tin", inputs_of(BulletinDuty, "every", "to", "contributors", choices=choices)),)


DESK = Desk(lambda _: inputs_of(BulletinSteps, at=("steps",)), _sections)
