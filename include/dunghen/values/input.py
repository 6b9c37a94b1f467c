"""What people read beside a value where they enter it; the models carry it, the forms are made from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """Where days that are counted from another day lie."""

    EITHER = "either"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Input:
    """Stands in the ``Annotated`` of a model's field; what may be entered there, the field's type says.

    Attributes:
        label: what people call the value.
        hint: a sentence below the input.
        side: of days counted from another day: on which side of it they can lie.
        choices: value and label of each, where only some values are meant and the model knows them.
        within: the least and the most of a number that the model does not bound.
        is_long: a text of several lines.
    """

    label: str
    hint: str = ""
    side: Side = Side.EITHER
    choices: tuple[tuple[object, str], ...] = ()
    within: tuple[int, int] | None = None
    is_long: bool = False
