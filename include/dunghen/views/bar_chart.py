"""How many actions fall into each week, month or year, by kind: bars of a drawing, and the same in numbers.

The drawing has only classes and whole numbers: a page's policy lets no inline style in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from dunghen.agenda.action import Action
from dunghen.calendar.period import month_after
from dunghen.kinds.registry import kind_names
from dunghen.wording.dates import short_date

WIDTH, HEIGHT = 340, 90
"""Of the drawing, in units of its own, without the line of labels below it and of numbers above it."""
WEEKS, MONTHS = 16, 24
"""The most weeks, and the most months, that are drawn one by one."""
_WIDEST = 48
"""A bar of one week alone is still a bar, not a wall."""
_LETTER, _SPACE = 6, 4
"""About how wide a letter is, and the least space between two labels."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days of one bar, both included: «23/11» in the drawing, «tuần 23/11/2026 – 29/11/2026» in words."""

    first: date
    last: date
    short: str
    name: str


@dataclass(frozen=True, slots=True)
class Block:
    """One kind's part of a bar, as a rectangle of the drawing."""

    kind: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Bar:
    """How many actions fall into a stretch; ``counts`` is by kind, in the order of the registry.

    ``top`` is the upper edge of the bar, ``middle`` the middle of its width; ``label`` (below it) and ``number`` (above it) are
    empty where there is no room for them.
    """

    stretch: Stretch
    counts: Mapping[str, int]
    blocks: tuple[Block, ...]
    top: int
    middle: int
    label: str
    number: str

    @property
    def count(self) -> int:
        """Of all kinds together."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class BarChart:
    """A drawing of ``WIDTH`` by ``HEIGHT``."""

    bars: tuple[Bar, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that occur, in the order of the registry."""
        return tuple(kind for kind in kind_names() if any(kind in bar.counts for bar in self.bars))

    @property
    def count(self) -> int:
        """Of all bars together."""
        return sum(bar.count for bar in self.bars)

    @property
    def summary(self) -> str:
        """What the drawing tells, in a sentence."""
        if not self.count:
            return "Không có việc nào."
        fullest = max(self.bars, key=lambda bar: bar.count)
        return f"{self.count} việc; nhiều nhất {fullest.stretch.name}: {fullest.count} việc."


def bar_chart(stretches: Sequence[Stretch], actions: Iterable[Action]) -> BarChart:
    """A bar for each stretch, the highest as high as the drawing; actions outside of all of them are left out."""
    by_day = Counter((one.step.due, one.duty.kind) for one in actions)
    counts = [_counts(one, by_day) for one in stretches]
    most = max((sum(one.values()) for one in counts), default=0)
    wide = min(WIDTH // max(len(stretches), 1), _WIDEST)
    longest = max((len(one.short) for one in stretches), default=0)
    every = ceil((_LETTER * longest + _SPACE) / wide)
    return BarChart(
        tuple(
            _bar(stretch, count, place * wide, wide, most, label=stretch.short if place % every == 0 else "")
            for place, (stretch, count) in enumerate(zip(stretches, counts, strict=True))
        )
    )


def _counts(stretch: Stretch, by_day: Mapping[tuple[date, str], int]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for (day, kind), count in by_day.items():
        if stretch.first <= day <= stretch.last:
            found[kind] += count
    return {kind: found[kind] for kind in kind_names() if found[kind]}


def _bar(stretch: Stretch, counts: Mapping[str, int], left: int, wide: int, most: int, *, label: str) -> Bar:
    blocks, below, gap = [], 0, wide // 8
    for kind, count in counts.items():
        lower, upper = HEIGHT * below // most, HEIGHT * (below + count) // most
        # However few, they are seen.
        height = max(upper - lower, 2)
        blocks.append(Block(kind, left + gap, HEIGHT - lower - height, wide - 2 * gap, height))
        below += count
    top = min((one.y for one in blocks), default=HEIGHT)
    number = str(below) if below and _LETTER * len(str(below)) <= wide else ""
    return Bar(stretch, counts, tuple(blocks), top, left + wide // 2, label, number)


def stretches(first: date, last: date) -> list[Stretch]:
    """The weeks from Monday to Sunday of these days, the months where those are too many, the years where these are."""
    if (last - first).days < WEEKS * 7 - 7:
        return list(_weeks(first, last))
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months <= MONTHS:
        return [_month(first, number, f"{month_after(first, number):%m/%y}") for number in range(months)]
    years = range(first.year, last.year + 1)
    return [Stretch(date(year, 1, 1), date(year, 12, 31), str(year), f"năm {year}") for year in years]


def months_of(year: int) -> list[Stretch]:
    """The twelve months, named by their numbers."""
    return [_month(date(year, 1, 1), number, str(number + 1)) for number in range(12)]


def _weeks(first: date, last: date) -> Iterator[Stretch]:
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        sunday = monday + timedelta(days=6)
        yield Stretch(monday, sunday, f"{monday:%d/%m}", f"tuần {short_date(monday)} – {short_date(sunday)}")
        monday += timedelta(days=7)


def _month(start: date, number: int, short: str) -> Stretch:
    first = month_after(start, number)
    return Stretch(first, month_after(first, 1) - timedelta(days=1), short, f"tháng {first:%m/%Y}")
