"""One entry of the configuration in a form: what was signed, what the office decided over it, what a sent form changes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from dunghen.decision import ABSENT, Change, given_at, merged, value_at
from dunghen.fields.field import Field, Section, Sent
from dunghen.values.problem import ConfigProblem, Path


@dataclass(frozen=True)
class Entry:
    """A duty, an event, a unit, a partner, a day off: whatever has a form of its own.

    Attributes:
        file: below ``config/``.
        path: («duties», «hop-thuong-nien»): the entry in the file.
        title: what people call it.
        sections: what can be entered.
        signed: the entry in the file below ``config/``; an empty mapping for one that the office adds.
        decided: the entry in the file of the same name below ``office/``; ``ABSENT`` where there is none.
        about: sentences above the form: what the document says, with its lines; what is still open.
        among: of an entry that does not exist yet, the names that are taken: two people who add one at the same time
            see each other's.
        unshown: what no input shows and the entry decides all the same, so that the journal can tell it.
    """

    file: str
    path: Path
    title: str
    sections: tuple[Section, ...]
    signed: Mapping[str, Any]
    decided: Any = ABSENT
    about: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    unshown: tuple[Field, ...] = ()

    elsewhere: ClassVar[str] = ""
    """Of a form that only adds to a list: where an entry of it is taken away, or left to the signed file."""

    @property
    def fields(self) -> tuple[Field, ...]:
        """Of all sections."""
        return tuple(one for section in self.sections for one in section.fields)

    def label(self, one: Field) -> str:
        """What it is called away from its section: «Người gửi: Địa chỉ» where another section has an address too."""
        if sum(other.label == one.label for other in self.fields) < 2:
            return one.label
        home = next((section.title for section in self.sections if one in section.fields), "")
        return f"{home}: {one.label}"

    @property
    def stamp(self) -> str:
        """Another one as soon as somebody else decides on the entry."""
        return hashlib.sha256(repr((self.decided, self.among)).encode()).hexdigest()[:16]

    def signed_value(self, one: Field) -> Any:
        """What the signed file says; None where it says nothing."""
        return given_at(self.signed, one.path)

    def value(self, one: Field) -> Any:
        """What holds: what the office decided, laid over what was signed."""
        return given_at(merged(self.signed, self.decided), one.path)

    def is_decided(self, one: Field) -> bool:
        """Whether the office has decided on it."""
        return value_at(self.decided, one.path) is not ABSENT

    @property
    def has_history(self) -> bool:
        """Whether it is one thing with a history of its own; a form that only adds to a list is not."""
        return not self.elsewhere

    @property
    def is_decided_at_all(self) -> bool:
        """Whether the office has decided anything about it."""
        return self.decided is not ABSENT and self.has_history

    def read(self, sent: Sent) -> Read:
        """What a sent form would change."""
        read = Read()
        for one in self.fields:
            try:
                value = one.read(sent)
            except ValueError as error:
                read.faults[one.name] = [str(error)]
                continue
            if value is None and one.required:
                read.faults[one.name] = ["chưa có: phải ghi"]
                continue
            if not one.kept:
                continue
            self.decide(read, one, value)
        return read

    def decide(self, read: Read, one: Field, value: Any) -> None:
        """Let this value hold, with nothing below ``office/`` where it is what was signed."""
        if one.same(value, self.value(one)):
            # What stands there already stays as it is written: a form changes nothing by being sent.
            return
        before, signed = value_at(self.decided, one.path), self.signed_value(one)
        after = ABSENT if one.same(value, signed) else _patch(signed, value)
        if not _same(before, after):
            read.changes.append(Change((*self.path, *one.path), before, after))
            read.summary.append((self.label(one), one.text(self.value(one)), one.text(value)))

    def leaving(self) -> Read:
        """What leaving everything to the signed file again would change; an entry that the office added goes altogether."""
        if self.elsewhere:
            return Read(problems=[self.elsewhere])
        if self.decided is ABSENT:
            return Read()
        told = [(self.label(one), one.text(self.value(one)), one.text(self.signed_value(one))) for one in self.fields]
        told = [one for one in told if one[1] != one[2]] or [("Cả mục", self.title, "—")]
        return Read([Change(self.path, self.decided, ABSENT)], told)

    def removal(self) -> Read:
        """What taking the entry away would change."""
        told = [(one.label, one.text(self.value(one)), "—") for one in self.fields if one.kept]
        return Read([Change(self.path, self.decided, None if self.signed else ABSENT)], told)


@dataclass
class Read:
    """What was made of a sent form."""

    changes: list[Change] = field(default_factory=list)
    summary: list[tuple[str, str, str]] = field(default_factory=list)
    """Of each change: what, before, after; for people."""
    faults: dict[str, list[str]] = field(default_factory=dict)
    """By the name of the field."""
    problems: list[str] = field(default_factory=list)
    """What belongs to no field of the form."""

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.faults and not self.problems

    def add(self, problems: Iterable[ConfigProblem], fields: Sequence[Field]) -> None:
        """Put the problems that the configuration would have beside the fields that they are about."""
        for problem in problems:
            meant = self._meant(problem, fields)
            if meant:
                said, faults = _said(problem, fields), self.faults.setdefault(meant.name, [])
                faults += [said] if said not in faults else []
            else:
                self.problems.append(str(problem))

    def _meant(self, problem: ConfigProblem, fields: Sequence[Field]) -> Field | None:
        """The field at the problem's place; where that is a group of fields or the whole entry, what was changed of it."""
        near = [(rank, one) for one in fields if (rank := self._rank(problem.keys, one)) < _FAR]
        return min(near, key=lambda found: found[0])[1] if near else None

    def _rank(self, where: tuple[str, ...], one: Field) -> tuple[int, ...]:
        # «ad_hoc» before «covers» in «ad_hoc.covers», and the nearest where several begin alike: «steps.remind».
        if (found := _index(where, _keys(one))) is not None:
            return 0, found, -len(one.path)
        is_of_group = where[-1] in _keys(one)[:-1]
        return (4 - 2 * is_of_group - self._changes(one, where[:1]),)

    def _changes(self, one: Field, root: tuple[str, ...]) -> bool:
        """Whether the form changes it, below the key that the problem stands under."""
        paths = (change.path for change in self.changes)
        return any(path[-len(one.path) :] == one.path and tuple(map(str, path[:1])) == root for path in paths)


