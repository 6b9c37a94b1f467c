"""The journal of the office's decisions, as people read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dunghen.plans.decision import ABSENT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dunghen.editing.entry import Entry
    from dunghen.editing.field import Field
    from dunghen.plans.decision import Change, Decision

NOTHING = "theo tệp gốc"


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One decision; ``told``: of each change what, before, after."""

    decision: Decision
    told: tuple[tuple[str, str, str], ...]
    undone_by: int | None
    """The number of the decision that took it back and has not been taken back itself."""


def history_of(journal: Iterable[Decision], entry: Entry | None = None) -> tuple[HistoryLine, ...]:
    """The newest decision first; with ``entry``, only what was decided about it, in the words of its form."""
    decisions = tuple(journal)
    undone = _undone(decisions)
    lines = (HistoryLine(one, tuple(_told(one.changes, entry)), undone.get(one.number)) for one in reversed(decisions))
    return tuple(line for line in lines if line.told)


def _undone(decisions: tuple[Decision, ...]) -> dict[int, int]:
    """Number → the decision that took it back; what has been taken back itself takes nothing back."""
    found: dict[int, int] = {}
    for one in reversed(decisions):
        if one.undoes and one.number not in found:
            found[one.undoes] = one.number
    return found


def _told(changes: tuple[Change, ...], entry: Entry | None) -> Iterable[tuple[str, str, str]]:
    for change in changes:
        if entry is None:
            yield " · ".join(map(str, change.path)), _plain(change.before), _plain(change.after)
        elif change.path[: len(entry.path)] == entry.path:
            below = change.path[len(entry.path) :]
            field = next((one for one in entry.fields if one.path == below), None)
            label = field.label if field else " · ".join(map(str, below)) or "Cả mục"
            yield label, _shown(field, change.before), _shown(field, change.after)


def _shown(field: Field | None, value: Any) -> str:
    return field.told(value) if field and value is not ABSENT else _plain(value)


def _plain(value: Any) -> str:
    if value is ABSENT:
        return NOTHING
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_plain(one)}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(map(_plain, value)) or "—"
    return "—" if value is None else str(value)
