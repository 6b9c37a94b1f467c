"""The heat-map at a glance: of each cycle one bar, cut by how the units stand (pure)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dunghen.consolidation.consolidated import Standing, UnitLine

WIDTH = 100.0
"""Units of the drawing; a page stretches it to whatever room there is."""
_ORDER: Mapping[Standing, tuple[str, str]] = {
    Standing.ON_TIME: ("đúng hạn", "good"),
    Standing.LATE: ("muộn", "warn"),
    Standing.NIL: ("không phát sinh", "pale"),
    Standing.RETURNED: ("bị trả lại", "back"),
    Standing.MISSING: ("chưa nộp, quá hạn", "bad"),
}
_STILL_TIME = ("chưa nộp, còn hạn", "open")
LEGEND = (*_ORDER.values(), _STILL_TIME)
"""What each part is called, and its class of the style sheet, from left to right."""


@dataclass(frozen=True, slots=True)
class Part:
    """Units that stand in one way; ``x`` and ``width`` in parts of ``WIDTH``."""

    label: str
    tone: str
    count: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One cycle; empty where nobody owed."""

    parts: tuple[Part, ...]

    @property
    def words(self) -> str:
        """«12 đúng hạn, 3 muộn, 2 chưa nộp»: what the bar says, for whoever does not see it."""
        return ", ".join(f"{one.count} {one.label}" for one in self.parts) or "không đơn vị nào phải nộp"

    def while_there_is_time(self) -> Bar:
        """The bar before the first late day: what is missing is not overdue yet."""
        label, tone = _STILL_TIME
        missing = _ORDER[Standing.MISSING][1]
        return Bar(tuple(replace(one, label=label, tone=tone) if one.tone == missing else one for one in self.parts))


def bar(lines: Iterable[UnitLine]) -> Bar:
    """The bar of one cycle, from the line of every unit that owed."""
    counts = Counter(line.standing for line in lines)
    whole, before, parts = counts.total(), 0, list[Part]()
    for standing, (label, tone) in _ORDER.items():
        if count := counts[standing]:
            x, end = round(WIDTH * before / whole, 2), round(WIDTH * (before + count) / whole, 2)
            parts.append(Part(label, tone, count, x, round(end - x, 2)))
            before += count
    return Bar(tuple(parts))
