"""Lays what the office decided (``config/office/``) over the file that was signed, so that each keeps its own text.

Merging is that of JSON Merge Patch (RFC 7396): mappings are merged, everything else is replaced, null takes away. Beyond
it, a list whose entries have a name is merged entry by entry (``decidable.NAMED``).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from dunghen.loading.decidable import NAMED, called, entries, family
from dunghen.values.problem import Path
from dunghen.values.yaml_lines import YamlDocument


def overlaid(
    signed: YamlDocument, decided: YamlDocument, file: str, origin: str, left_out: Collection[Path] = ()
) -> YamlDocument:
    """One document of the two; every value knows the file and line that it stands in.

    Args:
        signed: the file below ``config/``; its data may be None (no such file).
        decided: that of the same name below ``office/``; a mapping of mappings where the lists are.
        file: the name of the first.
        origin: the name of the second, e.g. ``office/plans/nq59-2025-2030.yaml``.
        left_out: entries («units», «cuc-dien-anh») about which something is wrong: they are in neither.
    """
    merging = _Merging(signed, decided, origin, left_out)
    data: dict[str, Any] = {}
    below = signed.data if isinstance(signed.data, dict) else {}
    named = NAMED[family(file)]
    for key in [*below, *(key for key in decided.data if key not in below)]:
        if key in named and key in decided.data:
            data[key] = merging.named(key, named[key], entries(below, key), decided.data[key])
        elif (value := merging.value(below, decided.data, key, ((), (), ()))) is not _GONE:
            data[key] = value
    return YamlDocument(data, {(): 1} | merging.lines, (*signed.repeated, *decided.repeated), merging.origins)


class _Gone:
    """Stands for a key that null has taken away."""


_GONE = _Gone()
Places = tuple["Path", "Path", "Path"]
"""Where a value stands in the signed document, in the decided one, and in the merged one."""


class _Merging:
    """Builds the merged data, and for every path of it the line, and the file where that is the office's."""

    def __init__(self, signed: YamlDocument, decided: YamlDocument, origin: str, left_out: Collection[Path]) -> None:
        self._signed, self._decided, self._origin, self._left_out = signed, decided, origin, left_out
        self.lines: dict[Path, int] = {}
        self.origins: dict[Path, str] = {}

    def named(self, key: str, name: str, signed: list[Any], decided: Mapping[Any, Any]) -> list[Any]:
        """The entries in their order, those that the office added last."""
        merged: list[Any] = []
        self.lines[key,] = self._signed.line((key,))
        # Of several records of one unit (it was renamed), the newest is meant.
        last = {called(entry, name): index for index, entry in enumerate(signed) if isinstance(entry, dict)}
        for index, entry in enumerate(signed):
            own = called(entry, name)
            here: Places = ((key, index), (key, str(own)), (key, len(merged)))
            if own not in decided or last[own] != index:
                merged.append(self._copied(entry, here, is_decided=False))
            elif self._counts(decided, key, own):
                merged.append(self._mapping(entry, decided[own], here))
        for added, entry in decided.items():
            if added not in last and self._counts(decided, key, added):
                here = ((), (key, str(added)), (key, len(merged)))
                merged.append(self._copied({name: added, **entry}, here, is_decided=True))
        return merged

    def _counts(self, decided: Mapping[Any, Any], key: str, name: Any) -> bool:
        return decided[name] is not None and (key, str(name)) not in self._left_out

    def value(self, signed: Mapping[Any, Any], decided: Mapping[Any, Any], key: Any, at: Places) -> Any:
        """The value of ``key`` in the merged mapping; ``_GONE`` where the office takes it away."""
        here = _below(at, str(key))
        if key not in decided:
            return self._copied(signed[key], here, is_decided=False)
        if decided[key] is None:
            return _GONE
        if isinstance(signed.get(key), dict) and isinstance(decided[key], dict):
            return self._mapping(signed[key], decided[key], here)
        return self._copied(decided[key], here, is_decided=True)

    def _mapping(self, signed: Mapping[Any, Any], decided: Mapping[Any, Any], here: Places) -> dict[Any, Any]:
        self.lines[here[2]] = self._signed.line(here[0])
        keys = [*signed, *(key for key in decided if key not in signed)]
        merged = ((key, self.value(signed, decided, key, here)) for key in keys)
        return {key: value for key, value in merged if value is not _GONE}

    def _copied(self, value: Any, here: Places, *, is_decided: bool) -> Any:
        self._note(here, is_decided=is_decided)
        if isinstance(value, dict):
            return {key: self._copied(one, _below(here, str(key)), is_decided=is_decided) for key, one in value.items()}
        if isinstance(value, list):
            return [self._copied(one, _below(here, index), is_decided=is_decided) for index, one in enumerate(value)]
        return value

    def _note(self, here: Places, *, is_decided: bool) -> None:
        if is_decided:
            self.lines[here[2]] = self._decided.line(here[1])
            self.origins[here[2]] = self._origin
        else:
            self.lines[here[2]] = self._signed.line(here[0])


def _below(here: Places, key: str | int) -> Places:
    """Keys of mappings are text in a path, whatever YAML makes of them (a year, a day); places in lists are numbers."""
    return (*here[0], key), (*here[1], key), (*here[2], key)
