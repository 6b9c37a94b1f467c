"""Gia hạn: until when a report of one unit in one cycle is on time, where the office has granted more time (pure).

Whatever asks «is it late?», «by when?» or «is it overdue?» about a unit asks it of ``extended(cycle, until)``, the cycle
as it holds for this unit, and needs to know nothing else of extensions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from dunghen.directory.directory import Directory
from dunghen.keys import CycleKey
from dunghen.plans.cycle import Cycle
from dunghen.records import RecordEvent
from dunghen.wording.dates import long_date, short_date

EXTENSION = "extension"
"""``Record.what`` of an extension; its subject is the unit, its note the reason."""
UNTIL = "until"
"""Of its values, the last day that is on time (ISO 8601)."""


@dataclass(frozen=True, slots=True)
class Extensions:
    """What has been granted to whom.

    Attributes:
        days: by cycle and unit, the last day that is on time.
        moved: by cycle and unit, how often that day has changed: each granting and each withdrawal.
    """

    days: Mapping[CycleKey, Mapping[str, date]] = field(default_factory=dict)
    moved: Mapping[CycleKey, Mapping[str, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, history: Iterable[RecordEvent], directory: Directory) -> Extensions:
        """From a history of entries, oldest first; those of other names are passed over.

        A unit that was renamed or merged in the meantime keeps what it was granted, under either name; what was granted
        to a unit by its own name goes before what it inherits.
        """
        newest: dict[tuple[CycleKey, str], date | None] = {}
        moves: Counter[tuple[CycleKey, str]] = Counter()
        for event in (event for event in history if event.record.what == EXTENSION):
            name = (event.record.cycle, event.record.subject)
            newest[name] = None if event.withdrawn else date.fromisoformat(str(event.record.values[UNTIL]))
            moves[name] += 1
        days: dict[CycleKey, dict[str, date]] = defaultdict(dict)
        moved: dict[CycleKey, Counter[str]] = defaultdict(Counter)
        for (cycle, unit), until in newest.items():
            others = _same_unit(unit, directory) - {unit}
            moved[cycle].update(dict.fromkeys({unit, *others}, moves[cycle, unit]))
            if until:
                inheriting = [slug for slug in others if newest.get((cycle, slug)) is None]
                days[cycle] |= {slug: max(until, days[cycle].get(slug, until)) for slug in inheriting} | {unit: until}
        return cls(days, moved)

    def in_cycle(self, cycle: CycleKey) -> Mapping[str, date]:
        """Unit → its last day that is on time, of those to whom more time was granted."""
        return self.days.get(cycle, {})

    def until(self, cycle: CycleKey, unit: str) -> date | None:
        """The unit's last day that is on time; None where it has no more time than all."""
        return self.in_cycle(cycle).get(unit)

    def moves(self, cycle: CycleKey, unit: str) -> int:
        """How often the unit's last day has changed: the SEQUENCE of its calendar entry (RFC 5545 §3.8.7.4)."""
        return self.moved.get(cycle, {}).get(unit, 0)


def _same_unit(unit: str, directory: Directory) -> set[str]:
    """Those that took over from it, and those that it took over."""
    taken_over = {one.slug for one in directory.units if one.successor and unit in directory.heirs(one.slug)}
    return taken_over | {*directory.heirs(unit)}


def extended(cycle: Cycle, until: date | None) -> Cycle:
    """The cycle as it holds for a unit with time until the end of this day; the cycle itself where that is None.

    The first late day never moves forward: «trước ngày 30/11» leaves the weekend before it on time for everybody.
    """
    if until is None or cycle.deadline is None:
        return cycle
    late_from = max(until + timedelta(days=1), cycle.late_from or date.min)
    return replace(cycle, deadline=until, late_from=late_from, first_deadline=cycle.deadline)


def why_not_extendable(cycle: Cycle, until: date, today: date) -> str | None:
    """Why no more time can be granted until this day, in Vietnamese; None where it can."""
    if cycle.deadline is None or cycle.lock is None:
        return f"Kỳ {cycle.name} không có ngày cuối, nên không có gì để gia hạn."
    if today >= cycle.lock:
        return f"Kỳ {cycle.name} đã tổng hợp ngày {long_date(cycle.lock)}, nên không gia hạn được nữa."
    if not cycle.deadline < until < cycle.lock:
        return (
            f"Ngày gia hạn phải sau ngày cuối ({long_date(cycle.deadline)}) và trước ngày tổng hợp "
            f"({long_date(cycle.lock)}); {long_date(until)} thì không được. Cần lâu hơn thì dời ngày tổng hợp trong kế hoạch."
        )
    return None


def extended_words(until: date) -> str:
    """«được gia hạn đến 02/12/2026»."""
    return f"được gia hạn đến {short_date(until)}"
