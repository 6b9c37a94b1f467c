"""The form of one unit for one cycle: what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dunghen.directory.directory import Directory
from dunghen.keys import CycleKey
from dunghen.plans.plan import Plan
from dunghen.submissions.layout import Role


@dataclass(frozen=True, slots=True)
class FormRow:
    """A task that the unit leads or coordinates."""

    tt: str
    task: str
    role: str
    product: str
    time: str
    previous_status: str | None = None
    """What the unit said of it in the cycle before, where that is known."""


@dataclass(frozen=True, slots=True)
class FormData:
    """Everything printed on the form of one unit for one cycle."""

    cycle: CycleKey
    unit: str
    unit_name: str
    plan_title: str
    duty_title: str
    covers: tuple[date, date]
    deadline: date | None
    """The last working day that is on time."""
    deadline_text: str | None
    """The document's own words."""
    rows: tuple[FormRow, ...] = ()


def form_rows(
    plan: Plan, unit_slug: str, directory: Directory, day: date, previous: Mapping[str, str] | None = None
) -> tuple[FormRow, ...]:
    """The rows of the plan's task table that concern the unit on this day, in the order of the table.

    Groups stand for their members; a group whose members are not listed concerns nobody. Where the unit both leads and
    coordinates, it leads. ``previous`` gives last cycle's statuses by TT.
    """

    def concerns(slugs: tuple[str, ...]) -> bool:
        return directory.means(slugs, day, unit_slug)

    def role_in(leads: tuple[str, ...], coordinators: tuple[str, ...]) -> Role | None:
        if concerns(leads):
            return Role.LEAD
        return Role.COORDINATE if concerns(coordinators) else None

    return tuple(
        FormRow(row.tt, row.task, role.value, row.product, row.time, (previous or {}).get(row.tt))
        for row in plan.task_rows
        if (role := role_in(row.leads, row.coordinators))
    )
