"""Finds the form that a unit was sent for a cycle, so that what comes back can be compared with it."""

from __future__ import annotations

from dunghen.agenda.action import Action
from dunghen.app import App
from dunghen.collecting.asking_letter import form_data
from dunghen.cycles.request import request_of
from dunghen.keys import CycleKey
from dunghen.submissions.form import FormData


class FormLookup:
    """Called with a cycle and a unit: the form's data; None where the unit owes no report in such a cycle."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._requests: dict[CycleKey, tuple[Action, frozenset[str]] | None] = {}

    def __call__(self, cycle: CycleKey, unit: str) -> FormData | None:
        """The form's data. A unit that was asked, and has since been taken over by one that now owes, had one too."""
        if cycle not in self._requests:
            request = request_of(self._app, cycle)
            self._requests[cycle] = (request, frozenset(request.step.recipients)) if request else None
        known = self._requests[cycle]
        if known is None:
            return None
        action, asked = known
        return form_data(self._app, action, unit) if asked & {unit, *self._app.office.directory.heirs(unit)} else None
