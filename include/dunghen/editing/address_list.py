"""A list «unit; address» as a spreadsheet saves it (CSV), matched with the units (pure). The file is a stranger's."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dunghen.directory.address import checked_address
from dunghen.directory.directory import Directory
from dunghen.directory.unit import Unit
from dunghen.wording.slug import slug

MOST_ROWS = 2000


@dataclass(frozen=True, slots=True)
class AddressList:
    """What was made of the file.

    Attributes:
        found: slug of a unit → the address for it.
        left_out: of each line that says nothing usable, why.
    """

    found: Mapping[str, str]
    left_out: tuple[str, ...]


def read_addresses(content: bytes, directory: Directory, wanted: Iterable[Unit]) -> AddressList:
    """The addresses of a CSV file: name (or alias) of the unit, then its address; «;», «,» or tab between them.

    Args:
        content: UTF-8, with a byte order mark or without.
        directory: knows the names.
        wanted: the units that an address is asked for; no other is touched.

    Raises:
        ValueError: the file is no such list; says in Vietnamese what to do.
    """
    rows = _rows(content)
    if len(rows) > MOST_ROWS:
        raise ValueError(f"Tệp có {len(rows)} dòng, nhiều hơn {MOST_ROWS}: có lẽ không phải danh sách địa chỉ.")
    has_heading = bool(rows) and "@" not in "".join(rows[0])
    if not rows[has_heading:]:
        raise ValueError(_NO_LIST)
    return _matched(rows[has_heading:], directory, {unit.slug for unit in wanted})


_NO_LIST = "Tệp không phải danh sách «tên đơn vị; địa chỉ» dạng CSV."


def _rows(content: bytes) -> list[list[str]]:
    """The lines that are not empty."""
    try:
        lines = content.decode("utf-8-sig").splitlines()
        rows = list(csv.reader(lines, delimiter=_delimiter(lines), strict=True))
    except UnicodeDecodeError:
        raise ValueError("Tệp không phải mã UTF-8: trong bảng tính, chọn lưu thành «CSV UTF-8».") from None
    except csv.Error:
        raise ValueError(_NO_LIST) from None
    if b"\0" in content:
        raise ValueError(_NO_LIST)
    return [row for row in rows if any(map(str.strip, row))]


def _delimiter(lines: list[str]) -> str:
    """That which stands most often in the first lines; a Vietnamese spreadsheet writes «;»."""
    head = "".join(lines[:20])
    return max(";,\t", key=lambda one: (head.count(one), one == ";"))


def _matched(rows: list[list[str]], directory: Directory, wanted: set[str]) -> AddressList:
    found: dict[str, str] = {}
    left_out: list[str] = []
    units = {slug(unit.name): unit.slug for unit in directory.units}
    for number, row in enumerate(rows, start=1):
        name, address = (unicodedata.normalize("NFC", " ".join(cell.split())) for cell in [*row, "", ""][:2])
        unit = directory.slug_of(name) or units.get(slug(name)) or name
        if fault := _fault(address, found.get(unit), is_unit=unit in units.values(), is_wanted=unit in wanted):
            left_out.append(f"Dòng {number}, «{name[:100]}»: {fault}"[:300])
        else:
            found[unit] = address
    return AddressList(found, tuple(left_out))


def _fault(address: str, former: str | None, *, is_unit: bool, is_wanted: bool) -> str:
    try:
        checked_address(address)
    except ValueError as error:
        return str(error)
    if not is_unit:
        return "không có đơn vị nào mang tên này"
    if not is_wanted:
        return "đơn vị đã có địa chỉ thật; đổi thì mở trang của đơn vị"
    if former and former != address:
        return "đơn vị ghi hai lần với hai địa chỉ; giữ địa chỉ đầu"
    return ""
