"""Inputs that make one value together: a mapping that is there or not, a list that is ticked off, yes or no or unsaid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from dunghen.decision import given_at, put
from dunghen.fields.choice import Choice, Choices, Several
from dunghen.fields.field import Field, Sent


@dataclass(frozen=True, kw_only=True)
class Part(Field):
    """A mapping that stands or falls as a whole: where every input is left empty, there is none.

    The paths of ``columns`` begin with that of the part; ``fixed`` holds what stands in it whenever it is there.
    """

    kind: ClassVar[str] = "part"

    columns: tuple[Field, ...]
    fixed: tuple[tuple[str, Any], ...] = ()

    def opened(self, value: Any) -> Mapping[str, Any]:
        """The value as the inputs hold it."""
        return value if isinstance(value, Mapping) else {}

    def closed(self, given: dict[str, Any]) -> Any:
        """What the inputs hold, at least one of them, as a value.

        Raises:
            ValueError: something is missing.
        """
        missing = [one.label for one in self.columns if one.required and given_at(given, self._within(one)) is None]
        if missing:
            raise ValueError(f"còn thiếu: {', '.join(missing).lower()}")
        return given | dict(self.fixed)

    def content(self, value: Any) -> list[Any]:
        opened = self.opened(value)
        return [one.content(given_at(opened, self._within(one))) for one in self.columns]

    def text(self, value: Any) -> str:
        opened = self.opened(value)
        given = ((one, given_at(opened, self._within(one))) for one in self.columns)
        return "; ".join(f"{one.label.lower()}: {one.text(found)}" for one, found in given if found is not None) or "—"

    def same(self, one: Any, other: Any) -> bool:
        first, second = self.opened(one), self.opened(other)
        inside = ((column, self._within(column)) for column in self.columns)
        return all(column.same(given_at(first, path), given_at(second, path)) for column, path in inside)

    def sent_back(self, sent: Sent) -> list[Any]:
        return [one.sent_back(sent) for one in self.columns]

    def read(self, sent: Sent) -> Any:
        given: dict[str, Any] = {}
        for one in self.columns:
            value = one.read(sent)
            if value not in (None, [], ""):
                put(given, self._within(one), value)
        return self.closed(given) if given else None

    def _within(self, column: Field) -> tuple[str | int, ...]:
        return column.path[len(self.path) :]


class IntChoice(Choice):
    """One of some numbers."""

    def parsed(self, text: str) -> Any:
        return int(super().parsed(text))


YES, NO = "true", "false"


@dataclass(frozen=True, kw_only=True)
class YesNo(Choice):
    """Yes, no, or nothing said, where saying nothing is not the same as no."""

    choices: Choices = ((YES, "có"), (NO, "không"))

    def content(self, value: Any) -> str:
        return {True: YES, False: NO}.get(value, "")

    def text(self, value: Any) -> str:
        return dict(self.choices).get(self.content(value), "—")

    def parsed(self, text: str) -> Any:
        return super().parsed(text) == YES


class Checklist(Several):
    """Lines that are ticked off: the value is the list of those that are not."""

    def content(self, value: Any) -> list[str]:
        left = super().content(value)
        return [line for line, _ in self.choices if line not in left]

    def text(self, value: Any) -> str:
        left = [label for line, label in self.choices if line not in self.content(value)]
        return "; ".join(left) or "đã quyết hết"

    def read(self, sent: Sent) -> list[str]:
        ticked = super().read(sent) or []
        return [line for line, _ in self.choices if line not in ticked]
