"""A problem in the configuration, told so that a clerk can mend it: file, line, value, what is wrong, what is near."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import NamedTuple

MOST_TOLD = 100
"""Problems of one file; nobody mends more at once, and a page of ten thousand helps nobody."""
_LONGEST = 300
"""Characters of what is told about one; a value may be a whole file."""

Path = tuple[str | int, ...]
"""The way to a value: («duties», 0, «title»)."""

Finding = tuple[str, str | None, str | None]
"""What is wrong, the value, and what to write instead."""

Findings = Iterable[tuple[Path, Finding]]
"""What a check found in one file: the path in it, and what is wrong there."""


class UnknownName(NamedTuple):
    """A finding about a name that is found nowhere; where what bears it is faulty itself, that is the mistake."""

    what: str
    value: str
    suggestion: str | None = None


class MisfitError(ValueError):
    """Values of a model that do not go together, raised by its check; ``key``: the one to mend, as files call it."""

    def __init__(self, what: str, key: str) -> None:
        super().__init__(what)
        self.key = key


@dataclass(frozen=True, slots=True, order=True)
class ConfigProblem:
    """One problem in one configuration file."""

    file: str
    """Path below the configuration folder, e.g. ``plans/nq59-2025-2030.yaml``."""
    line: int
    where: str
    """The path of keys, e.g. ``duties[0].steps.request``."""
    what: str
    value: str | None = None
    suggestion: str | None = None
    """The nearest valid value, or the remedy."""

    def __post_init__(self) -> None:
        for one in fields(self):
            text = getattr(self, one.name)
            if isinstance(text, str) and len(text) > _LONGEST:
                object.__setattr__(self, one.name, f"{text[:_LONGEST]}…")

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of ``where``, without the places in lists: («duties», «steps», «request»)."""
        return tuple(part.partition("[")[0] for part in self.where.split("."))

    def __str__(self) -> str:
        value = f" Giá trị: «{self.value}»." if self.value is not None else ""
        suggestion = f" Gợi ý: {self.suggestion}." if self.suggestion else ""
        return f"{self.file}:{self.line}: {self.where}: {self.what}.{value}{suggestion}"


def foremost(problems: Iterable[ConfigProblem]) -> tuple[ConfigProblem, ...]:
    """The problems in order, each once; of a file with very many the first, and how many more there are."""
    counted: Counter[str] = Counter()
    told: list[ConfigProblem] = []
    for one in sorted(set(problems), key=_in_order):
        counted[one.file] += 1
        told += [one] if counted[one.file] <= MOST_TOLD else []
    beyond = {file: count - MOST_TOLD for file, count in counted.items() if count > MOST_TOLD}
    return (*told, *(ConfigProblem(file, 1, "(cả tệp)", f"và {count} lỗi nữa") for file, count in beyond.items()))


def _in_order(one: ConfigProblem) -> tuple[object, ...]:
    """None cannot be compared with a text."""
    return one.file, one.line, one.where, one.what, one.value or "", one.suggestion or ""
