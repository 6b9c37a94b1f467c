"""*Sửa → Đơn vị, Nhóm*: addresses, who stands in for whom, successors; the members of groups; many addresses at once."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Response

from dunghen.directory.address import is_placeholder
from dunghen.directory.directory import Directory
from dunghen.directory.unit import Unit
from dunghen.editing.address_list import AddressList, read_addresses
from dunghen.editing.units import (
    FILE,
    addresses_entry,
    delegation_text,
    group_entry,
    new_unit_entry,
    unit_entry,
    without_address,
)
from dunghen.entrypoints.web import csrf
from dunghen.entrypoints.web.access import ACTS
from dunghen.entrypoints.web.csrf import TOKEN
from dunghen.entrypoints.web.edit.flow import FIELDS, Editing, Found, form_at
from dunghen.entrypoints.web.edit.list import HUB, Called, Line, Listing, Select, list_at, named_list
from dunghen.entrypoints.web.edit.upload import Upload, kept, take, upload_page
from dunghen.entrypoints.web.installation import config_in_force
from dunghen.entrypoints.web.page import TODAY
from dunghen.entrypoints.web.sent_form import SENT, SentForm
from dunghen.fields.sent import first_of
from dunghen.wording.dates import long_date
from dunghen.wording.slug import free_slug

router = APIRouter(prefix="/sua")

LIST, GROUPS = f"{HUB}/don-vi", f"{HUB}/nhom"
BULK = f"{LIST}/dia-chi"
BACK, GROUPS_BACK = (LIST, "Đơn vị"), (GROUPS, "Nhóm đơn vị")
NO_UNIT, NO_GROUP = "Không có đơn vị nào mang mã này.", "Không có nhóm nào mang mã này."
NO_FILE = "Tệp không còn trong kho, hoặc không phải danh sách địa chỉ: hãy đưa lên lại."
_MARKS = (
    ("khong", "chưa có địa chỉ"),
    ("giu-cho", "địa chỉ giữ chỗ"),
    ("lam-thay", "đang có người làm thay"),
    ("het", "hết hiệu lực"),
)
_TONES = {"khong": "bad", "giu-cho": "warn", "lam-thay": "pale", "het": ""}


def _units(
    name: Annotated[str, Query(alias="ten", max_length=200)] = "",
    mark: Annotated[str, Query(alias="dau-hieu", max_length=20)] = "",
    today: date = TODAY,
) -> Listing:
    directory = _directory()
    newest = {one.slug: one for one in directory.units}.values()
    lines = [_line(one, today) for one in newest if not mark or mark in _marks(one, today)]
    open_ones = len(without_address(directory, today))
    actions = [(f"{LIST}/moi", "Thêm đơn vị")]
    if open_ones:
        actions = [
            (BULK, f"Nhập địa chỉ cho {open_ones} đơn vị"),
            (f"{BULK}/tep", "Đưa danh sách địa chỉ vào"),
            *actions,
        ]
    select = Select("dau-hieu", "Dấu hiệu", _MARKS, mark)
    note = "Mở một đơn vị để sửa địa chỉ, giao người làm thay, ghi sáp nhập."
    return Listing("Đơn vị", lines, note=note, search=name, selects=(select,), actions=tuple(actions))


def _marks(unit: Unit, today: date) -> tuple[str, ...]:
    found = {
        "khong": not unit.email,
        "giu-cho": bool(unit.email) and is_placeholder(unit.email or ""),
        "lam-thay": any(one.covers(today) for one in unit.delegations),
        "het": unit.valid_to is not None and unit.valid_to < today,
    }
    return tuple(mark for mark, holds in found.items() if holds)


def _line(unit: Unit, today: date) -> Line:
    labels = dict(_MARKS)
    tags = tuple((labels[mark], _TONES[mark]) for mark in _marks(unit, today))
    notes = [unit.email] if unit.email and not is_placeholder(unit.email) else []
    if told := delegation_text(unit, today):
        notes.append(told)
    if unit.valid_to:
        notes.append(f"Hết hiệu lực sau {long_date(unit.valid_to)}")
    return Line(unit.name, f"{LIST}?{urlencode({'ma': unit.slug})}", tags, tuple(notes))


@router.get("/don-vi/dia-chi/tep")
def list_file_page(token: str = TOKEN) -> Response:
    """Ask for a list of addresses."""
    return upload_page(_UPLOAD, token)


@router.post("/don-vi/dia-chi/tep", dependencies=[ACTS, Depends(csrf.checked_upload)])
def take_list(sent: SentForm = SENT, token: str = TOKEN, today: date = TODAY) -> Response:
    """Read it, and go on to the form that it fills."""
    return take(_UPLOAD, sent, token, lambda content: _unreadable(content, today))


def _groups() -> Listing:
    lines = []
    for one in _directory().groups:
        tags = (("chưa có danh sách", "warn"),) if one.members is None else ((f"{len(one.members)} đơn vị", "pale"),)
        lines.append(Line(one.name, f"{GROUPS}?{urlencode({'ma': one.slug})}", tags, (one.note,) if one.note else ()))
    return Listing("Nhóm đơn vị", lines, note="Nhóm là cách văn bản gọi nhiều đơn vị; danh sách do văn phòng lập.")


_UPLOAD = Upload(
    "Đưa danh sách địa chỉ vào",
    "Mỗi dòng một đơn vị: tên (hoặc tên gọi tắt), rồi địa chỉ. Trong bảng tính, chọn lưu thành «CSV UTF-8». Tối đa 1 MB.",
    "Danh sách (.csv)",
    ".csv,text/csv",
    f"{BULK}/tep",
    BACK,
    f"{BULK}?tep=",
)


def _directory() -> Directory:
    return config_in_force().office.directory


def unit_editing(called: Called) -> Found:
    """The form of one unit."""
    directory, units = _directory(), named_list(FILE, "units")
    if called not in units.names:
        return NO_UNIT
    return Editing(unit_entry(units, called, directory), f"{LIST}?{urlencode({'ma': called})}", BACK)


def _new_unit(sent: dict[str, list[str]] = FIELDS) -> Found:
    """A unit that the office adds, called after the name that was sent."""
    name = first_of(sent, "name")
    directory, units = _directory(), named_list(FILE, "units")
    called = free_slug(name, {*map(str, units.names), *directory.slugs}) or "don-vi"
    return Editing(new_unit_entry(units, called, directory), f"{LIST}/moi", BACK, f"{LIST}?{urlencode({'ma': called})}")


def group_editing(called: Called) -> Found:
    """The form of one group of units."""
    groups = named_list(FILE, "groups")
    if called not in groups.names:
        return NO_GROUP
    return Editing(group_entry(groups, called, _directory()), f"{GROUPS}?{urlencode({'ma': called})}", GROUPS_BACK)


def _addresses(file: Annotated[str, Query(alias="tep", max_length=64)] = "", today: date = TODAY) -> Found:
    """An address for every unit that has none; ``tep``: filled from this list."""
    directory = _directory()
    wanted = without_address(directory, today)
    about: tuple[str, ...] = (f"{len(wanted)} đơn vị chưa có địa chỉ thật.",)
    filled = None
    if file:
        found = _listed(file, today)
        if found is None:
            return NO_FILE
        filled = {f"{slug}.email": [address] for slug, address in found.found.items()}
        about = (f"Đọc được {len(found.found)} địa chỉ, điền sẵn bên dưới; xem lại rồi ghi.", *found.left_out)
    return Editing(addresses_entry(named_list(FILE, "units"), wanted, about), BULK, BACK, filled=filled)


def _read(content: bytes, today: date) -> AddressList:
    directory = _directory()
    return read_addresses(content, directory, without_address(directory, today))


def _unreadable(content: bytes, today: date) -> str:
    try:
        _read(content, today)
    except ValueError as error:
        return str(error)
    return ""


def _listed(file: str, today: date) -> AddressList | None:
    content = kept(file)
    try:
        return None if content is None else _read(content, today)
    except ValueError:
        return None


list_at(router, "/don-vi", _units, unit_editing)
form_at(router, "/don-vi/moi", _new_unit)
form_at(router, "/don-vi/dia-chi", _addresses)
list_at(router, "/nhom", _groups, group_editing)
