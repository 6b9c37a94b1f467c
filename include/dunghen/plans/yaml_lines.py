"""YAML read with the line of every value, so that an error can name it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Path = tuple[str | int, ...]
"""The way to a value: («duties», 0, «title»)."""


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """The parsed data, the line (from 1) of every path in it, and the keys that stand twice in one mapping."""

    data: Any
    lines: Mapping[Path, int]
    repeated: Sequence[tuple[Path, int]] = field(default=())

    def line(self, path: Sequence[str | int]) -> int:
        """The line of this path, or of the nearest part of it that is in the file.

        Parts that are not in the file (the tag of a discriminated union in a pydantic location) are passed over.
        """
        found: Path = ()
        for part in path:
            if (*found, part) in self.lines:
                found = (*found, part)
        return self.lines.get(found, 1)

    def value(self, path: Sequence[str | int]) -> Any:
        """The value at this path, as far as the path is in the file."""
        value = self.data
        for part in path:
            try:
                value = value[part]
            except (KeyError, IndexError, TypeError):
                continue
        return value


def parse_yaml(text: str) -> YamlDocument:
    """Parse one YAML document.

    Raises:
        yaml.YAMLError: the text is not YAML; ``problem_mark`` says where.
    """
    loader = yaml.CSafeLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return YamlDocument(None, {(): 1})
        lines: dict[Path, int] = {}
        repeated: list[tuple[Path, int]] = []
        _as_written(node)
        for path, line, is_repeated in _walk(node, ()):
            if is_repeated:
                repeated.append((path, line))
            lines[path] = line
        return YamlDocument(loader.construct_document(node), lines, repeated)
    finally:
        loader.dispose()


_TEXT, _TRUTH, _TIMESTAMP = (f"tag:yaml.org,2002:{name}" for name in ("str", "bool", "timestamp"))


def _as_written(node: yaml.Node) -> None:
    """Keep as text what YAML 1.1 would make something else: the key «on», which it takes for True, and 2026-02-30."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            key.tag = _TEXT if key.tag == _TRUTH else key.tag
            _as_written(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _as_written(item)
    elif node.tag == _TIMESTAMP and not _is_day(node.value):
        # The model says at its place that it is no day; the constructor would end the loading of everything.
        node.tag = _TEXT


def _is_day(text: str) -> bool:
    try:
        yaml.safe_load(text)
    except ValueError:
        return False
    return True


def _walk(node: yaml.Node, path: Path) -> Iterator[tuple[Path, int, bool]]:
    if not path:
        yield path, node.start_mark.line + 1, False
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            below = (*path, str(key.value))
            yield below, key.start_mark.line + 1, key.value in seen
            seen.add(key.value)
            yield from _walk(value, below)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            below = (*path, index)
            yield below, value.start_mark.line + 1, False
            yield from _walk(value, below)
