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
        missing = [column.label for column, found in self._columns(given) if column.required and found is None]
        if missing:
            raise ValueError(f"còn thiếu: {', '.join(missing).lower()}")
        return given | dict(self.fixed)

    def content(self, value: Any) -> list[Any]:
        return [column.content(found) for column, found in self._columns(self.opened(value))]

    def text(self, value: Any) -> str:
        given = (pair for pair in self._columns(self.opened(value)) if pair[1] is not None)
        return "; ".join(f"{column.label.lower()}: {column.text(found)}" for column, found in given) or "—"

    def same(self, one: Any, other: Any) -> bool:
        pairs = zip(self._columns(self.opened(one)), self._columns(self.opened(other)), strict=True)
        return all(column.same(first, second) for (column, first), (_, second) in pairs)

    def sent_back(self, sent: Sent) -> list[Any]:
        return [column.sent_back(sent) for column in self.columns]

    def read(self, sent: Sent) -> Any:
        given: dict[str, Any] = {}
        for column in self.columns:
            value = column.read(sent)
            if value not in (None, [], ""):
                put(given, column.path[len(self.path) :], value)
        return self.closed(given) if given else None

    def _columns(self, opened: Mapping[str, Any]) -> list[tuple[Field, Any]]:
        """Each with what it holds."""
        return [(column, given_at(opened, column.path[len(self.path) :])) for column in self.columns]


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
