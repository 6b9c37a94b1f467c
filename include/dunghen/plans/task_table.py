"""The task table of a plan (the appendix of NQ 59: 29 rows), as data beside the plan file."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from dunghen.values.base import ConfigModel

if TYPE_CHECKING:
    from dunghen.directory.directory import Directory

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


def read_task_table(text: str, directory: Directory) -> tuple[TaskRow, ...]:
    """Read the CSV text. Unit names are separated by «; » and found in the directory by their exact name.

    Raises:
        ValueError: a column is missing or a name is unknown; the message says which row.
    """
    reader = csv.DictReader(io.StringIO(text))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise ValueError(f"cột phải là {', '.join(COLUMNS)}")
    return tuple(_row(line, number, directory) for number, line in enumerate(reader, start=2))


def _row(line: dict[str, str], number: int, directory: Directory) -> TaskRow:
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
