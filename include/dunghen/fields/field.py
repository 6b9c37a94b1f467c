"""One thing that can be entered: how a value is shown in a form, and how what was sent becomes a value again.

A value is what YAML can say (``None``: nothing). What is sent is text, name → all values sent under it, as a browser
sends a form. ``ValueError`` always tells in Vietnamese what to write instead.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from dunghen.directory.address import checked_address
from dunghen.fields.sent import all_of, as_list, first_of

Sent = Mapping[str, Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Field:
    """One input. ``path``: where its value stands below the entry, («steps», «request»)."""

    kind: ClassVar[str] = "text"
    """Which macro of the template draws it."""

    path: tuple[Any, ...]
    label: str
    hint: str = ""
    required: bool = False
    kept: bool = True
    """False: it only says how the other fields are meant; its entry makes of it what it will."""

    @property
    def name(self) -> str:
        """What the input is called in the form."""
        return ".".join(map(str, self.path))

    def content(self, value: Any) -> Any:
        """What the inputs show; two values that show alike are the same."""
        return "" if value is None else str(value)

    def text(self, value: Any) -> str:
        """The value as a sentence tells it; «—» for nothing."""
        return str(self.content(value)) or "—"

    def same(self, one: Any, other: Any) -> bool:
        """Whether two values say the same."""
        return bool(self.content(one) == self.content(other))

    def sent_back(self, sent: Sent) -> Any:
        """What the inputs show again after they were sent, right or wrong."""
        return next(iter(sent.get(self.name, ())), "")

    def read(self, sent: Sent) -> Any:
        """The value that was sent; None where the input was left empty.

        Raises:
            ValueError: it is no such value.
        """
        text = first_of(sent, self.name)
        return self.parsed(text) if text else None

    def parsed(self, text: str) -> Any:
        """One text, not empty, as a value.

        Raises:
            ValueError: it is no such value.
        """
        return text


class LongText(Field):
    """A text of several lines."""

    kind = "long"


class Email(Field):
    """A mail address."""

    kind = "email"

    def parsed(self, text: str) -> str:
        return checked_address(text)


@dataclass(frozen=True, kw_only=True)
class Number(Field):
    """A whole number, within bounds."""

    kind: ClassVar[str] = "number"

    least: int = 0
    most: int = 1_000_000

    def parsed(self, text: str) -> int:
        if not re.fullmatch(r"-?\d{1,12}", text) or not self.least <= int(text) <= self.most:
            raise ValueError(f"«{text}» không phải số nguyên từ {self.least} đến {self.most}")
        return int(text)


class Flag(Field):
    """Yes or no."""

    kind = "flag"

    def content(self, value: Any) -> bool:
        return value is True

    def text(self, value: Any) -> str:
        return "có" if value is True else "không"

    def sent_back(self, sent: Sent) -> bool:
        return self.read(sent)

    def read(self, sent: Sent) -> bool:
        return bool(first_of(sent, self.name))


class Many(Field):
    """Several values of one kind, in the order in which they were set; ``unit`` is the input of each."""

    @property
    @abstractmethod
    def unit(self) -> Field: ...

    def content(self, value: Any) -> list[Any]:
        return [self.unit.content(each) for each in as_list(value)]

    def text(self, value: Any) -> str:
        return "; ".join(self.unit.text(each) for each in as_list(value)) or "—"

    def sent_back(self, sent: Sent) -> list[Any]:
        return all_of(sent, self.name)

    def read(self, sent: Sent) -> list[Any] | None:
        return [self.unit.parsed(text) for text in all_of(sent, self.name)] or None


@dataclass(frozen=True)
class Section:
    """Fields that belong together, under a heading."""

    title: str
    fields: tuple[Field, ...]
    note: str = ""
