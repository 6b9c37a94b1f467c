"""The forms of units, of groups of units, and of the addresses of many units at once (``units.yaml``)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from dunghen.decision import value_at
from dunghen.directory.address import checked_address, is_placeholder
from dunghen.directory.directory import Directory
from dunghen.directory.unit import Group, Unit
from dunghen.editing.entry import Entry, Read
from dunghen.editing.named_list import NamedList, including
from dunghen.fields.choice import Choices
from dunghen.fields.field import Email, Section, Sent
from dunghen.fields.of_model import inputs_of
from dunghen.wording.dates import long_date

FILE = "units.yaml"


def unit_entry(units: NamedList, slug: str, directory: Directory) -> Entry:
    """The form of a unit that exists."""
    decided = units.decided_entry(slug)
    own = (_names(directory),) if units.is_added(slug) else ()
    heir = value_at(decided, ("successor",)), units.signed_entry(slug).get("successor")
    return units.entry(slug, directory.name(slug), (*own, *_sections(directory, slug, heir)))


def new_unit_entry(units: NamedList, slug: str, directory: Directory) -> Entry:
    """The form of a unit that the office adds under this name."""
    about = ("Đơn vị văn phòng thêm được dùng làm nơi nhận, thành viên nhóm; tệp gốc giữ nguyên.",)
    return units.added(slug, "Đơn vị mới", (_names(directory), *_sections(directory, slug, ())), about)


def _names(directory: Directory) -> Section:
    houses = dict.fromkeys(one.house for one in directory.units)
    choices = {
        "house": tuple((house, _house(directory, house)) for house in houses),
        "superior": _units(directory),
    }
    return Section("Đơn vị", inputs_of(Unit, "name", "house", "superior", "valid_from", choices=choices))


def _house(directory: Directory, house: str) -> str:
    """Its name; where no unit stands for the whole of it, that of one of its units."""
    name = directory.name(house)
    return name if name != house else f"cơ quan của {next(one.name for one in directory.units if one.house == house)}"


def _sections(directory: Directory, slug: str, heirs: Iterable[object]) -> tuple[Section, ...]:
    others = [one for one in _units(directory) if one[0] != slug]
    choices = {"successor": including(others, *(one for one in heirs if isinstance(one, str)))}
    return (
        Section("Nơi nhận thư", inputs_of(Unit, "email", "head")),
        Section("Người làm thay", inputs_of(Unit, "delegations")),
        Section("Sáp nhập, đổi tên, giải thể", inputs_of(Unit, "valid_to", "successor", choices=choices)),
        Section("Ghi chú", inputs_of(Unit, "note")),
    )


def _units(directory: Directory) -> Choices:
    return tuple({one.slug: one.name for one in directory.units}.items())


def group_entry(groups: NamedList, slug: str, directory: Directory) -> Entry:
    """The form of a group: who belongs to it."""
    signed, decided = groups.signed_entry(slug), groups.decided_entry(slug)
    now = signed.get("members"), value_at(decided, ("members",))
    choices = {"members": including(_units(directory), *(one for one in now if isinstance(one, list)))}
    members = Section("Thành viên", inputs_of(Group, "members", choices=choices))
    return groups.entry(slug, directory.name(slug), (members, Section("Ghi chú", inputs_of(Group, "note"))))


@dataclass(frozen=True)
class AddressesEntry(Entry):
    """New addresses for many units, in one decision; a field left empty leaves its unit as it is."""

    elsewhere: ClassVar[str] = "Ở đây chỉ nhập địa chỉ; trả về theo tệp gốc thì mở trang của từng đơn vị."

    @property
    def stamp(self) -> str:
        """Another one as soon as somebody else gives one of these units an address."""
        decided = [value_at(self.decided, one.path) for one in self.fields]
        return hashlib.sha256(repr(decided).encode()).hexdigest()[:16]

    def read(self, sent: Sent) -> Read:
        given = tuple(one for one in self.fields if any(text.strip() for text in sent.get(one.name, ())))
        if given == self.fields:
            return super().read(sent)
        return replace(self, sections=(Section("", given),)).read(sent)


class _NewAddress(Email):
    """An address to be given in place of a placeholder, which is not worth showing."""

    def content(self, value: object) -> str:
        return "" if value is None or is_placeholder(str(value)) else str(value)

    def parsed(self, text: str) -> str:
        if is_placeholder(checked_address(text)):
            raise ValueError(f"«{text}» là địa chỉ giữ chỗ, không gửi thật được")
        return text


def without_address(directory: Directory, day: date) -> tuple[Unit, ...]:
    """The units of this day that nothing can be sent to: no address, or a placeholder."""
    newest = {one.slug: one for one in directory.units}
    return tuple(
        one
        for one in newest.values()
        if (one.valid_to is None or one.valid_to >= day) and (not one.email or is_placeholder(one.email))
    )


def addresses_entry(units: NamedList, wanted: Iterable[Unit], about: tuple[str, ...]) -> Entry:
    """The form with one input for each of these units."""
    fields = tuple(_NewAddress(path=(one.slug, "email"), label=one.name, hint=one.addressed) for one in wanted)
    names = {one.slug for one in wanted}
    signed = {slug: units.signed_entry(slug) for slug in names}
    section = Section("Địa chỉ", fields, "Bỏ trống: đơn vị ấy giữ nguyên. Tất cả được ghi trong một quyết định.")
    decided = value_at(units.decided, (units.key,))
    return AddressesEntry(FILE, (units.key,), "Nhập địa chỉ cho nhiều đơn vị", (section,), signed, decided, about)


def delegation_text(unit: Unit, day: date) -> str | None:
    """Who stands in on this day and until when; None where nobody does."""
    found = next((one for one in unit.delegations if one.covers(day)), None)
    return f"{found.post} làm thay đến hết {long_date(found.until)}" if found else None
