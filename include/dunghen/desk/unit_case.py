"""What one unit owes in one cycle: what an operator's act on Tình hình nộp is about, or why there is nothing to act on."""

from __future__ import annotations

from dataclasses import dataclass

from dunghen.agenda.action import Action
from dunghen.app import App
from dunghen.cycles.request import request_of
from dunghen.exceptions import EntryError
from dunghen.keys import CycleKey


@dataclass(frozen=True, slots=True)
class UnitCase:
    """One unit in one cycle.

    Attributes:
        request: the asking of the cycle.
        unit: the slug under which the unit was asked; it may have been renamed since.
    """

    request: Action
    unit: str

    @property
    def cycle(self) -> CycleKey:
        """The name of the cycle."""
        return self.request.cycle_key


def unit_case(app: App, cycle: CycleKey, unit: str) -> UnitCase:
    """What this unit owes in this cycle.

    Raises:
        EntryError: there is no such cycle, its plan is a draft, or the unit owes nothing in it.
    """
    request = open_request(app, cycle)
    asked = asked_as(app, request, unit)
    if asked is None:
        raise EntryError(f"{app.office.directory.name(unit)} không phải nộp trong kỳ {cycle.cycle}.")
    return UnitCase(request, asked)


def open_request(app: App, cycle: CycleKey) -> Action:
    """The asking of a cycle of a plan that is in force.

    Raises:
        EntryError: there is no such cycle, or its plan is a draft.
    """
    request = request_of(app, cycle)
    if request is None:
        raise EntryError(f"Không có kỳ nào mang tên {cycle}.")
    if request.plan.is_draft:
        raise EntryError("Kế hoạch còn là dự thảo: chưa hỏi đơn vị nào, nên chưa có gì để xử lý.")
    return request


def asked_as(app: App, request: Action, unit: str) -> str | None:
    """The slug under which the unit was asked: its own, or that of one that it took over since; None where neither."""
    asked, directory = request.step.recipients, app.office.directory
    return unit if unit in asked else next((one for one in asked if unit in directory.heirs(one)), None)
