"""The form that takes a calendar file in: which of its events are added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dunghen.decision import ABSENT, Change
from dunghen.editing.entry import Entry, Read
from dunghen.editing.events import own_duties
from dunghen.editing.named_list import NamedList
from dunghen.events.event import Event
from dunghen.events.ics import Imported, as_entry
from dunghen.fields.choice import Choice, Several
from dunghen.fields.field import Section, Sent
from dunghen.plans.plan import Plan
from dunghen.terms import EVENT_STATUSES

_TAKEN = "them"


@dataclass(frozen=True, kw_only=True)
class ImportEntry(Entry):
    """The events of a calendar file, of which the clerk takes in what is wanted."""

    elsewhere: ClassVar[str] = "Ở đây chỉ thêm sự kiện."

    imported: tuple[Event, ...]

    def read(self, sent: Sent) -> Read:
        read = super().read(sent)
        if read.faults or not self.fields:
            return read
        duty, wanted = (one.read(sent) for one in self.fields)
        for event in self.imported:
            if event.id in (wanted or ()):
                entry = as_entry(event) | {"duty": duty}
                read.changes.append(Change((*self.path, event.id), ABSENT, entry))
                read.summary.append((event.title, "—", event.when))
        return read


def import_entry(plan: Plan, events: NamedList, imported: Imported) -> ImportEntry:
    """The form that takes a calendar file in: which events would be added, which are left out and why."""
    choices = tuple((one.id, f"{one.title}, {one.when} ({EVENT_STATUSES[one.status]})") for one in imported.events)
    fields = (
        Choice(path=("duty",), label="Thuộc nhiệm vụ", choices=own_duties(plan), required=True, kept=False),
        Several(path=(_TAKEN,), label="Thêm những sự kiện này", choices=choices, required=True, kept=False),
    )
    left_out = tuple(f"Không thêm {reason}." for reason in imported.left_out)
    title = f"Đưa tệp lịch vào: {plan.short_title}"
    taken = tuple(map(str, events.names))
    sections = (Section(f"{len(choices)} sự kiện mới", fields),) if choices else ()
    found = imported.events
    return ImportEntry(events.file, (events.key,), title, sections, {}, about=left_out, among=taken, imported=found)


def all_of(imported: Imported) -> dict[str, list[str]]:
    """The form of ``import_entry`` with everything ticked."""
    return {_TAKEN: [one.id for one in imported.events]}
