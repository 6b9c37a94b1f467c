"""Values that stand at a path below a mapping."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def below(row: Any, path: tuple[str | int, ...]) -> Any:
    """What stands at the path below a mapping; None where nothing does."""
    for part in path:
        row = row.get(part) if isinstance(row, Mapping) else None
    return row


def put(row: dict[str, Any], path: tuple[str | int, ...], value: Any) -> None:
    """Let the value stand at the path below the mapping."""
    for part in path[:-1]:
        row = row.setdefault(str(part), {})
    row[str(path[-1])] = value
