"""The forms of units, of groups of units, and of the addresses of many units at once (``units.yaml``)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from dunghen.decision import value_at
from dunghen.directory.address import checked_address, is_placeholder
from dunghen.editing.adding import AddingEntry
from dunghen.editing.named_list import including
from dunghen.fields.choice import Choice, Several
from dunghen.fields.days import Day
from dunghen.fields.field import Email, Field, LongText, Section
from dunghen.fields.rows import Rows
from dunghen.wording.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from dunghen.directory.directory import Directory
    from dunghen.directory.unit import Unit
    from dunghen.editing.entry import Entry, Read
    from dunghen.editing.named_list import NamedList
    from dunghen.fields.choice import Choices
    from dunghen.fields.field import Sent

FILE = "units.yaml"
_DELEGATIONS = Rows(
    path=("delegations",),
    label="Giao người làm thay (ủy quyền)",
    hint="Trong những ngày ấy thư của đơn vị đi tới địa chỉ này. Hai lần giao không được chồng ngày. "
    "Xóa trắng một dòng để bỏ.",
    columns=(
        Email(path=("email",), label="Địa chỉ người làm thay", required=True),
        Field(path=("post",), label="Chức danh (không ghi tên)"),
        Day(path=("since",), label="Từ ngày", required=True),
        Day(path=("until",), label="Đến hết ngày", required=True),
        Field(path=("reason",), label="Lý do, số giấy ủy quyền"),
    ),
)


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
    return Section(
        "Đơn vị",
        (
            Field(path=("name",), label="Tên đơn vị, như văn bản ghi", required=True),
            Choice(
                path=("house",),
                label="Thuộc cơ quan",
                choices=tuple((house, _house(directory, house)) for house in houses),
                hint="Thư sang cơ quan khác là thư ra ngoài, phải có người duyệt.",
                required=True,
            ),
            Choice(path=("superior",), label="Cấp trên trực tiếp", choices=_units(directory)),
            Day(path=("valid_from",), label="Có hiệu lực từ ngày"),
        ),
    )


def _house(directory: Directory, house: str) -> str:
    """Its name; where no unit stands for the whole of it, that of one of its units."""
    name = directory.name(house)
    return name if name != house else f"cơ quan của {next(one.name for one in directory.units if one.house == house)}"


def _sections(directory: Directory, slug: str, heirs: Iterable[object]) -> tuple[Section, ...]:
    others = [one for one in _units(directory) if one[0] != slug]
    return (
        Section(
            "Nơi nhận thư",
            (
                Email(path=("email",), label="Địa chỉ thư điện tử của đơn vị"),
                Field(
                    path=("head",),
                    label="Chức danh người đứng đầu",
                    hint="Cục trưởng, Giám đốc …; không ghi tên người.",
                ),
            ),
        ),
        Section("Người làm thay", (_DELEGATIONS,)),
        Section(
            "Sáp nhập, đổi tên, giải thể",
            (
                Day(path=("valid_to",), label="Hết hiệu lực sau ngày"),
                Choice(
                    path=("successor",),
                    label="Đơn vị tiếp nhận",
                    choices=including(others, *(one for one in heirs if isinstance(one, str))),
                    hint="Từ ngày sau đó, thư và việc chuyển sang đơn vị này; báo cáo cũ giữ tên cũ.",
                ),
            ),
        ),
        Section("Ghi chú", (LongText(path=("note",), label="Ghi chú của văn phòng"),)),
    )


def _units(directory: Directory) -> Choices:
    return tuple({one.slug: one.name for one in directory.units}.items())


def group_entry(groups: NamedList, slug: str, directory: Directory) -> Entry:
    """The form of a group: who belongs to it."""
    signed, decided = groups.signed_entry(slug), groups.decided_entry(slug)
    now = signed.get("members"), value_at(decided, ("members",))
    members = Several(
        path=("members",),
        label="Thành viên",
        choices=including(_units(directory), *(one for one in now if isinstance(one, list))),
        hint="Chưa chọn ai: nhóm chưa có danh sách, không đơn vị nào của nhóm nhận thư.",
    )
    note = Section("Ghi chú", (LongText(path=("note",), label="Ghi chú của văn phòng"),))
    return groups.entry(slug, directory.name(slug), (Section("Thành viên", (members,)), note))


@dataclass(frozen=True)
class AddressesEntry(AddingEntry):
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

    def shown(self, value: object) -> str:
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


def delegation_told(unit: Unit, day: date) -> str | None:
    """Who stands in on this day and until when; None where nobody does."""
    found = next((one for one in unit.delegations if one.covers(day)), None)
    return f"{found.post} làm thay đến hết {long_date(found.until)}" if found else None
