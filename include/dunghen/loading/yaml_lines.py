"""YAML read with the line of every value, so that an error can name it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from dunghen.wording.characters import loses

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dunghen.values.problem import Path


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """The parsed data, the line (from 1) of every path in it, and the keys that stand twice in one mapping.

    ``origins``: of what was laid over the document from another file, the name of that file.
    """

    data: Any
    lines: Mapping[Path, int]
    repeated: Sequence[tuple[Path, int]] = field(default=())
    origins: Mapping[Path, str] = field(default_factory=dict)

    def line(self, path: Sequence[str | int]) -> int:
        """The line of this path, or of the nearest part of it that is in the file.

        Parts that are not in the file (the tag of a discriminated union in a pydantic location) are passed over.
        """
        return self.lines.get(self._known(path), 1)

    def place(self, path: Sequence[str | int], file: str) -> tuple[str, int]:
        """File and line of this path, or of the nearest part of it; ``file`` is the document's own name."""
        known = self._known(path)
        return self.origins.get(known, file), self.lines.get(known, 1)

    def _known(self, path: Sequence[str | int]) -> Path:
        found: Path = ()
        for part in path:
            if (*found, part) in self.lines:
                found = (*found, part)
        return found

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
        yaml.YAMLError: the text is not YAML, or is YAML that no plan needs (too deep, too large once its aliases are
            followed); ``problem_mark`` says where, if it is known.
    """
    _refuse_depth(text)
    loader = yaml.CSafeLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return YamlDocument(None, {(): 1})
        lines: dict[Path, int] = {}
        repeated: list[tuple[Path, int]] = []
        _as_written(node)
        for path, line, is_repeated in _walk(node, ()):
            if len(lines) >= _LARGEST:
                raise yaml.YAMLError(f"quá lớn: hơn {_LARGEST} giá trị")
            if is_repeated:
                repeated.append((path, line))
            lines[path] = line
        return YamlDocument(loader.construct_document(node), lines, repeated)
    except RecursionError:
        # An alias that stands within what it names has no end.
        raise yaml.YAMLError(_TOO_DEEP) from None
    finally:
        loader.dispose()


_LARGEST = 2_000_000
_DEEPEST = 100
_TOO_DEEP = "lồng nhau quá sâu"
_BRACKET = re.compile(r"[\[{\]}]")


def _refuse_depth(text: str) -> None:
    """The parser is C and recursive: brackets in brackets in brackets would end the whole process, not just the file."""
    depth = 0
    for bracket in _BRACKET.findall(text):
        depth = depth + 1 if bracket in "[{" else max(depth - 1, 0)
        if depth > _DEEPEST:
            raise yaml.YAMLError(_TOO_DEEP)


def told(error: yaml.YAMLError) -> str:
    """What the parser found wrong, in Vietnamese where it is one of the usual mistakes."""
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    return next((text for words, text in _USUAL.items() if words in problem), problem)


_UNSEEN = "có ký tự điều khiển"
_USUAL = {
    "cannot start any token": "ký tự không được đứng đầu giá trị; YAML thụt dòng bằng dấu cách, không bằng tab",
    "mapping values are not allowed": "dấu hai chấm ở chỗ không được có; chữ có dấu hai chấm thì đặt trong dấu nháy",
    "did not find expected key": "chờ một khóa ở đây; dòng này thụt sai hoặc dòng trên chưa đóng",
    "did not find expected '-'": "chờ dấu gạch đầu dòng ở đây; dòng này thụt sai",
    "could not find expected ':'": "thiếu dấu hai chấm sau khóa",
    "did not find expected ',' or": "thiếu dấu phẩy hoặc dấu đóng ngoặc",
    "did not find expected node content": "thiếu giá trị",
    "found unexpected end of stream": "hết tệp khi dấu nháy chưa đóng",
    "found undefined alias": "dấu * trỏ tới tên chưa có; chữ bắt đầu bằng * thì đặt trong dấu nháy",
    "could not determine a constructor": "dấu ! không dùng ở đây; chữ bắt đầu bằng ! thì đặt trong dấu nháy",
    "found another document": "tệp có hai tài liệu YAML (dòng «---» giữa tệp)",
    "control characters are not allowed": _UNSEEN,
}

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
    elif loses(node.value):
        # An escape («\0») brings in what the parser refuses when it stands in the file as it is.
        raise yaml.MarkedYAMLError(problem=_UNSEEN, problem_mark=node.start_mark)
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
