"""The task table of a plan (the appendix of NQ 59: 29 rows), as data beside the plan file."""

from __future__ import annotations

import csv
import io

from dunghen.directory.directory import Directory
from dunghen.values.base import ConfigModel

COLUMNS = ("tt", "nhiem_vu", "don_vi_chu_tri", "don_vi_phoi_hop", "san_pham", "thoi_gian")


class TaskRow(ConfigModel):
    """One row: the task, who leads, who coordinates, what comes out, when."""

    tt: str
    task: str
    leads: tuple[str, ...]
    """Slugs of units and groups."""
    coordinators: tuple[str, ...]
    product: str
    time: str


def read_task_table(content: bytes, directory: Directory) -> tuple[TaskRow, ...]:
    """Read the CSV file. Unit names are separated by «; » and found in the directory by their exact name.

    Raises:
        ValueError: it is no table, a column is missing or a name is unknown; the message says which row.
    """
    try:
        # Excel puts a mark before the first column.
        reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise ValueError(f"cột phải là {', '.join(COLUMNS)}")
        lines = list(reader)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ValueError(f"dòng {line}: không phải mã UTF-8; lưu lại bằng mã UTF-8") from error
    except csv.Error as error:
        raise ValueError(f"không đọc được thành bảng ({error})") from error
    return tuple(_row(line, number, directory) for number, line in enumerate(lines, start=2))


def _row(line: dict[str, str], number: int, directory: Directory) -> TaskRow:
    if len(line) != len(COLUMNS) or None in line.values():
        raise ValueError(f"dòng {number}: phải có đúng {len(COLUMNS)} ô")

    def slugs(names: str) -> tuple[str, ...]:
        found = []
        for name in filter(None, (part.strip() for part in names.split(";"))):
            slug = directory.slug_of(name)
            if slug is None:
                raise ValueError(f"dòng {number}: không có đơn vị «{name}» trong units.yaml")
            found.append(slug)
        return tuple(found)

    return TaskRow(
        tt=line["tt"],
        task=line["nhiem_vu"],
        leads=slugs(line["don_vi_chu_tri"]),
        coordinators=slugs(line["don_vi_phoi_hop"]),
        product=line["san_pham"],
        time=line["thoi_gian"],
    )
