"""So many days before or after something, as a clerk says it: a number, and which days on which side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from dunghen.calendar.offset import Offset
from dunghen.fields.choice import Choices, known
from dunghen.fields.field import Field, Many, Number, Sent
from dunghen.fields.sent import pairs_of

SIDES: Choices = (
    ("-wd", "ngày làm việc trước"),
    ("-d", "ngày trước"),
    ("+wd", "ngày làm việc sau"),
    ("+d", "ngày sau"),
)
"""How a clerk says an offset: a number, and which days on which side; «7» and «-wd» are «-7wd»."""
BEFORE, AFTER = SIDES[:2], SIDES[2:]
"""Of these, the sides of an offset that can only lie before its day, or only after it."""


@dataclass(frozen=True, kw_only=True)
class OffsetDays(Field):
    """So many days before or after: two inputs, the number and one of ``sides``."""

    kind: ClassVar[str] = "offset"

    sides: Choices = SIDES

    def content(self, value: Any) -> list[str]:
        if value is None:
            return ["", ""]
        offset = Offset.parse(value)
        return [str(abs(offset.count)), f"{'+' if offset.count > 0 else '-'}{'wd' if offset.working else 'd'}"]

    def text(self, value: Any) -> str:
        count, side = self.content(value)
        return "—" if not count else "đúng ngày" if count == "0" else f"{count} {dict(SIDES)[side]}"

    def sent_back(self, sent: Sent) -> list[str]:
        return [*pairs_of(sent, self.name), ["", ""]][0]

    def read(self, sent: Sent) -> str | None:
        found = _offsets(sent, self.name, self.sides)
        return found[0] if found else None


@dataclass(frozen=True, kw_only=True)
class OffsetList(Many):
    """Several offsets, no two of them the same."""

    kind: ClassVar[str] = "offsets"

    sides: Choices = SIDES

    @property
    def unit(self) -> OffsetDays:
        return OffsetDays(path=self.path, label=self.label)

    def sent_back(self, sent: Sent) -> list[list[str]]:
        return [pair for pair in pairs_of(sent, self.name) if pair[0].strip()]

    def read(self, sent: Sent) -> list[str]:
        found = _offsets(sent, self.name, self.sides)
        if twice := [offset for index, offset in enumerate(found) if offset in found[:index]]:
            raise ValueError(f"hai mốc trùng nhau: {self.text(twice[:1])}")
        return found


def _offsets(sent: Sent, name: str, sides: Choices) -> list[str]:
    return [_offset(count.strip(), side, sides) for count, side in pairs_of(sent, name) if count.strip()]


def _offset(count: str, side: str, sides: Choices) -> str:
    # On one side of its day alone, an offset is never the day itself.
    number = Number(path=("n",), label="", least=0 if sides == SIDES else 1, most=9999).parsed(count)
    if side in dict(SIDES) and side not in dict(sides):
        raise ValueError(f"«{number} {dict(SIDES)[side]}»: phải là {' hoặc '.join(dict(sides).values())}")
    known(side, sides)
    return str(Offset.parse(f"{side[0]}{number}{side[1:]}"))
