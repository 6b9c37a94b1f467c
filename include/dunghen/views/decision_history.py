"""The journal of the office's decisions, as people read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dunghen.plans.decision import ABSENT, value_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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


def _told(changes: tuple[Change, ...], entry: Entry | None) -> Iterator[tuple[str, str, str]]:
    for change in changes:
        if entry is None:
            yield " · ".join(map(str, change.path)), _plain(change.before), _plain(change.after)
        elif change.path[: len(entry.path)] == entry.path:
            yield from _of_entry(change, entry)


def _of_entry(change: Change, entry: Entry) -> Iterator[tuple[str, str, str]]:
    """What a change did to the entry, field by field where it was to all of it."""
    nothing = NOTHING if entry.signed else "—"
    below = change.path[len(entry.path) :]
    fields = [one for one in (*entry.fields, *entry.unshown) if one.kept]
    for field in fields if not below else [one for one in fields if one.path == below]:
        before, after = (_of_field(value, field) if not below else value for value in (change.before, change.after))
        if before is not after and before != after:
            yield field.label, _shown(field, before, nothing), _shown(field, after, nothing)
    if below and not any(one.path == below for one in fields):
        label = " · ".join(map(str, below))
        yield label, _shown(None, change.before, nothing), _shown(None, change.after, nothing)


def _of_field(value: Any, field: Field) -> Any:
    """What a decision about a whole entry says of one field; None took the entry away, and the field with it."""
    return None if value is None else value_at(value, field.path)


def _shown(field: Field | None, value: Any, nothing: str) -> str:
    if value is ABSENT:
        return nothing
    return field.told(value) if field else _plain(value)


def _plain(value: Any) -> str:
    if value is ABSENT:
        return NOTHING
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_plain(one)}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(map(_plain, value)) or "—"
    return "—" if value is None else str(value)
