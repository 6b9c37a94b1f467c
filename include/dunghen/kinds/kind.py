"""What a kind of duty tells the machinery (gate, letters, pages, DAG, check, schema, reference), which names none.

A kind is a folder: ``model`` (its duty: what a plan file says of it, its cycles and steps), ``letters`` (who does what for
each act), ``desk`` (its form in the pages), ``templates/``; its ``__init__`` holds ``KIND``. Adding one is adding a folder and
a line in ``dunghen.kinds.registry``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from dunghen.fields.desk import Desk
from dunghen.letters.performers import Performers
from dunghen.plans.office import Office
from dunghen.plans.plan import Duty, Plan
from dunghen.values.problem import Findings


@dataclass(frozen=True)
class Kind:
    """One kind of duty.

    Attributes:
        package: the folder of the kind, as Python names it; its letters and its form load when they are first asked for,
            so that reading a plan costs no more than its model.
        duty: the model of a duty of the kind; its ``kind`` names the kind in plan files.
        title: what people call it, in Vietnamese, without a capital.
        mark: one letter, where there is room for no more.
        colour: behind the mark and in bars; never the only sign. Dark enough for white letters (contrast 4.5).
        cycle: how a cycle is named, for the reference.
        decidable: the keys that the office may decide over the signed file, beside those of every duty.
        returning: the key of a returning deadline that the document may state; None where the kind has none. A stated
            deadline is nobody's to decide.
        check_events: what is wrong with a plan's event calendar, seen from the kind; None where it has no part in it.
    """

    package: str
    duty: type[Duty]
    title: str
    mark: str
    colour: str
    cycle: str
    decidable: frozenset[str] = frozenset()
    returning: str | None = None
    check_events: Callable[[Plan, Office], Findings] | None = None

    @property
    def name(self) -> str:
        """The word after ``kind:`` in plan files."""
        (name,) = self.duty.model_fields["kind"].annotation.__args__  # type: ignore[union-attr]  # Literal["…"]
        return str(name)

    @property
    def performers(self) -> Performers:
        """The use case behind each act, and the writer of the outward letters."""
        found: Performers = import_module(f"{self.package}.letters").PERFORMERS
        return found

    @property
    def desk(self) -> Desk:
        """What its form has of its own."""
        found: Desk = import_module(f"{self.package}.desk").DESK
        return found
