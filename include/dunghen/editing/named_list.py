"""A list of the configuration whose entries have a name: what was signed and what the office decided, entry by entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dunghen.decision import ABSENT, value_at
from dunghen.editing.entry import Entry
from dunghen.fields.choice import Choices
from dunghen.fields.field import Section
from dunghen.loading.decidable import NAMED, entries, family


@dataclass(frozen=True)
class NamedList:
    """The list under ``key`` of one file.

    Attributes:
        file: below ``config/``.
        key: «units».
        signed: the data of that file.
        decided: the data of the file of the same name below ``office/``; None where there is none.
    """

    file: str
    key: str
    signed: Any
    decided: Any

    def signed_entry(self, called: Any) -> Mapping[str, Any]:
        """The entry as it was signed, the newest of several of that name; empty where there is none."""
        name = NAMED[family(self.file)][self.key]
        found = [one for one in entries(self.signed, self.key) if isinstance(one, dict) and one.get(name) == called]
        return found[-1] if found else {}

    def decided_entry(self, called: Any) -> Any:
        """What the office decided about it; ``ABSENT`` where nothing."""
        return value_at(self.decided, (self.key, called))

    @property
    def names(self) -> tuple[Any, ...]:
        """Of all entries, those that the office has taken away among them: no name is ever given twice."""
        name = NAMED[family(self.file)][self.key]
        signed = [one.get(name) for one in entries(self.signed, self.key) if isinstance(one, dict)]
        added = value_at(self.decided, (self.key,))
        return tuple(dict.fromkeys([*signed, *(added if isinstance(added, dict) else ())]))

    def entry(
        self,
        called: Any,
        title: str,
        sections: tuple[Section, ...],
        about: tuple[str, ...] = (),
        kind: type[Entry] = Entry,
        **own: Any,
    ) -> Entry:
        """The form of one entry that exists; ``own``: what its kind has besides."""
        signed, decided = self.signed_entry(called), self.decided_entry(called)
        return kind(self.file, (self.key, called), title, sections, signed, decided, about, **own)

    def added(
        self,
        called: Any,
        title: str,
        sections: tuple[Section, ...],
        about: tuple[str, ...] = (),
        kind: type[Entry] = Entry,
        **own: Any,
    ) -> Entry:
        """The form of one that the office is about to add."""
        taken = tuple(map(str, self.names))
        return kind(self.file, (self.key, called), title, sections, {}, ABSENT, about, taken, **own)

    def is_added(self, called: Any) -> bool:
        """Whether the office added the entry, so that all of it is the office's."""
        return not self.signed_entry(called)


def including(choices: Iterable[tuple[str, str]], *current: Any) -> Choices:
    """The choices, and whatever stands there now though it is none of them: a form takes nothing away by being sent."""
    known = dict(choices)
    given = [one for value in current for one in (value if isinstance(value, list | tuple) else [value])]
    return (*known.items(), *((str(one), str(one)) for one in dict.fromkeys(given) if one and str(one) not in known))
