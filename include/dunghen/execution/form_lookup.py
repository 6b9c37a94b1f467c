"""Finds the form that a unit was sent for a cycle, so that what comes back can be compared with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunghen.execution.asking_letter import form_data
from dunghen.execution.request import request_of

if TYPE_CHECKING:
    from dunghen.execution.app import App
    from dunghen.keys import CycleKey
    from dunghen.submissions.form import FormData


class FormLookup:
    """Called with a cycle and a unit: the form's data; None where the unit owes no report in such a cycle."""

    def __init__(self, app: App) -> None:
        self._app = app

    def __call__(self, cycle: CycleKey, unit: str) -> FormData | None:
        """The form's data."""
        action = request_of(self._app, cycle)
        if action is None or unit not in action.step.recipients:
            return None
        found = self._app.office.directory.answering(unit, action.step.due)
        return form_data(self._app, action, found) if found else None
