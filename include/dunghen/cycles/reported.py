"""Who has reported in a cycle: the newest version of each unit that counts."""

from __future__ import annotations

from dunghen.app import App
from dunghen.keys import CycleKey
from dunghen.records import Submission


def reported(app: App, cycle: CycleKey) -> dict[str, Submission]:
    """The newest counting submission of each unit that has reported, by the unit's slug."""
    return {one.unit: one for one in app.ledger.submissions(cycle) if one.counts}


def who_reported(app: App, cycle: CycleKey) -> frozenset[str]:
    """The slugs of the units for which a report is there, whether it came before or after one was renamed or merged.

    A unit has reported by itself, by the unit that took over from it, or by one that it took over.
    """
    directory, done = app.office.directory, frozenset(reported(app, cycle))
    taken_over = {unit.slug for unit in directory.units if unit.successor and done & {*directory.heirs(unit.slug)}}
    return done.union(taken_over, *(directory.heirs(slug) for slug in done))
