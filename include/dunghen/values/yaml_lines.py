"""YAML read with the line of every value, so that an error can name it.

The data is built here from the parser's events, one by one, and not by the library's composer: that one is C that calls
itself for every bracket in a bracket (enough of them end the process), follows aliases of aliases without end, and makes
numbers of five thousand digits. So nothing is built that is too deep or too large, whatever the text says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

import yaml

from dunghen.values.problem import Path
from dunghen.values.yaml_faults import at_its_line, fault
from dunghen.wording.characters import loses


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
        return self.lines.get(self.known(path), 1)

    def place(self, path: Sequence[str | int], file: str) -> tuple[str, int]:
        """File and line of this path, or of the nearest part of it; ``file`` is the document's own name."""
        known = self.known(path)
        return self.origins.get(known, file), self.lines.get(known, 1)

    def known(self, path: Sequence[str | int]) -> Path:
        """The path, as far as it is in the file."""
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


Event = Any
"""One of the parser's (``yaml.Event``), of which the library's stubs say too little."""
MOST_VALUES = 20_000
"""So many values, aliases followed, has no file of ``config/`` by far; as many are read and checked in a second."""
_DEEPEST = 50
_LONGEST_PLAIN = 64
"""Characters; what is longer and not in quotes is text, for no number or day is as long."""
_TEXT, _MERGE = "tag:yaml.org,2002:str", "<<"


def parse_yaml(text: str, most: int = MOST_VALUES) -> YamlDocument:
    """Parse one YAML document.

    Args:
        text: the document.
        most: how many values it may have.

    Raises:
        yaml.YAMLError: the text is not YAML, or is YAML that no plan needs (too deep, too large once its aliases are
            followed, keys that are no text); ``problem_mark`` says where, if it is known.
    """
    with at_its_line(text):
        builder = _Builder(text, most)
        data = builder.document()
    return YamlDocument(data, builder.lines, builder.repeated)


class _Builder:
    """Makes data of the parser's events and notes the line of each value.

    An alias is read as the events of what it names, once more: each value has its own line, and counts.
    """

    def __init__(self, text: str, most: int) -> None:
        self.lines: dict[Path, int] = {(): 1}
        self.repeated: list[tuple[Path, int]] = []
        self._parser: Any = yaml.CSafeLoader(text)
        self._most, self._count = most, 0
        self._read: list[Event] = []
        """So far, those of aliases in place of the aliases."""
        self._named: dict[str, list[Event]] = {}
        """Anchor → its events; none as long as they are being read."""

    def document(self) -> Any:
        """The data of the one document; None where there is none."""
        self._parser.get_event()
        if self._parser.check_event(yaml.StreamEndEvent):
            return None
        self._parser.get_event()
        first = self._next()
        self.lines[()] = first.start_mark.line + 1
        data = self._value(first, self._next, ())
        self._parser.get_event()
        if not self._parser.check_event(yaml.StreamEndEvent):
            raise fault("tệp có hai tài liệu YAML (dòng «---» giữa tệp)", self._parser.peek_event(), "giữ lại một")
        return data

    def _next(self) -> Event:
        event = self._parser.get_event()
        self._read.append(event)
        return event

    def _value(self, event: Event, following: Callable[[], Event], path: Path) -> Any:
        """The value that begins with the event; ``following`` gives those after it."""
        self._count += 1
        if self._count > self._most:
            raise fault(f"quá lớn: hơn {self._most} giá trị", event, "chia nhỏ hoặc bớt đi")
        if len(path) > _DEEPEST:
            raise fault("lồng nhau quá sâu", event, "bớt ngoặc, bớt gạch đầu dòng lồng nhau")
        if isinstance(event, yaml.AliasEvent):
            return self._again(event, path)
        if event.anchor is None:
            return self._plain_value(event, following, path)
        begun = len(self._read) - 1
        self._named[event.anchor] = []
        value = self._plain_value(event, following, path)
        self._named[event.anchor] = self._read[begun:]
        return value

    def _again(self, alias: Event, path: Path) -> Any:
        self._read.pop()
        events: Iterator[Event] = iter(self._named.get(alias.anchor, ()))

        def following() -> Event:
            self._read.append(event := next(events))
            return event

        try:
            first = following()
        except StopIteration:
            what = "dấu * trỏ tới tên chưa có hoặc tới chính chỗ chứa nó"
            raise fault(what, alias, "chữ bắt đầu bằng * thì đặt trong dấu nháy") from None
        return self._value(first, following, path)

    def _plain_value(self, event: Event, following: Callable[[], Event], path: Path) -> Any:
        if event.tag not in (None, _TEXT):
            raise fault("dấu ! không dùng ở đây", event, "chữ bắt đầu bằng ! thì đặt trong dấu nháy")
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(following, path)
        return self._sequence(following, path)

    def _mapping(self, following: Callable[[], Event], path: Path) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        while not isinstance(event := following(), yaml.MappingEndEvent):
            key = _key(event)
            below, line = (*path, str(key)), event.start_mark.line + 1
            if below in self.lines:
                self.repeated.append((below, line))
            self.lines[below] = line
            found[key] = self._value(following(), following, below)
        return found

    def _sequence(self, following: Callable[[], Event], path: Path) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := following(), yaml.SequenceEndEvent):
            below = (*path, len(found))
            self.lines[below] = event.start_mark.line + 1
            found.append(self._value(event, following, below))
        return found


def _key(event: Event) -> Any:
    """A text, a year or a day; what else YAML 1.1 would make of a key (of «on» True) stays as it is written."""
    if isinstance(event, yaml.MappingStartEvent):
        remedy = 'chữ có {{ … }} thì đặt cả giá trị trong dấu nháy, ví dụ "{{ duty }}"'
        raise fault("dấu ngoặc nhọn { ở chỗ không được có", event, remedy)
    if not isinstance(event, yaml.ScalarEvent):
        raise fault("khóa phải là chữ", event, "bỏ các dấu [ ] * ở đầu khóa, hoặc đặt khóa trong dấu nháy")
    if event.value == _MERGE and event.implicit[0]:
        raise fault("không dùng khóa «<<»", event, "ghi thẳng các khóa ra")
    key = _scalar(event)
    return key if type(key) in (str, int, date) else event.value


def _scalar(event: Event) -> Any:
    if loses(event.value):
        # An escape («\0») brings in what the parser refuses when it stands in the file as it is.
        raise fault("có ký tự điều khiển", event, "xóa ký tự ấy")
    is_text = event.tag or not event.implicit[0] or len(event.value) > _LONGEST_PLAIN
    return event.value if is_text else _meant(event.value)


_LOADER: Any = yaml.CSafeLoader("")
"""Knows what plain text stands for; nothing is ever read with it."""


@lru_cache(maxsize=4096)
def _meant(text: str) -> Any:
    """What YAML 1.1 takes plain text for; the text itself where that does not exist.

    Of 2026-02-30 the model says at its place that it is no day.
    """
    tag = _LOADER.resolve(yaml.ScalarNode, text, (True, False))
    construct = _LOADER.yaml_constructors.get(tag)
    if tag == _TEXT or construct is None:
        return text
    try:
        return construct(_LOADER, yaml.ScalarNode(tag, text))
    except (ValueError, OverflowError, yaml.YAMLError):
        return text
