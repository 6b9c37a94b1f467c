"""What the office decided over a signed file: single values, by whom, when and why; and how one is taken back (pure)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, Final

from dunghen.exceptions import OutdatedDecisionError
from dunghen.values.problem import Path
from dunghen.values.yaml_lines import parse_yaml
from dunghen.values.yaml_text import yaml_text


class Absence(Enum):
    """Where the office has decided nothing, the signed file holds; None is a decision: it takes a value away."""

    ABSENT = "absent"


ABSENT: Final = Absence.ABSENT


@dataclass(frozen=True, slots=True)
class Change:
    """One value of a file below ``office/``; values are what YAML can say.

    Attributes:
        path: («duties», «hop-thuong-nien», «dates»): names of entries, never their places in a list.
        before: what stands there; ``ABSENT`` where nothing does.
        after: what shall stand there; ``ABSENT`` to leave it to the signed file again.
    """

    path: Path
    before: Any
    after: Any

    @property
    def reverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.path, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the journal of a file."""

    file: str
    """Below ``config/``: ``plans/nq59-2025-2030.yaml``."""
    number: int
    """From 1, for each file."""
    at: datetime
    by: str
    why: str
    changes: tuple[Change, ...]
    undoes: int | None = None
    """The number of the decision that this one takes back."""
    sha256: str = ""
    """Of the file below ``office/`` as this decision left it; another hash there means an edit by hand since."""


def value_at(decided: Any, path: Path) -> Any:
    """What the office has decided at this path; ``ABSENT`` where it has not."""
    for part in path:
        if not isinstance(decided, dict) or part not in decided:
            return ABSENT
        decided = decided[part]
    return decided


def given_at(data: Any, path: Path) -> Any:
    """What stands at this path; None where nothing does."""
    found = value_at(data, path)
    return None if found is ABSENT else found


def merged(signed: Any, decided: Any, note: Callable[[Path, bool], None] = lambda *_: None, at: Path = ()) -> Any:
    """What was decided laid over what was signed (RFC 7396): None takes a key away, all but mappings is replaced whole.

    Args:
        signed: ``ABSENT`` where nothing was.
        decided: ``ABSENT`` where nothing is.
        note: is given every place of the result, and whether the office decided what stands there.
        at: the place that the result has. Keys are text in it, whatever YAML makes of them; places in lists are numbers.
    """
    is_merged = isinstance(signed, dict) and isinstance(decided, dict)
    is_decided = decided is not ABSENT and not is_merged
    if is_merged:
        note(at, is_decided)
        keys = [key for key in signed | decided if decided.get(key, ABSENT) is not None]
        return {key: merged(signed.get(key, ABSENT), decided.get(key, ABSENT), note, (*at, str(key))) for key in keys}
    whole = deepcopy(decided if is_decided else signed)
    for place in _places(whole, at):
        note(place, is_decided)
    return whole


def _places(value: Any, at: Path) -> Iterator[Path]:
    yield at
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _places(below, (*at, str(key)))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from _places(below, (*at, index))


def applied(decided: Any, changes: Iterable[Change]) -> dict[Any, Any]:
    """The data of a file below ``office/`` after these changes; the given data stays as it is.

    Raises:
        OutdatedDecisionError: something else stands there than a change was made for.
    """
    data: dict[Any, Any] = deepcopy(decided) if isinstance(decided, dict) else {}
    for change in changes:
        if value_at(data, change.path) != change.before:
            raise OutdatedDecisionError
        put(data, change.path, change.after)
    return data


def put(data: dict[Any, Any], path: Path, value: Any) -> None:
    """Let the value stand at this path; ``ABSENT`` takes away what does, and the mappings that it leaves empty."""
    first, rest = path[0], path[1:]
    if not rest:
        if value is ABSENT:
            data.pop(first, None)
        else:
            data[first] = deepcopy(value)
        return
    below = data.setdefault(first, {})
    if not isinstance(below, dict):
        below = data[first] = {}
    put(below, rest, value)
    if not below:
        # An entry about which nothing is decided any more says nothing.
        del data[first]


_HEAD = """\
# Điều văn phòng đã quyết, đè lên tệp cùng tên ở config/{file}; tệp ấy giữ nguyên.
# Trang «Sửa» ghi tệp này, kèm ai, lúc nào, vì sao ở {journal}. Sửa tay được; lời chú thích ở đây thì mất.
"""


def file_text(file: str, data: dict[Any, Any], journal: str) -> str:
    """The text of the file below ``office/``."""
    return _HEAD.format(file=file, journal=journal) + (yaml_text(data) if data else "{}\n")


def journal_text(decisions: Iterable[Decision]) -> str:
    """The journal of one file, oldest first."""
    return "".join(yaml_text([_entry(one)]) for one in decisions)


_MOST_IN_JOURNAL = 100_000
"""Values; a journal grows for as long as its plan runs, and is read by its own page only."""


def read_journal(file: str, text: str) -> tuple[Decision, ...]:
    """The decisions of a journal, oldest first.

    Raises:
        yaml.YAMLError, KeyError, TypeError: the text is not a journal.
    """
    return tuple(_read(file, entry) for entry in parse_yaml(text, _MOST_IN_JOURNAL).data or ())


def _entry(decision: Decision) -> dict[str, Any]:
    entry: dict[str, Any] = {"number": decision.number, "at": decision.at, "by": decision.by, "why": decision.why}
    entry |= {"undoes": decision.undoes} if decision.undoes else {}
    entry["changes"] = [
        {"path": list(one.path)}
        | ({} if one.before is ABSENT else {"before": one.before})
        | ({} if one.after is ABSENT else {"after": one.after})
        for one in decision.changes
    ]
    return entry | {"sha256": decision.sha256}


def _read(file: str, entry: dict[str, Any]) -> Decision:
    changes = (
        Change(tuple(_typed(one["path"], list)), one.get("before", ABSENT), one.get("after", ABSENT))
        for one in _typed(entry["changes"], list)
    )
    found = Decision(
        file,
        _typed(entry["number"], int),
        _typed(entry["at"], datetime),
        _typed(entry["by"], str),
        _typed(entry["why"], str),
        tuple(changes),
        _typed(entry.get("undoes"), int | None),
        _typed(entry["sha256"], str),
    )
    if found.at.tzinfo is None or any(isinstance(part, list | dict) for one in found.changes for part in one.path):
        raise TypeError
    return found


def _typed(value: Any, kind: Any) -> Any:
    """What somebody has written by hand into a journal may be anything."""
    if not isinstance(value, kind):
        raise TypeError
    return value
