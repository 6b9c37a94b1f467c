"""A problem in the configuration, told so that a clerk can mend it: file, line, value, what is wrong, what is near."""

from __future__ import annotations

from dataclasses import dataclass

Path = tuple[str | int, ...]
"""The way to a value: («duties», 0, «title»)."""

Finding = tuple[str, str | None, str | None]
"""What is wrong, the value, and what to write instead."""

Findings = dict[Path, Finding]
"""What a check found in one file, by the path in it."""


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

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of ``where``, without the places in lists: («duties», «steps», «request»)."""
        return tuple(part.partition("[")[0] for part in self.where.split("."))

    def __str__(self) -> str:
        value = f" Giá trị: «{self.value}»." if self.value is not None else ""
        suggestion = f" Gợi ý: {self.suggestion}." if self.suggestion else ""
        return f"{self.file}:{self.line}: {self.where}: {self.what}.{value}{suggestion}"
