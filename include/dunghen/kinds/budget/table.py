"""The table of programmes and stages, with its sums. Loads pandas: never imported when a DAG is parsed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dunghen.kinds.budget.amounts import Entered


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """One programme: its amount in đồng at each stage, in the order of the stages; None where none was entered."""

    programme: str
    title: str
    amounts: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class BudgetTable:
    """All programmes of a cycle.

    Attributes:
        acts: the stages, in order.
        rows: the programmes, by title.
        sums: what the programmes add up to at each stage, in đồng; None where no programme has an amount.
        overall: the amounts entered for the cycle as a whole, which are shown and never added to the sums.
    """

    acts: tuple[str, ...]
    rows: tuple[BudgetRow, ...]
    sums: tuple[int | None, ...]
    overall: tuple[int | None, ...]

    @property
    def has_amounts(self) -> bool:
        """Whether there is anything to show."""
        return any(amount is not None for amount in (*self.sums, *self.overall))


def tabulate(lines: Sequence[Entered], acts: Sequence[str]) -> BudgetTable:
    """Programmes by stages, with the sum of each stage. Amounts are whole đồng throughout: nothing is rounded."""
    wide = _wide([one for one in lines if one.programme], acts)
    overall = {one.act: one.amount_vnd for one in lines if not one.programme}
    rows = tuple(
        BudgetRow(programme, title, _amounts(amounts))
        for (title, programme), amounts in zip(wide.index, wide.itertuples(index=False), strict=True)
    )
    sums = _amounts(wide.sum(min_count=1))
    return BudgetTable(tuple(acts), rows, sums, tuple(overall.get(act) for act in acts))


def _wide(lines: Sequence[Entered], acts: Sequence[str]) -> pd.DataFrame:
    """Titles down, stages across. An entry is one of its kind in a cycle, so no cell is met twice."""
    columns = ["title", "programme", "act", "amount"]
    values = [(one.title, one.programme, one.act, one.amount_vnd) for one in lines]
    long = pd.DataFrame(values, columns=columns).astype({"amount": "Int64"})
    wide = long.set_index(columns[:3])["amount"].unstack("act")
    return wide.reindex(columns=list(acts)).astype("Int64").sort_index()


def _amounts(values: Iterable[Any]) -> tuple[int | None, ...]:
    return tuple(None if pd.isna(value) else int(value) for value in values)
