"""Who has reported in a cycle: the newest version of each unit that counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dunghen.execution.app import App
    from dunghen.keys import CycleKey
    from dunghen.records import Submission


def reported(app: App, cycle: CycleKey) -> dict[str, Submission]:
    """The newest counting submission of each unit that has reported, by the unit's slug."""
    return {one.unit: one for one in app.ledger.submissions(cycle) if one.counts}
