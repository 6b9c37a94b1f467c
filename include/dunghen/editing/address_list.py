"""A list «unit; address» as a spreadsheet saves it (CSV), matched with the units (pure). The file is a stranger's."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dunghen.directory.address import checked_address
from dunghen.directory.directory import Directory
from dunghen.directory.unit import Unit
from dunghen.wording.look_alikes import without_unseen
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
        text = content.decode("utf-8-sig")
        # As a file, and not line by line: a cell in quotes may hold a line break (Alt+Enter).
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    except UnicodeDecodeError:
        raise ValueError("Tệp không phải mã UTF-8: trong bảng tính, chọn lưu thành «CSV UTF-8».") from None
    except csv.Error:
        raise ValueError(_NO_LIST) from None
    if b"\0" in content:
        raise ValueError(_NO_LIST)
    return [row for row in rows if any(map(str.strip, row))]


def _delimiter(text: str) -> str:
    """That which stands most often in the first lines; a Vietnamese spreadsheet writes «;»."""
    head = "".join(text.splitlines()[:20])
    return max(";,\t", key=lambda one: (head.count(one), one == ";"))


def _matched(rows: list[list[str]], directory: Directory, wanted: set[str]) -> AddressList:
    found: dict[str, str] = {}
    left_out: list[str] = []
    units = {slug(unit.name): unit.slug for unit in directory.units}

    def named(cell: str) -> str | None:
        return directory.slug_of(cell) or units.get(slug(cell)) or (cell if cell in units.values() else None)

    for number, row in enumerate(rows, start=1):
        name, given = _name_and_address([unicodedata.normalize("NFC", " ".join(cell.split())) for cell in row], named)
        unit, address = named(name) or "", without_unseen(given).strip()
        if fault := _fault(address, found.get(unit), is_unit=bool(unit), is_wanted=unit in wanted):
            left_out.append(f"Dòng {number}, «{name[:100]}»: {fault}"[:300])
        else:
            found[unit] = address
    return AddressList(found, tuple(left_out))


def _name_and_address(cells: Sequence[str], named: Callable[[str], str | None]) -> tuple[str, str]:
    """The cell that names a unit and the one with an address, wherever they stand: a list may have a number before them."""
    address = next((cell for cell in cells if "@" in cell), None)
    others = [cell for cell in cells if cell != address]
    name = next((cell for cell in others if named(cell)), None)
    if name is None:
        name = next((cell for cell in others if cell and not cell.isdecimal()), "")
    return name, address if address is not None else next((cell for cell in others if cell != name), "")


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
