"""What the form of a duty is built from: the duty as it holds, what was signed of it, whom it may name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dunghen.decision import ABSENT, value_at
from dunghen.fields.people import People
from dunghen.loading.decidable import decidable_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

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
    """

    plan: Plan
    duty: Any
    office: Office
    signed: Mapping[str, Any]
    today: date

    @cached_property
    def people(self) -> People:
        """Whom a field may offer."""
        return People(self.plan, self.office)

    def may(self, key: str) -> bool:
        """Whether the office may decide on the key."""
        return key in decidable_of(self.signed)

    def named(self, path: str, now: Any) -> tuple[str, ...]:
        """Whom the signed file and the office name there: they are always among the choices."""
        signed = value_at(self.signed, tuple(path.split(".")))
        found: list[str] = []
        for one in (signed if signed is not ABSENT else None, now):
            found += [one] if isinstance(one, str) else list(one or ())
        return tuple(dict.fromkeys(found))
