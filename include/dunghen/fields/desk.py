"""The form of a duty: what a kind brings to it (``Desk``), and what it is built from (``DutyForm``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from dunghen.decision import ABSENT, value_at
from dunghen.fields.field import Field, Section
from dunghen.fields.people import People
from dunghen.plans.office import Office
from dunghen.plans.plan import Plan


@dataclass(frozen=True)
class DutyForm:
    """One duty whose form is being built.

    Attributes:
        plan: as it holds now, the office's decisions in it.
        duty: a ``Duty`` of that plan; which attributes it has besides, its kind says.
        office: whom it may name.
        signed: the duty in the plan's own file.
        today: when a move of a meeting is decided.
        decidable: the keys of its kind that the office may decide.
    """

    plan: Plan
    duty: Any
    office: Office
    signed: Mapping[str, Any]
    today: date
    decidable: frozenset[str]

    @cached_property
    def people(self) -> People:
        """Whom a field may offer."""
        return People(self.plan, self.office)

    def named(self, path: str, now: Any) -> tuple[str, ...]:
        """Whom the signed file and the office name there: they are always among the choices."""
        signed = value_at(self.signed, tuple(path.split(".")))
        found: list[str] = []
        for one in (signed if signed is not ABSENT else None, now):
            found += [one] if isinstance(one, str) else list(one or ())
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class Desk:
    """What the form of a kind has of its own. Labels and hints stand with the fields of its model (``Input``).

    Attributes:
        steps: when what happens.
        sections: its dates, whom it goes to, what it counts; they come first.
        locked: sentences about what nobody can change here.
    """

    steps: Callable[[DutyForm], tuple[Field, ...]]
    sections: Callable[[DutyForm], tuple[Section, ...]] = lambda _: ()
    locked: Callable[[DutyForm], Iterable[str]] = lambda _: ()
