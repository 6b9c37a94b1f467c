"""One rehearsal beside an earlier one: which may be compared, and what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dunghen.entrypoints.rehearsals.shelf import Rehearsal, Shelf
from dunghen.views.rehearsal_changes import Change, ChangeKind, Rehearsing, changes


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed since ``before``, on the days and in the plans that both have rehearsed."""

    before: Rehearsal
    common: Rehearsing
    changes: Sequence[Change]

    @property
    def counts(self) -> Mapping[ChangeKind, int]:
        """How many there are of each kind that occurs, in the order in which they are shown."""
        return Counter(one.kind for one in self.changes)


def earlier_ones(shelf: Shelf, one: Rehearsal) -> list[Rehearsal]:
    """The earlier rehearsals that have a day and a plan in common with this one, the newest first."""
    before = (other for other in shelf.all() if other.name < one.name and other.is_done)
    return [other for other in before if one.rehearsing.common(other.rehearsing)]


def comparison(one: Rehearsal, earlier: Sequence[Rehearsal], chosen: str = "") -> Comparison | None:
    """This rehearsal beside the chosen one, or beside the last one of the same plans where none is chosen."""
    same = [other for other in earlier if (other.name == chosen if chosen else other.status.plan == one.status.plan)]
    common = one.rehearsing.common(same[0].rehearsing) if same else None
    if common is None:
        return None
    return Comparison(same[0], common, changes(same[0].result, one.result, common))
