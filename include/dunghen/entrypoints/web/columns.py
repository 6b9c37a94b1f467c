"""The columns of the heat-map, computed once for every state of the ledger and kept.

Submissions are only ever added, so that a cycle with as many versions as before, under the same configuration, stands as
before; one count of all cycles tells which must be read anew.
"""

from __future__ import annotations

from collections import defaultdict
from threading import Lock
from typing import TYPE_CHECKING

from dunghen.views.heat_map import column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dunghen.agenda.action import Cycle
    from dunghen.execution.app import App
    from dunghen.plans.config import Config
    from dunghen.plans.duty import Duty
    from dunghen.plans.plan import Plan
    from dunghen.records import Submission
    from dunghen.views.heat_map import Column

Place = tuple[str, str, str, str, str]

_kept: dict[Place, tuple[Config, int, Column]] = {}
_lock = Lock()


def columns(app: App, config: Config, ledger: str, plan: Plan, duty: Duty, cycles: Sequence[Cycle]) -> list[Column]:
    """The columns of these cycles: two statements at most, however many units and cycles.

    Args:
        app: the open installation.
        config: the configuration in force; a column that was computed under another is computed anew.
        ledger: the address of the ledger.
        plan: the plan of the duty.
        duty: a duty that collects.
        cycles: those to show, oldest first.
    """
    counts = app.ledger.submission_counts(plan.id, duty.id)
    places = {one.name: (ledger, app.realm.value, plan.id, duty.id, one.name) for one in cycles}
    with _lock:  # twenty readers who open the page at once wait for one computation
        stale = [one for one in cycles if not _holds(places[one.name], config, counts)]
        if stale:
            handed_in = _by_cycle(app.ledger.standings(plan.id, duty.id, [one.name for one in stale]))
            for one in stale:
                submissions = handed_in[one.name]
                made = _column(one, duty, plan, config, submissions)
                _kept[places[one.name]] = (config, len(submissions), made)
        return [_kept[places[one.name]][2] for one in cycles]


def _holds(place: Place, config: Config, counts: Mapping[str, int]) -> bool:
    kept = _kept.get(place)
    return kept is not None and kept[0] is config and kept[1] == counts.get(place[-1], 0)


def _by_cycle(submissions: Sequence[Submission]) -> dict[str, list[Submission]]:
    found: dict[str, list[Submission]] = defaultdict(list)
    for one in submissions:
        found[one.cycle.cycle].append(one)
    return found


def _column(cycle: Cycle, duty: Duty, plan: Plan, config: Config, submissions: Sequence[Submission]) -> Column:
    collecting = duty.collection
    assert collecting
    return column(cycle, collecting, plan, config.office, submissions)
