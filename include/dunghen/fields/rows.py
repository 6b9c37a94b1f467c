"""Inputs in a table: a list of mappings, a row for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from dunghen.decision import given_at, put
from dunghen.fields.field import Field, Sent
from dunghen.fields.sent import as_list


@dataclass(frozen=True, kw_only=True)
class Rows(Field):
    """A table: each row is a mapping with the columns as keys, each with one input. A row left empty is none."""

    kind: ClassVar[str] = "rows"

    columns: tuple[Field, ...]
    blank: int = 2
    """Empty rows to add in."""

    def content(self, value: Any) -> list[list[Any]]:
        return [[column.content(given_at(row, column.path)) for column in self.columns] for row in as_list(value)]

    def text(self, value: Any) -> str:
        rows = (
            ", ".join(
                column.text(given) for column in self.columns if (given := given_at(row, column.path)) not in (None, "")
            )
            for row in as_list(value)
        )
        return "; ".join(rows) or "—"

    @property
    def empty_rows(self) -> list[list[Any]]:
        """What the rows to add in show."""
        return [[column.content(None) for column in self.columns]] * self.blank

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
        missing = [
            column.label for column in self.columns if row and column.required and not given_at(row, column.path)
        ]
        if missing:
            raise ValueError(f"dòng {index + 1} còn thiếu: {', '.join(missing).lower()}")
        return row
