"""What the office may decide over the signed files, file by file; everything else stays as it was signed (ADR 0015).

A list whose entries have a name is written in ``office/`` as a mapping from that name to what is decided about the entry.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from dunghen.kinds.kind import Kind
from dunghen.kinds.registry import all_kinds
from dunghen.values.problem import Finding, Path
from dunghen.values.source import Basis
from dunghen.wording.nearest import nearest

NAMED: Mapping[str, Mapping[str, str]] = {
    "plans": {"duties": "id"},
    "events": {"events": "id"},
    "units.yaml": {"units": "slug", "groups": "slug"},
    "partners.yaml": {"partners": "slug"},
    "occasions.yaml": {"occasions": "slug"},
    "countries.yaml": {"countries": "iso"},
    "calendar.yaml": {"announced": "year", "overrides": "date"},
    "settings.yaml": {},
}
"""File (or the folder of a file for each plan) → list → the key that names its entries."""

_ANY_DUTY = frozenset({"lead", "with", "steps", "waiting_for", "note"})
_OF_ENTRY: Mapping[str, frozenset[str]] = {
    "units": frozenset({"head", "email", "delegations", "valid_to", "successor", "note"}),
    "groups": frozenset({"members", "note"}),
    "partners": frozenset(
        {
            "language",
            "addressee",
            "names",
            "twinned_on",
            "email",
            "protocol_level",
            "do_not_send",
            "handed_over",
            "note",
        }
    ),
    "occasions": frozenset({"day", "countries", "partners", "leap_day", "since_year", "note"}),
    "countries": frozenset({"national_day", "national_day_source", "relations", "relations_source", "note"}),
}
"""Of entries that stand in the signed file. What the office adds is its own altogether; it adds to these lists only:"""
_GROWING = frozenset({"events", "units", "partners", "occasions", "countries", "announced", "overrides"})
_LEAVING = frozenset({"events", "announced", "overrides"})
"""Lists whose signed entries the office may take away."""
_WHOLE: Mapping[str, frozenset[str]] = {
    "plans": frozenset(),
    "events": frozenset({"steps"}),
    "settings.yaml": frozenset({"sender", "operator", "rehearsal", "reply_to", "link_days", "place"}),
}
"""Top-level keys that are no named lists."""


def family(file: str) -> str:
    """What a file is, among ``NAMED``: «plans» for «plans/nq59-2025-2030.yaml»."""
    return file.partition("/")[0]


def refused(file: str, signed: Any, decided: Any) -> Iterator[tuple[Path, Finding]]:
    """What of ``decided`` the office may not decide: path → (what, value, suggestion).

    Args:
        file: below ``config/``, e.g. ``plans/nq59-2025-2030.yaml``.
        signed: the data of that file.
        decided: the data of the file of the same name below ``office/``.
    """
    named, whole = NAMED[family(file)], _WHOLE.get(family(file), frozenset())
    if not isinstance(decided, dict):
        yield (), ("phải là một nhóm khóa: giá trị", None, None)
        return
    for key, value in decided.items():
        if key in named:
            yield from _of_list(key, named[key], entries(signed, key), value)
        elif key not in whole:
            yield (str(key),), _not_here(str(key), {*named, *whole})


def entries(data: Any, key: str) -> list[Any]:
    """The list under ``key``; empty where there is none."""
    found = data.get(key) if isinstance(data, dict) else None
    return found if isinstance(found, list) else []


def called(entry: Any, name: str) -> Any:
    """The name of an entry of a list; None where it has none, or something stands there that is no name."""
    found = entry.get(name) if isinstance(entry, dict) else None
    return found if isinstance(found, str | int | date) else None


def _of_list(key: str, name: str, signed: list[Any], decided: Any) -> Iterator[tuple[Path, Finding]]:
    if not isinstance(decided, dict):
        yield (key,), ("phải là một nhóm «tên: quyết định»", None, None)
        return
    known = {called(one, name): one for one in signed if isinstance(one, dict)}
    for entry, keys in decided.items():
        if entry in known:
            yield from _of_signed((key, str(entry)), known[entry], keys)
        elif key not in _GROWING:
            what = "không còn mục này trong tệp gốc"
            yield (key, str(entry)), (what, str(entry), nearest(str(entry), map(str, known)))
        elif keys is not None:
            yield from _of_mapping((key, str(entry)), keys)


def _of_signed(path: Path, signed: dict[str, Any], keys: Any) -> Iterator[tuple[Path, Finding]]:
    """What is decided about an entry of the signed file; None takes it away, where that may be."""
    key, entry = path
    if keys is None:
        if key not in _LEAVING:
            yield path, ("không bỏ được mục của tệp gốc", str(entry), "sửa chính tệp ấy")
        return
    yield from _of_mapping(path, keys)
    if isinstance(keys, dict):
        allowed = _allowed(str(key), signed)
        if allowed is not None:
            yield from (((*path, str(name)), _not_here(str(name), allowed)) for name in keys if name not in allowed)
        yield from _claimed(path, signed, {name: keys[name] for name in keys if not allowed or name in allowed})


def _of_mapping(path: Path, keys: Any) -> Iterator[tuple[Path, Finding]]:
    if not isinstance(keys, dict):
        yield path, ("phải là một nhóm khóa: giá trị", str(keys), None)


def _claimed(path: Path, signed: Mapping[str, Any], keys: Mapping[str, Any]) -> Iterator[tuple[Path, Finding]]:
    """A day that the office decides and that would be shown as the document's: without a basis, it is «stated»."""
    one = _returning(signed)
    if isinstance(decided := keys.get(one), dict):
        below = signed.get(one)
        basis = decided.get("basis", below.get("basis") if isinstance(below, dict) else None)
        if basis != Basis.SETTING.value:
            what = "ngày do văn phòng quyết không phải của văn bản: cần «basis: setting»"
            yield (*path, one, "basis"), (what, basis and str(basis), Basis.SETTING.value)


def _allowed(key: str, entry: dict[str, Any]) -> Collection[str] | None:
    """The keys of a signed entry that may be decided; None for any."""
    if key != "duties":
        return _OF_ENTRY.get(key)
    return _ANY_DUTY | decidable_of(entry)


def decidable_of(duty: Mapping[str, Any]) -> frozenset[str]:
    """The keys of its kind that may be decided for a duty, given as it was signed.

    A deadline that the document states is never among them.
    """
    kind = _kind_of(duty)
    keys = kind.decidable if kind else frozenset[str]()
    every = duty.get(_returning(duty))
    is_stated = isinstance(every, dict) and every.get("basis", Basis.STATED.value) == Basis.STATED.value
    return keys - {"every", "covers", "due"} if is_stated else keys


def _kind_of(duty: Mapping[str, Any]) -> Kind | None:
    """The kind of a duty as it was signed; None where the file names none that there is."""
    return next((kind for kind in all_kinds() if kind.name == duty.get("kind")), None)


def _returning(duty: Mapping[str, Any]) -> str:
    kind = _kind_of(duty)
    return (kind.returning if kind else None) or ""


def _not_here(key: str, allowed: Collection[str]) -> Finding:
    return "văn phòng không quyết khóa này ở đây: chỉ sửa được trong tệp gốc", key, nearest(key, allowed)
