"""Reads the files of one configuration folder, and gathers the problems that it meets."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from dunghen.loading.decidable import family, refused
from dunghen.loading.document import read_document
from dunghen.loading.overlay import overlaid
from dunghen.loading.validation import UNCHECKED, Validated, validate, where
from dunghen.values.problem import MOST_TOLD, ConfigProblem, Findings, UnknownName
from dunghen.values.problem import Path as KeyPath
from dunghen.values.yaml_lines import YamlDocument

Model = TypeVar("Model", bound=BaseModel)

OFFICE = "office"
"""The folder of what the office decided, below the configuration folder."""
_NAMING = ("units.yaml", "partners.yaml", "countries.yaml")
_NAMES = ("slug", "iso", "id", "fact")
"""Keys by which one entry is named in another."""
_ENTRY = 2
"""So long is the path of an entry: («units», «cuc-dien-anh»)."""


class Reader:
    """Reads files of one configuration folder and gathers the problems it meets."""

    def __init__(self, folder: Path, decided: Mapping[str, str]) -> None:
        self.folder = folder
        self._decided = decided
        self.problems: list[ConfigProblem] = []
        self.hashes: dict[str, str] = {}
        """Of the bytes of each file that could be read."""
        self._parsed: dict[str, YamlDocument | None] = {}
        self.faulty: dict[str, list[ConfigProblem]] = defaultdict(list)
        """Of what bears a name and cannot be used: what is wrong with it."""
        self._unread: dict[str, list[ConfigProblem]] = {}
        """Of a file that cannot be read, or of which a whole list cannot."""

    def add(
        self, file: str, line: int, path: str, what: str, value: str | None = None, suggestion: str | None = None
    ) -> ConfigProblem:
        """A problem, which is told with the others."""
        problem = ConfigProblem(file, line, path, what, value, suggestion)
        self.problems.append(problem)
        return problem

    def parsed(self, name: str, *, required: bool = True) -> YamlDocument | None:
        """The file as YAML, with what the office decided laid over it; None, and a problem, where it cannot be read."""
        if name not in self._parsed:
            before = len(self.problems)
            signed = self._parse(name, required)
            is_unread = signed is None and len(self.problems) > before
            both = self._with_decisions(name, signed)
            self._parsed[name] = None if is_unread else both
            if self._parsed[name] is None:
                self._unread[name] = self.problems[before:]
        return self._parsed[name]

    def _with_decisions(self, name: str, signed: YamlDocument | None) -> YamlDocument | None:
        """A shared file of which nobody knows what was decided is not used; a plan stands still, and is judged as signed."""
        origin, before = f"{OFFICE}/{name}", len(self.problems)
        is_shared = _is_shared(name)
        as_it_is = None if is_shared else signed
        decided = self._parse(origin, required=False)
        if decided is None or decided.data is None:
            return signed if len(self.problems) == before else as_it_is
        below = signed or YamlDocument(None, {(): 1})
        wrong = self._refused(name, below, decided)
        both = self.hashes.get(name, "") + self.hashes[origin]
        self.hashes[name] = hashlib.sha256(both.encode("ascii")).hexdigest()
        if len(wrong) == MOST_TOLD or min(map(len, wrong), default=_ENTRY) < _ENTRY:
            return as_it_is
        # A bad entry of a shared file breaks only what needs it; a plan is broken by any, and all else is told too.
        left_out = {path[:_ENTRY] for path in wrong if is_shared or len(path) == _ENTRY}
        return overlaid(below, decided, name, origin, left_out)

    def _refused(self, name: str, signed: YamlDocument, decided: YamlDocument) -> list[KeyPath]:
        """Tells what the office may not decide; where that is."""
        found = list(islice(refused(name, signed.data, decided.data), MOST_TOLD))
        for path, finding in found:
            problem = self.add(f"{OFFICE}/{name}", decided.line(path), where(decided, path), *finding)
            if _is_shared(name) and len(path) >= _ENTRY:
                self.faulty[str(path[1])].append(problem)
        return [path for path, _ in found]

    def _parse(self, name: str, required: bool) -> YamlDocument | None:
        decided = self._decided.get(name.removeprefix(f"{OFFICE}/")) if name.startswith(f"{OFFICE}/") else None
        read = read_document(name, self.folder / name if decided is None else decided, required=required)
        self.hashes |= {name: read.sha256} if read.sha256 else {}
        self.problems += [read.problem] if read.problem else []
        document = read.document
        if document is None:
            return None
        for path, line in document.repeated:
            self.add(name, line, where(document, path), "khóa ghi hai lần", str(path[-1]), "giữ lại một")
        return document

    def file(
        self, name: str, model: type[Model], *, required: bool = True, stand_ins: Mapping[str, Any] | None = None
    ) -> Validated[Model]:
        """The file, part by part; each faulty entry of it is kept in mind by its name."""
        document = self.parsed(name, required=required)
        if document is None or (document.data is None and not required):
            return Validated(None)
        read = validate(model, document, name, stand_ins)
        self.problems += read.problems
        for part, problems in read.faults.items():
            for slug in _names(document.value(part)) if len(part) == _ENTRY else ():
                self.faulty[slug] += problems
        self._unread[name] = [problem for part in read.faults if len(part) < _ENTRY for problem in read.faults[part]]
        return read

    def whole(self, name: str, model: type[Model]) -> Model | None:
        """The file as one model; None where anything is wrong with it."""
        read = self.file(name, model)
        return None if read.faults else read.model

    def findings(self, name: str, read: Validated[Any], check: Callable[[], Findings]) -> list[ConfigProblem]:
        """Tells what a check on a loaded file finds, at its lines.

        Returns:
            What is the matter with entries that are named and cannot be used: it was told where they stand.
        """
        document = self.parsed(name)
        try:
            found = list(check())
        except Exception as error:  # noqa: BLE001 - whatever one file says must not hide all others
            found = [((), (f"không kiểm tra được: {type(error).__name__}: {error}", None, UNCHECKED))]
        owed: list[ConfigProblem] = []
        for at, finding in found:
            path = read.path(at)
            if isinstance(finding, UnknownName) and (known := self._what_is_wrong_with(finding.value)):
                owed += known
            elif path[:1] not in read.cut:
                origin, line = document.place(path, name) if document else (name, 1)
                problem = self.add(origin, line, where(document, path) if document else "", *finding)
                if isinstance(finding, UnknownName) and path[:1] == ("groups",):
                    # Whoever names the group is told of the group's mistake, not of one of its own.
                    self.faulty[finding.value].append(problem)
        return owed

    def _what_is_wrong_with(self, name: str) -> Sequence[ConfigProblem]:
        """The problems of what bears this name; of a file that cannot be read, nobody knows what it names."""
        return self.faulty.get(name) or [problem for file in _NAMING for problem in self._unread.get(file, ())]


def _is_shared(name: str) -> bool:
    return family(name) == name


def _names(entry: Any) -> Iterator[str]:
    """By what other entries may call this one, as far as it can be read."""
    if isinstance(entry, dict):
        facts = entry.get("facts")
        given = [*(entry.get(key) for key in _NAMES), *(facts if isinstance(facts, list) else ())]
        yield from {name for name in given if isinstance(name, str)}
