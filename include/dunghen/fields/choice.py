"""Inputs that offer what may be chosen: one of some values, or any of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from dunghen.fields.field import Field, Sent
from dunghen.fields.sent import all_of, as_list

Choices = tuple[tuple[str, str], ...]
"""Value and label of each."""


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    """One of some values."""

    kind: ClassVar[str] = "choice"

    choices: Choices
    nothing: str = "—"
    """What the empty choice is called."""

    def text(self, value: Any) -> str:
        return dict(self.choices).get(self.content(value), super().text(value))

    def parsed(self, text: str) -> str:
        return known(text, self.choices)


@dataclass(frozen=True, kw_only=True)
class Several(Field):
    """Any of some values, in their order."""

    kind: ClassVar[str] = "several"

    choices: Choices

    def content(self, value: Any) -> list[str]:
        return [str(one) for one in as_list(value)]

    def text(self, value: Any) -> str:
        labels = dict(self.choices)
        return "; ".join(labels.get(one, one) for one in self.content(value)) or "—"

    def same(self, one: Any, other: Any) -> bool:
        return sorted(self.content(one)) == sorted(self.content(other))

    def sent_back(self, sent: Sent) -> list[str]:
        return all_of(sent, self.name)

    def read(self, sent: Sent) -> list[str] | None:
        return [known(text, self.choices) for text in all_of(sent, self.name)] or None


def known(text: str, choices: Choices) -> str:
    """The text, where it is one of the choices.

    Raises:
        ValueError: it is none of them.
    """
    if text not in dict(choices):
        raise ValueError(f"«{text}» không có trong danh sách")
    return text
