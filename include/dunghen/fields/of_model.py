"""The inputs of a model's fields: from the type of each, and from the ``Input`` that stands in its annotation."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, time
from types import MappingProxyType, NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from dunghen.calendar.offset import Offset
from dunghen.directory.address import checked_address
from dunghen.fields.choice import Choice, Choices, Several
from dunghen.fields.compound import IntChoice, Part, YesNo
from dunghen.fields.days import Day, Days, Hour
from dunghen.fields.field import Email, Field, Flag, LongText, Number
from dunghen.fields.offsets import AFTER, BEFORE, SIDES, OffsetDays, OffsetList
from dunghen.fields.rows import Rows
from dunghen.values.input import Input, Side

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

_SIDES: Mapping[Side, Choices] = {Side.EITHER: SIDES, Side.BEFORE: BEFORE, Side.AFTER: AFTER}


def inputs_of(
    model: type[BaseModel],
    *keys: str,
    at: tuple[Any, ...] = (),
    choices: Mapping[str, Choices] = MappingProxyType({}),
    needed: Collection[str] | None = None,
) -> tuple[Field, ...]:
    """The inputs of the fields that carry an ``Input``; a model within, whose field carries none, gives its own.

    Args:
        model: whose fields are entered.
        keys: which of them, as files call them, in this order; all of them where none is named.
        at: where the model stands below the entry.
        choices: what a field offers that only the office knows, by its key («to», «then.to» within another model).
        needed: the keys that must not be left empty; None: those that the model demands.
    """
    fields = {info.alias or name: info for name, info in model.model_fields.items()}
    found: list[Field] = []
    for key in keys or fields:
        value, path = _Value.of(fields[key]), (*at, key)
        within = {name.removeprefix(f"{key}."): one for name, one in choices.items() if name.startswith(f"{key}.")}
        if value.input:
            is_needed = value.is_demanded if needed is None else key in needed
            found.append(value.field(path, choices.get(key), within, is_needed=is_needed))
        elif value.model:
            found += inputs_of(value.model, at=path, choices=within, needed=needed)
    return tuple(found)


@dataclass(frozen=True)
class _Value:
    """What the annotation of one field says."""

    input: Input | None
    type: Any
    is_many: bool
    metadata: tuple[Any, ...]
    default: Any
    is_demanded: bool

    @classmethod
    def of(cls, info: FieldInfo) -> _Value:
        plain, metadata = _plain(info.annotation)
        is_many = get_origin(plain) is tuple
        item, more = _plain(get_args(plain)[0]) if is_many else (plain, ())
        metadata = (*info.metadata, *metadata, *more)
        given = next((one for one in metadata if isinstance(one, Input)), None)
        default = None if info.is_required() else info.get_default()
        return cls(given, item, is_many, metadata, default, info.is_required())

    @property
    def model(self) -> type[BaseModel] | None:
        return self.type if isinstance(self.type, type) and issubclass(self.type, BaseModel) else None

    def field(
        self, path: tuple[Any, ...], choices: Choices | None, within: Mapping[str, Choices], *, is_needed: bool
    ) -> Field:
        """The input, at its path."""
        given = self.input or Input("")
        common: dict[str, Any] = {"path": path, "label": given.label, "hint": given.hint, "required": is_needed}
        if choices is None and given.choices:
            choices = tuple((str(value), label) for value, label in given.choices)
        if choices is not None:
            return self._choice(**common, choices=choices)
        if self.model:
            return self._compound(self.model, common, within)
        return self._counted(given, common) or self._text(given)(**common)

    @property
    def _choice(self) -> Callable[..., Field]:
        if self.is_many:
            return Several
        is_number = get_origin(self.type) is Literal and isinstance(get_args(self.type)[0], int)
        return IntChoice if is_number else Choice

    def _compound(self, model: type[BaseModel], common: dict[str, Any], within: Mapping[str, Choices]) -> Field:
        if self.is_many:
            return Rows(**common, columns=inputs_of(model, choices=within))
        return Part(**common, columns=inputs_of(model, at=common["path"], choices=within), fixed=_fixed(model))

    def _counted(self, given: Input, common: dict[str, Any]) -> Field | None:
        """The input of what is no text; None for what is."""
        if self.type is Offset:
            return self._offset(common, _SIDES[given.side])
        if self.type is bool:
            # Where no is not what holds without a word, saying nothing is a third answer.
            return YesNo(**common, nothing="mặc định: có") if self.default else Flag(**common)
        if self.type is int:
            least, most = given.within or self._bounds
            return Number(**common, least=least, most=most)
        return None

    def _text(self, given: Input) -> type[Field]:
        if self.type is date:
            return Days if self.is_many else Day
        if self.type is time:
            return Hour
        if any(getattr(one, "func", None) is checked_address for one in self.metadata):
            return Email
        return LongText if given.is_long else Field

    def _offset(self, common: dict[str, Any], sides: Choices) -> Field:
        kind = OffsetList if self.is_many else OffsetDays
        if self.default and not common["hint"]:
            holds = kind(path=common["path"], label="").text(self.default)
            common |= {"hint": f"Để trống thì theo mặc định: {holds}."}
        return kind(**common, sides=sides)

    @property
    def _bounds(self) -> tuple[int, int]:
        least = next((one.ge for one in self.metadata if hasattr(one, "ge")), Number.least)
        return least, next((one.le for one in self.metadata if hasattr(one, "le")), Number.most)


def _plain(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    """The type itself, without «or None» and without what is said about it; and that."""
    metadata: tuple[Any, ...] = ()
    while True:
        if hasattr(annotation, "__metadata__"):
            metadata, annotation = (*metadata, *annotation.__metadata__), annotation.__origin__
            continue
        inner = [one for one in get_args(annotation) if one is not NoneType]
        if get_origin(annotation) not in (Union, UnionType) or len(inner) != 1:
            return annotation, metadata
        annotation = inner[0]


def _fixed(model: type[BaseModel]) -> tuple[tuple[str, Any], ...]:
    """What can be but one thing stands there by itself."""
    shapes = {info.alias or name: info.annotation for name, info in model.model_fields.items()}
    return tuple(
        (key, get_args(one)[0]) for key, one in shapes.items() if get_origin(one) is Literal and len(get_args(one)) == 1
    )
