"""Lays what the office decided (``config/office/``) over the file that was signed, so that each keeps its own text.

Merging is that of JSON Merge Patch (``decision.merged``). Beyond it, a list whose entries have a name is merged entry by
entry (``decidable.NAMED``).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from dunghen.decision import ABSENT, merged
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
        elif decided.data.get(key, ABSENT) is not None:
            place = (str(key),)
            data[key] = merging.laid(below.get(key, ABSENT), decided.data.get(key, ABSENT), (place, place, place))
    return YamlDocument(data, {(): 1} | merging.lines, (*signed.repeated, *decided.repeated), merging.origins)


Places = tuple[Path, Path, Path]
"""Where a value stands in the signed document, in the decided one, and in the merged one."""


class _Merging:
    """Builds the merged data, and for every path of it the line, and the file where that is the office's."""

    def __init__(self, signed: YamlDocument, decided: YamlDocument, origin: str, left_out: Collection[Path]) -> None:
        self._signed, self._decided, self._origin, self._left_out = signed, decided, origin, left_out
        self.lines: dict[Path, int] = {}
        self.origins: dict[Path, str] = {}

    def named(self, key: str, name: str, signed: list[Any], decided: Mapping[Any, Any]) -> list[Any]:
        """The entries in their order, those that the office added last."""
        laid: list[Any] = []
        self.lines[key,] = self._signed.line((key,))
        # Of several records of one unit (it was renamed), the newest is meant.
        last = {called(entry, name): index for index, entry in enumerate(signed) if isinstance(entry, dict)}
        for index, entry in enumerate(signed):
            own = called(entry, name)
            here: Places = ((key, index), (key, str(own)), (key, len(laid)))
            if own not in decided or last[own] != index:
                laid.append(self.laid(entry, ABSENT, here))
            elif self._counts(decided, key, own):
                laid.append(self.laid(entry, decided[own], here))
        for added, entry in decided.items():
            if added not in last and self._counts(decided, key, added):
                here = ((), (key, str(added)), (key, len(laid)))
                laid.append(self.laid(ABSENT, {name: added, **entry}, here))
        return laid

    def _counts(self, decided: Mapping[Any, Any], key: str, name: Any) -> bool:
        return decided[name] is not None and (key, str(name)) not in self._left_out

    def laid(self, signed: Any, decided: Any, here: Places) -> Any:
        """One value over the other, ``ABSENT`` where there is none."""

        def note(path: Path, is_decided: bool) -> None:
            at = (*here[2], *path)
            self.lines[at] = self._signed.line((*here[0], *path))
            if is_decided:
                self.lines[at], self.origins[at] = self._decided.line((*here[1], *path)), self._origin

        return merged(signed, decided, note)
