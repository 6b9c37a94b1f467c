"""One thing that can be entered: how a value is shown in a form, and how what was sent becomes a value again.

A value is what YAML can say (``None``: nothing). What is sent is text, name → all values sent under it, as a browser
sends a form. ``ValueError`` always tells in Vietnamese what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, ClassVar

from dunghen.directory.address import checked_address
from dunghen.editing.nested import below, put
from dunghen.editing.sent import all_of, as_list, first_of
from dunghen.wording.dates import short_date

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

    def shown(self, value: Any) -> Any:
        """What the inputs show; two values that show alike are the same."""
        return "" if value is None else str(value)

    def told(self, value: Any) -> str:
        """The value as a sentence tells it; «—» for nothing."""
        return str(self.shown(value)) or "—"

    def same(self, one: Any, other: Any) -> bool:
        """Whether two values say the same."""
        return bool(self.shown(one) == self.shown(other))

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


class Day(Field):
    """A day of one year."""

    kind = "date"

    def shown(self, value: Any) -> str:
        return value.isoformat() if isinstance(value, date) else str(value or "")

    def told(self, value: Any) -> str:
        return short_date(value) if isinstance(value, date) else super().told(value)

    def parsed(self, text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise ValueError(f"«{text}» không phải một ngày: chọn trên lịch, hoặc ghi năm-tháng-ngày") from None


class MonthDay(Field):
    """A day of every year, «30/11»; kept as «11-30»."""

    kind = "month-day"
    _SHAPE = re.compile(r"(\d{1,2})[/-](\d{1,2})")

    def shown(self, value: Any) -> str:
        month, _, day = str(value or "").partition("-")
        return f"{day}/{month}" if day else str(value or "")

    def parsed(self, text: str) -> str:
        match = self._SHAPE.fullmatch(text)
        try:
            found = date(2024, int(match[2]), int(match[1])) if match else None
        except ValueError:
            found = None
        if found is None:
            raise ValueError(f"«{text}» không phải ngày/tháng, ví dụ 30/11")
        return f"{found:%m-%d}"


class Hour(Field):
    """An hour of the day in Hà Nội; YAML 1.1 reads a plain 14:00 as the number 840."""

    kind = "time"

    def shown(self, value: Any) -> str:
        if isinstance(value, int):
            return f"{value // 60:02d}:{value % 60:02d}"
        return f"{value:%H:%M}" if isinstance(value, time) else str(value or "")

    def parsed(self, text: str) -> str:
        try:
            return f"{time.fromisoformat(text):%H:%M}"
        except ValueError:
            raise ValueError(f"«{text}» không phải giờ và phút, ví dụ 08:30") from None


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

    def shown(self, value: Any) -> bool:
        return value is True

    def told(self, value: Any) -> str:
        return "có" if value is True else "không"

    def sent_back(self, sent: Sent) -> bool:
        return self.read(sent)

    def read(self, sent: Sent) -> bool:
        return bool(first_of(sent, self.name))


Choices = tuple[tuple[str, str], ...]
"""Value and label of each."""


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    """One of some values."""

    kind: ClassVar[str] = "choice"

    choices: Choices
    nothing: str = "—"
    """What the empty choice is called."""

    def told(self, value: Any) -> str:
        return dict(self.choices).get(str(value), super().told(value))

    def parsed(self, text: str) -> str:
        return known(text, self.choices)


@dataclass(frozen=True, kw_only=True)
class Several(Field):
    """Any of some values, in their order."""

    kind: ClassVar[str] = "several"

    choices: Choices

    def shown(self, value: Any) -> list[str]:
        return [str(one) for one in as_list(value)]

    def told(self, value: Any) -> str:
        labels = dict(self.choices)
        return "; ".join(labels.get(one, one) for one in self.shown(value)) or "—"

    def same(self, one: Any, other: Any) -> bool:
        return sorted(self.shown(one)) == sorted(self.shown(other))

    def sent_back(self, sent: Sent) -> list[str]:
        return all_of(sent, self.name)

    def read(self, sent: Sent) -> list[str] | None:
        return [known(text, self.choices) for text in all_of(sent, self.name)] or None


class Days(Field):
    """Several days, in the order in which they were set."""

    kind = "days"

    def shown(self, value: Any) -> list[str]:
        day = Day(path=self.path, label=self.label)
        return [day.shown(one) for one in as_list(value)]

    def told(self, value: Any) -> str:
        day = Day(path=self.path, label=self.label)
        return "; ".join(day.told(one) for one in as_list(value)) or "—"

    def sent_back(self, sent: Sent) -> list[str]:
        return all_of(sent, self.name)

    def read(self, sent: Sent) -> list[date] | None:
        day = Day(path=self.path, label=self.label)
        return [day.parsed(text) for text in all_of(sent, self.name)] or None


@dataclass(frozen=True, kw_only=True)
class Rows(Field):
    """A table: each row is a mapping with the columns as keys, each with one input. A row left empty is none."""

    kind: ClassVar[str] = "rows"

    columns: tuple[Field, ...]
    blank: int = 2
    """Empty rows to add in."""

    def shown(self, value: Any) -> list[list[Any]]:
        return [[column.shown(below(row, column.path)) for column in self.columns] for row in as_list(value)]

    def told(self, value: Any) -> str:
        rows = (
            ", ".join(
                column.told(given) for column in self.columns if (given := below(row, column.path)) not in (None, "")
            )
            for row in as_list(value)
        )
        return "; ".join(rows) or "—"

    @property
    def empty_rows(self) -> list[list[Any]]:
        """What the rows to add in show."""
        return [[column.shown(None) for column in self.columns]] * self.blank

    def sent_back(self, sent: Sent) -> list[list[Any]]:
        rows = (
            [column.sent_back(self.of_row(sent, column, index)) for column in self.columns]
            for index in self.indices(sent)
        )
        return [row for row in rows if any(row)]

    def read(self, sent: Sent) -> list[dict[str, Any]] | None:
        return [row for index in self.indices(sent) if (row := self.row(sent, index))] or None

    def indices(self, sent: Sent) -> range:
        """The rows that were sent, empty ones among them."""
        return range(max((len(sent.get(f"{self.name}.{one.name}", ())) for one in self.columns), default=0))

    def of_row(self, sent: Sent, column: Field, index: int) -> Sent:
        """What was sent for one column of one row."""
        return {column.name: sent.get(f"{self.name}.{column.name}", ())[index : index + 1]}

    def row(self, sent: Sent, index: int) -> dict[str, Any]:
        """One row; without anything where it was left empty.

        Raises:
            ValueError: a column that must be there is empty, or holds no such value.
        """
        row: dict[str, Any] = {}
        for column in self.columns:
            value = column.read(self.of_row(sent, column, index))
            if value is not None:
                put(row, column.path, value)
        missing = [column.label for column in self.columns if row and column.required and not below(row, column.path)]
        if missing:
            raise ValueError(f"dòng {index + 1} còn thiếu: {', '.join(missing).lower()}")
        return row


def known(text: str, choices: Choices) -> str:
    """The text, where it is one of the choices.

    Raises:
        ValueError: it is none of them.
    """
    if text not in dict(choices):
        raise ValueError(f"«{text}» không có trong danh sách")
    return text
