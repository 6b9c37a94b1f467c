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
    try:
        text = content.decode("utf-8-sig")
        if "\0" in text:
            raise ValueError(_NO_LIST)
        # As a file, and not line by line: a cell in quotes may hold a line break (Alt+Enter).
        read = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        rows = [row for row in read if any(map(str.strip, row))]
    except UnicodeDecodeError:
        raise ValueError("Tệp không phải mã UTF-8: trong bảng tính, chọn lưu thành «CSV UTF-8».") from None
    except csv.Error:
        raise ValueError(_NO_LIST) from None
    if len(rows) > MOST_ROWS:
        raise ValueError(f"Tệp có {len(rows)} dòng, nhiều hơn {MOST_ROWS}: có lẽ không phải danh sách địa chỉ.")
    if rows and not any("@" in cell for cell in rows[0]):
        rows = rows[1:]  # the heading
    if not rows:
        raise ValueError(_NO_LIST)
    return _matched(rows, directory, {one.slug for one in wanted})


_NO_LIST = "Tệp không phải danh sách «tên đơn vị; địa chỉ» dạng CSV."


def _delimiter(text: str) -> str:
    """That which stands most often in the first lines; a Vietnamese spreadsheet writes «;»."""
    head = "".join(text.splitlines()[:20])
    return max(";,\t", key=lambda one: (head.count(one), one == ";"))


def _matched(rows: list[list[str]], directory: Directory, wanted: set[str]) -> AddressList:
    found: dict[str, str] = {}
    left_out: list[str] = []
    by_slug = {slug(one.name): one.slug for one in directory.units}
    units = set(by_slug.values())

    def named(cell: str) -> str | None:
        return directory.slug_of(cell) or by_slug.get(slug(cell)) or (cell if cell in units else None)

    for number, row in enumerate(rows, start=1):
        name, given = _name_and_address([unicodedata.normalize("NFC", " ".join(cell.split())) for cell in row], named)
        unit = named(name)
        said = f"Dòng {number}, «{name[:100]}»"
        try:
            address = checked_address(given)
        except ValueError as error:
            left_out.append(f"{said}: {error}"[:300])
            continue
        if unit is None:
            left_out.append(f"{said}: không có đơn vị nào mang tên này")
        elif unit not in wanted:
            left_out.append(f"{said}: đơn vị đã có địa chỉ thật; đổi thì mở trang của đơn vị")
        elif found.get(unit, address) != address:
            left_out.append(f"{said}: đơn vị ghi hai lần với hai địa chỉ; giữ địa chỉ đầu")
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
