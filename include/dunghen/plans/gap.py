"""What the documents leave open and the office must decide, as data: its words are for people only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_KEYS = re.compile(r"\s*(?:\(([a-z_]+(?:, [a-z_]+)*)\)|\[([a-z_.]+(?:, [a-z_.]+)*)\])")
_UNSAID = re.compile(r"\s*\[[a-z_., ]+\]")


class Register(StrEnum):
    """The lists of the configuration that the office adds to."""

    DUTIES = "duties"
    EVENTS = "events"
    GROUPS = "groups"
    UNITS = "units"
    PARTNERS = "partners"
    DAYS_OFF = "days-off"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that nobody has decided yet.

    Attributes:
        what: in Vietnamese, as pages say it.
        keys: those that hold the decision; empty where it has none of its own and is ticked off with a note.
        register: where it is entered: with the very duty, or in a list that serves many.
        entry: its name in that list: slug, year; of a new event the duty; empty for the list as a whole.
        line: the same for whoever writes YAML, with the file or the keys; empty where they go without saying.
        field: the input of the duty's form that asks for it; empty for the first one of ``keys``.
    """

    what: str
    keys: tuple[str, ...] = ()
    register: Register = Register.DUTIES
    entry: str = ""
    line: str = ""
    field: str = ""

    @classmethod
    def of(cls, line: str) -> Gap:
        """From a line of ``waiting_for``: «hạn hoàn thành (due)», «đơn vị chủ trì [lead]».

        Keys in round brackets are for people too; those in square brackets, which may lead further («steps.inform»), are
        for the pages only.
        """
        found = _KEYS.search(line)
        paths = (found[1] or found[2]).split(", ") if found else []
        keys = tuple(dict.fromkeys(path.partition(".")[0] for path in paths))
        field = next((path for path in paths if "." in path), "")
        return cls(_KEYS.sub("", line), keys, line=_UNSAID.sub("", line), field=field)

    def __str__(self) -> str:
        return self.line or self.what


NO_LEAD = Gap("đơn vị chủ trì (văn bản không nêu)", ("lead",))
