"""The columns of the heat-map, computed once for every state of the ledger and kept.

What is in the ledger is only ever added to, so that a cycle with as many versions as before and the same extensions,
under the same configuration, stands as before; one count and one look at the extensions tell what must be read anew.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from threading import Lock

from dunghen.agenda.extension import Extensions
from dunghen.app import App
from dunghen.cycles.extensions import extensions
from dunghen.keys import CycleKey
from dunghen.loading.config import Config
from dunghen.plans.cycle import Cycle
from dunghen.plans.plan import Duty, Plan
from dunghen.records import Submission
from dunghen.views.heat_map import Column, column

Place = tuple[str, str, str, str, str]
State = tuple[int, "Mapping[str, date]"]
"""How many versions and takings back the cycle has, and who has been granted time until when."""

KEPT = 256
"""Columns, those looked at last; a page shows a dozen."""

_kept: OrderedDict[Place, tuple[Config, State, Column]] = OrderedDict()
_lock = Lock()


def columns(app: App, config: Config, ledger: str, plan: Plan, duty: Duty, cycles: Sequence[Cycle]) -> list[Column]:
    """The columns of these cycles: three statements at most, however many units and cycles.

    Args:
        app: the open installation.
        config: the configuration in force; a column that was computed under another is computed anew.
        ledger: the address of the ledger.
        plan: the plan of the duty.
        duty: a duty that collects.
        cycles: those to show, oldest first.
    """
    counts = app.ledger.submission_counts(plan.id, duty.id)
    granted = extensions(app, plan.id)
    states = {one.name: _state(one, plan, duty, counts, granted) for one in cycles}
    places = {one.name: (ledger, app.realm.value, plan.id, duty.id, one.name) for one in cycles}
    with _lock:  # twenty readers who open the page at once wait for one computation
        stale = [one for one in cycles if not _holds(places[one.name], config, states[one.name])]
        if stale:
            handed_in = _by_cycle(app.ledger.standings(plan.id, duty.id, [one.name for one in stale]))
            for one in stale:
                made = _column(one, duty, plan, config, handed_in[one.name], states[one.name][1])
                _kept[places[one.name]] = (config, states[one.name], made)
        return _looked_at(list(places.values()))


def _looked_at(places: Sequence[Place]) -> list[Column]:
    """What is looked at stays; what nobody has looked at for longest makes room."""
    found = [_kept[place][2] for place in places]
    for place in places:
        _kept.move_to_end(place)
    while len(_kept) > KEPT:
        _kept.popitem(last=False)
    return found


def _state(cycle: Cycle, plan: Plan, duty: Duty, counts: Mapping[str, int], granted: Extensions) -> State:
    return counts.get(cycle.name, 0), granted.in_cycle(CycleKey(plan.id, duty.id, cycle.name))


def _holds(place: Place, config: Config, state: State) -> bool:
    kept = _kept.get(place)
    return kept is not None and kept[0] is config and kept[1] == state


def _by_cycle(submissions: Sequence[Submission]) -> dict[str, list[Submission]]:
    found: dict[str, list[Submission]] = defaultdict(list)
    for one in submissions:
        found[one.cycle.cycle].append(one)
    return found


def _column(
    cycle: Cycle,
    duty: Duty,
    plan: Plan,
    config: Config,
    submissions: Sequence[Submission],
    until: Mapping[str, date],
) -> Column:
    collecting = duty.collection
    assert collecting
    return column(cycle, collecting, plan, config.office, submissions, until)
