"""The journal of the office's decisions, as people read it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dunghen.decision import ABSENT, Change, Decision, value_at
from dunghen.editing.entry import Entry
from dunghen.fields.field import Field
from dunghen.values.problem import Path

NOTHING = "theo tệp gốc"
_WHOLE, _PART = "Cả mục", "Một điều của mục này"

ChangeLine = tuple[str, str, str]
"""What was changed; before; after."""


@dataclass(frozen=True, slots=True)
class Door:
    """An entry that has a form, and the form's address."""

    entry: Entry
    href: str


@dataclass(frozen=True, slots=True)
class Matter:
    """What a decision says about one entry.

    Attributes:
        title: what people call the entry; empty where it is plain from the page.
        href: of its form; empty where it has none any more.
        lines: of each change what, before, after.
    """

    title: str
    href: str
    lines: tuple[ChangeLine, ...]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One decision, and what it is about."""

    decision: Decision
    matters: tuple[Matter, ...]
    undone_by: int | None
    """The number of the decision that took it back and has not been taken back itself."""


def history_of(journal: Iterable[Decision], entry: Entry) -> tuple[HistoryLine, ...]:
    """What was decided about the entry, in the words of its form; the newest first."""

    def about(decision: Decision) -> tuple[Matter, ...]:
        own = [change for change in decision.changes if change.path[: len(entry.path)] == entry.path]
        lines = tuple(line for change in own for line in _of_entry(change, entry))
        return (Matter("", "", lines),) if lines else ()

    return _lines(journal, about)


def journal_of(
    journal: Iterable[Decision], door: Callable[[str, Path], Door | None], wanted: Container[Decision]
) -> tuple[HistoryLine, ...]:
    """What was decided about one file, the newest first.

    Args:
        journal: of the file, the oldest decision first.
        door: leads from a file and the path of a change to the form of the entry that it is about.
        wanted: the decisions that are told.
    """

    def about(decision: Decision) -> tuple[Matter, ...]:
        if decision not in wanted:
            return ()
        known: dict[tuple[str, str], list[ChangeLine]] = {}
        lost: dict[Path, list[Change]] = {}
        for change in decision.changes:
            found = door(decision.file, change.path)
            if found:
                known.setdefault((found.entry.title, found.href), []).extend(_of_entry(change, found.entry))
            else:
                lost.setdefault(change.path[:2], []).append(change)
        formed = (Matter(*place, tuple(lines)) for place, lines in known.items())
        return (*formed, *(_without_form(path, changes) for path, changes in lost.items()))

    return _lines(journal, about)


def _lines(journal: Iterable[Decision], about: Callable[[Decision], tuple[Matter, ...]]) -> tuple[HistoryLine, ...]:
    decisions = tuple(journal)
    undone = _undone(decisions)
    lines = (HistoryLine(one, about(one), undone.get(one.number)) for one in reversed(decisions))
    return tuple(line for line in lines if line.matters)


def _undone(decisions: tuple[Decision, ...]) -> dict[int, int]:
    """Number → the decision that took it back; what has been taken back itself takes nothing back."""
    found: dict[int, int] = {}
    for one in reversed(decisions):
        if one.undoes and one.number not in found:
            found[one.undoes] = one.number
    return found


def _of_entry(change: Change, entry: Entry) -> Iterator[ChangeLine]:
    """What a change did to the entry, field by field where it was to all of it."""
    below, nothing = change.path[len(entry.path) :], NOTHING if entry.signed else "—"
    fields = [field for field in (*entry.fields, *entry.unshown) if field.kept]
    if not below:
        values = ((field, *(_of_field(value, field) for value in (change.before, change.after))) for field in fields)
        return _of_fields(entry, values, nothing)
    exact = [(field, change.before, change.after) for field in fields if field.path == below]
    return _of_fields(entry, exact, nothing) if exact else iter((_within(change, entry, fields, nothing),))


def _of_fields(entry: Entry, values: Iterable[tuple[Field, Any, Any]], nothing: str) -> Iterator[ChangeLine]:
    for field, before, after in values:
        if before is not after and before != after:
            yield entry.label(field), _words(field, before, nothing), _words(field, after, nothing)


def _within(change: Change, entry: Entry, fields: Iterable[Field], nothing: str) -> ChangeLine:
    """A change below a field, or below none."""
    below = change.path[len(entry.path) :]
    above = next((field for field in fields if field.path and below[: len(field.path)] == field.path), None)
    label = entry.label(above) if above else _PART
    return label, _words(None, change.before, nothing), _words(None, change.after, nothing)


def _without_form(path: Path, changes: list[Change]) -> Matter:
    """An entry of the office that is gone, by its name; of a file with a fault the keys, as the fault names them."""
    name = next(
        (found for one in changes for found in map(_name, (one.after, one.before), (one.path,) * 2) if found), ""
    )
    if name:
        return Matter(
            name, "", ((_WHOLE, _stands(one.before for one in changes), _stands(one.after for one in changes)),)
        )
    lines = ((" · ".join(map(str, one.path[2:])) or _WHOLE, _plain(one.before), _plain(one.after)) for one in changes)
    return Matter(f"Mục «{path[-1]}»", "", tuple(lines))


def _name(value: Any, path: Path) -> str:
    """What an entry calls itself: in all of it, or in the change of its name alone."""
    if isinstance(value, dict):
        return str(value.get("title") or value.get("name") or "")
    return str(value) if path[2:] in (("title",), ("name",)) and isinstance(value, str) else ""


def _stands(values: Iterable[Any]) -> str:
    return "có" if any(one is not ABSENT and one is not None for one in values) else "không có"


def _of_field(value: Any, field: Field) -> Any:
    """What a decision about a whole entry says of one field; None took the entry away, and the field with it."""
    return None if value is None else value_at(value, field.path)


def _words(field: Field | None, value: Any, nothing: str) -> str:
    if value is ABSENT:
        return nothing
    return field.text(value) if field else _plain(value)


def _plain(value: Any) -> str:
    if value is ABSENT:
        return NOTHING
    if isinstance(value, dict):
        return "; ".join(map(_plain, value.values()))
    if isinstance(value, list):
        return ", ".join(map(_plain, value)) or "—"
    return "—" if value is None else str(value)