_FAR = (4,)
"""The rank of a field that has nothing to do with a problem."""


def _index(keys: tuple[str, ...], part: tuple[str, ...]) -> int | None:
    """Where the one stands within the other."""
    return next((at for at in range(len(keys)) if keys[at : at + len(part)] == part), None)


def _said(problem: ConfigProblem, fields: Sequence[Field]) -> str:
    """The problem in the words of the form: its labels for keys, days as people write them."""
    text = problem.what.replace("thiếu khóa này", "chưa có: phải ghi")
    for one in sorted(fields, key=lambda one: -len(str(one.path[-1]))):
        text = _word(one).sub(f"«{one.label}»", text)
    value = f" ({problem.value})" if problem.value and re.fullmatch(r"[\d-]+", problem.value) else ""
    hint = f" (gợi ý: {problem.suggestion})" if problem.suggestion else ""
    return re.sub(r"(\d{4})-(\d\d)-(\d\d)", r"\3/\2/\1", text + value + hint)


def _word(one: Field) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w«]){re.escape(str(one.path[-1]))}(?![\w»])")


def _keys(one: Field) -> tuple[str, ...]:
    return tuple(map(str, one.path))


def _patch(signed: Any, value: Any) -> Any:
    """What must be decided over ``signed`` for ``value`` to hold."""
    if not (isinstance(signed, Mapping) and isinstance(value, Mapping)):
        return value
    other = {key: _patch(signed.get(key), one) for key, one in value.items() if key not in signed or signed[key] != one}
    return other | {key: None for key in signed if key not in value}


def _same(one: Any, other: Any) -> bool:
    return one is other or (one is not ABSENT and other is not ABSENT and bool(one == other))
