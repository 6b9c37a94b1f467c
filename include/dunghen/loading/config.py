"""The whole configuration, as far as it could be loaded, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dunghen.plans.office import Office
from dunghen.plans.plan import Plan
from dunghen.values.problem import ConfigProblem


@dataclass(frozen=True, slots=True)
class BrokenPlan:
    """A plan file that cannot be used. It becomes a visible DAG and hides no other plan."""

    file_stem: str
    problems: tuple[ConfigProblem, ...]


@dataclass(frozen=True, slots=True)
class Config:
    """What ``config/`` says."""

    office: Office
    plans: tuple[Plan | BrokenPlan, ...]
    """In the order of their file names."""
    problems: tuple[ConfigProblem, ...]
    """Of all files, those of broken plans among them, in the order of file and line."""
    plan_sha256: Mapping[str, str]
    """Of each plan file's bytes, by plan id: under which text a cycle was opened."""

    @property
    def sound_plans(self) -> Iterator[Plan]:
        """The plans that can be used."""
        return (plan for plan in self.plans if isinstance(plan, Plan))

    @property
    def broken_plans(self) -> Iterator[BrokenPlan]:
        """The plan files that cannot be used."""
        return (plan for plan in self.plans if isinstance(plan, BrokenPlan))
