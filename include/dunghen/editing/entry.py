"""One entry of the configuration in a form: what was signed, what the office decided over it, what a sent form changes."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dunghen.plans.decision import ABSENT, Change, value_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dunghen.editing.field import Field, Sent
    from dunghen.plans.problem import ConfigProblem
    from dunghen.plans.yaml_lines import Path


@dataclass(frozen=True)
class Section:
    """Fields that belong together, under a heading."""

    title: str
    fields: tuple[Field, ...]
    note: str = ""


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

    @property
    def fields(self) -> tuple[Field, ...]:
        """Of all sections."""
        return tuple(one for section in self.sections for one in section.fields)

    @property
    def stamp(self) -> str:
        """Another one as soon as somebody else decides on the entry."""
        return hashlib.sha256(repr((self.decided, self.among)).encode()).hexdigest()[:16]

    def signed_value(self, one: Field) -> Any:
        """What the signed file says; None where it says nothing."""
        found = value_at(self.signed, one.path)
        return None if found is ABSENT else found

    def value(self, one: Field) -> Any:
        """What holds: what the office decided, else what was signed."""
        found = value_at(self.decided, one.path)
        return self._below_decisions(one) if found is ABSENT else found

    def _below_decisions(self, one: Field) -> Any:
        """What was signed, unless the office has taken away what it stands in."""
        above = (value_at(self.decided, one.path[:length]) for length in range(len(one.path)))
        return None if any(found is None for found in above) else self.signed_value(one)

    def is_decided(self, one: Field) -> bool:
        """Whether the office has decided on it."""
        return value_at(self.decided, one.path) is not ABSENT

    @property
    def is_one(self) -> bool:
        """Whether it is one thing with a history of its own; a form that only adds to a list is not."""
        return True

    @property
    def is_decided_at_all(self) -> bool:
        """Whether the office has decided anything about it."""
        return self.decided is not ABSENT

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
            change = Change((*self.path, *one.path), value_at(self.decided, one.path), self._decision(one, value))
            if not _same(change.before, change.after):
                read.changes.append(change)
                read.told.append((one.label, one.told(self.value(one)), one.told(value)))
        return read

    def _decision(self, one: Field, value: Any) -> Any:
        """What is written below ``office/`` for this value: nothing where it is what was signed."""
        if one.shown(value) == one.shown(self.value(one)):
            # What stands there already stays as it is written: a form changes nothing by being sent.
            return value_at(self.decided, one.path)
        return ABSENT if one.shown(value) == one.shown(self.signed_value(one)) else value

    def leaving(self) -> Read:
        """What leaving everything to the signed file again would change; an entry that the office added goes altogether."""
        if self.decided is ABSENT:
            return Read()
        told = [(one.label, one.told(self.value(one)), one.told(self.signed_value(one))) for one in self.fields]
        told = [one for one in told if one[1] != one[2]] or [("Cả mục", self.title, "—")]
        return Read([Change(self.path, self.decided, ABSENT)], told)


@dataclass
class Read:
    """What was made of a sent form."""

    changes: list[Change] = field(default_factory=list)
    told: list[tuple[str, str, str]] = field(default_factory=list)
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
            where = re.sub(r"\[\d+\]", "", problem.where)
            meant = [one for one in fields if f".{_keys(one)}." in f".{where}."]
            said = problem.what + (f" (gợi ý: {problem.suggestion})" if problem.suggestion else "")
            if meant:
                # The longest path is the nearest: «steps.remind» before «steps».
                nearest = max(meant, key=lambda one: len(one.path))
                self.faults.setdefault(nearest.name, []).append(said)
            else:
                self.problems.append(str(problem))


def _keys(one: Field) -> str:
    return ".".join(map(str, one.path))


def _same(one: Any, other: Any) -> bool:
    return one is other or (one is not ABSENT and other is not ABSENT and bool(one == other))
