"""Turns what pydantic finds wrong into problems with file, line, value and the nearest valid value, in Vietnamese."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from dunghen.values.problem import MOST_TOLD, ConfigProblem, MisfitError, Path
from dunghen.values.yaml_lines import YamlDocument
from dunghen.wording.nearest import nearest

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Model = TypeVar("Model", bound=BaseModel)

_QUOTED = re.compile(r"'([^']+)'")
_PLAIN = {
    "missing": "thiếu khóa này",
    "string_type": "phải là chữ",
    "int_parsing": "phải là số nguyên",
    "bool_parsing": "phải là true hoặc false",
    "date_parsing": "phải là ngày năm-tháng-ngày, ví dụ 2026-11-30",
    "date_from_datetime_parsing": "phải là ngày năm-tháng-ngày, ví dụ 2026-11-30",
    "date_type": "phải là ngày năm-tháng-ngày, ví dụ 2026-11-30",
    "time_parsing": "phải là giờ, ví dụ 08:00",
    "model_type": "phải là một nhóm khóa: giá trị",
    "model_attributes_type": "phải là một nhóm khóa: giá trị",
    "dict_type": "phải là một nhóm khóa: giá trị",
    "tuple_type": "phải là một danh sách",
    "list_type": "phải là một danh sách",
    "too_short": "danh sách không được để trống",
    "string_too_short": "chữ quá ngắn",
    "string_too_long": "chữ quá dài (trích dẫn chỉ giữ mệnh đề ràng buộc)",
    "string_pattern_mismatch": "không đúng dạng (tên ngắn chỉ gồm chữ thường không dấu, số và gạch nối)",
    "union_tag_not_found": "thiếu khóa kind",
}


@dataclass(frozen=True)
class Validated(Generic[Model]):
    """A file against its model. Its parts, the keys at its head and the members of their lists, stand or fall one by one.

    Attributes:
        model: of what can be judged; None where too little is left.
        data: what it was made of.
        faults: the problems, by the part of the file that they are in.
        cut: what the model lacks.
        places: list → where in the file those of its members stand that the model has.
    """

    model: Model | None
    data: Any = None
    faults: Mapping[Path, list[ConfigProblem]] = field(default_factory=dict)
    cut: Collection[Path] = ()
    places: Mapping[str, Sequence[int]] = field(default_factory=dict)

    @property
    def problems(self) -> list[ConfigProblem]:
        """All that is wrong."""
        return list(chain.from_iterable(self.faults.values()))

    def sound(self, key: str) -> list[Any]:
        """The members of this list of which nothing is wrong."""
        members = getattr(self.model, key, ())
        places = self.places.get(key, range(len(members)))
        return [member for place, member in zip(places, members, strict=True) if (key, place) not in self.faults]

    def path(self, path: Path) -> Path:
        """Where in the file that stands which the model has at this path."""
        match path:
            case (str(key), int(index), *below) if key in self.places:
                return key, self.places[key][index], *below
        return path


def validate(
    model: type[Model], document: YamlDocument, file: str, stand_ins: Mapping[str, Any] | None = None
) -> Validated[Model]:
    """The document as a model, and every problem in it.

    Args:
        model: of the file.
        document: the file.
        file: its name below ``config/``.
        stand_ins: for keys at the head that are faulty or missing, so that the others are judged all the same.
    """
    found, details = _tried(model, document.data)
    if found is not None:
        return Validated(found, document.data)
    is_told_whole = len(details) <= _FIRST
    details += _hidden(model, document, details) if is_told_whole else []
    faults: dict[Path, list[ConfigProblem]] = {_part(detail["loc"]): [] for detail in details}
    for path, problem in _without_echoes([_problem(model, document, file, detail) for detail in details[:_FIRST]]):
        faults[_part(path)].append(problem)
    if is_told_whole:
        return _judged(model, document, details, Validated(None, None, faults), stand_ins or {})
    more = ConfigProblem(file, document.line(()), where(document, ()), f"và {len(details) - _FIRST} lỗi nữa")
    return Validated(None, None, {**faults, (): [more]})


_FIRST = MOST_TOLD - 1
UNCHECKED = "xem lại các ngày và các số ở đây"
_TAKEN_APART = frozenset({"duties", "document"})
"""In these a sound value is judged without the faulty one beside it, for each is checked by itself."""


def _tried(model: type[Model], data: Any) -> tuple[Model | None, list[ErrorDetails]]:
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, error.errors(include_url=False)
    except Exception as error:  # noqa: BLE001 - whatever a model trips over must not hide all other files
        what = f"không kiểm tra được: {type(error).__name__}: {error}"
        return None, [{"type": "value_error", "loc": (), "msg": what, "input": {}, "ctx": {"remedy": UNCHECKED}}]


def _part(path: Path) -> Path:
    return path[:2] if len(path) > 1 and isinstance(path[1], int) else path[:1]


def _hidden(model: type[BaseModel], document: YamlDocument, details: Sequence[ErrorDetails]) -> list[ErrorDetails]:
    """What an unknown key has kept from being looked at: whether the values beside it go together.

    A key that is misspelt is missing beside it: of those values nothing can be said.
    """
    unknown = {document.known(one["loc"]): one for one in details if one["type"] == "extra_forbidden"}
    if not unknown:
        return []
    misspelt = {path[:-1] for path, one in unknown.items() if _explain(model, one)[2]}
    seen = {(one["loc"], one["type"]) for one in details}
    _, found = _tried(model, _without(document.data, unknown))
    return [
        one for one in found if (one["loc"], one["type"]) not in seen and document.known(one["loc"]) not in misspelt
    ]


def _judged(
    model: type[Model],
    document: YamlDocument,
    details: Sequence[ErrorDetails],
    told: Validated[Model],
    stand_ins: Mapping[str, Any],
) -> Validated[Model]:
    """The model of what is left when the faulty values are taken away, and where nothing else helps, whole parts."""
    gone = {_to_go(model, document, detail) for detail in details}
    for _ in range(3):
        data = _without(document.data, gone)
        if () in gone or not isinstance(data, dict):
            break
        places = _places(document.data, gone)
        found, more = _tried(model, {**stand_ins, **data})
        if found is not None:
            return replace(told, model=found, data=data, cut=frozenset(gone), places=places)
        gone |= {replace(told, places=places).path(_part(detail["loc"])) for detail in more}
    return told


def _places(data: Mapping[str, Any], gone: Collection[Path]) -> dict[str, list[int]]:
    lists = [(key, range(len(value))) for key, value in data.items() if isinstance(value, list)]
    return {key: [index for index in places if (key, index) not in gone] for key, places in lists}


def _to_go(model: type[BaseModel], document: YamlDocument, detail: ErrorDetails) -> Path:
    path = document.known(detail["loc"])
    harmless = detail["type"] == "extra_forbidden" and _explain(model, detail)[2] is None
    if not path and detail["type"] == "missing":
        return _part(detail["loc"])
    return path if harmless or (path[:1] and path[0] in _TAKEN_APART) else _part(path)


def _without(value: Any, gone: Collection[Path], at: Path = ()) -> Any:
    """The value without what lies at these paths."""
    if isinstance(value, dict):
        pairs = (((*at, str(key)), key, below) for key, below in value.items())
        return {key: _without(below, gone, path) for path, key, below in pairs if path not in gone}
    if isinstance(value, list):
        return [_without(below, gone, (*at, n)) for n, below in enumerate(value) if (*at, n) not in gone]
    return value


def _without_echoes(problems: list[tuple[Path, ConfigProblem]]) -> Iterator[tuple[Path, ConfigProblem]]:
    """A misspelt key is one mistake, though pydantic tells two: the key that is too many and the one that is missing."""
    meant = {(one.where.rpartition(".")[0], one.suggestion) for _, one in problems if one.suggestion}
    for path, one in problems:
        above, _, key = one.where.rpartition(".")
        if one.what != _PLAIN["missing"] or (above, key) not in meant:
            yield path, one


def _problem(
    model: type[BaseModel], document: YamlDocument, file: str, detail: ErrorDetails
) -> tuple[Path, ConfigProblem]:
    path = (*detail["loc"], *(("kind",) if detail["type"] == "union_tag_invalid" else ()))
    if isinstance(error := detail.get("ctx", {}).get("error"), MisfitError):
        path = (*path, error.key)
    what, value, suggestion = _explain(model, detail)
    origin, line = document.place(path, file)
    return path, ConfigProblem(origin, line, where(document, path), what, value, suggestion)


def where(document: YamlDocument, path: Path) -> str:
    """«duties[0].steps.request»: the path as people write it, without what is not in the file (a missing last key stays)."""
    text = ""
    found: Path = ()
    for index, part in enumerate(path):
        if (*found, part) not in document.lines and index < len(path) - 1:
            continue
        found = (*found, part)
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.lstrip(".") or "(cả tệp)"


def _explain(model: type[BaseModel], detail: ErrorDetails) -> tuple[str, str | None, str | None]:
    kind, given = detail["type"], detail["input"]
    value = None if isinstance(given, dict | list) or kind == "missing" else str(given)
    context: dict[str, Any] = detail.get("ctx") or {}
    if kind == "extra_forbidden":
        key = str(detail["loc"][-1])
        return "không có khóa này", key, nearest(key, _keys(model))
    if kind in ("literal_error", "enum", "union_tag_invalid"):
        expected = _QUOTED.findall(str(context.get("expected") or context.get("expected_tags") or ""))
        wrong = str(context["tag"]) if "tag" in context else str(given)
        return f"phải là một trong: {', '.join(expected)}", wrong, nearest(wrong, expected)
    if kind == "value_error":
        return str(context.get("error", detail["msg"])), value, context.get("remedy")
    return _PLAIN.get(kind, f"không đúng ({detail['msg']})"), value, None


@lru_cache
def _keys(model: type[BaseModel]) -> frozenset[str]:
    """Every key that may stand anywhere in the model."""
    schema = model.model_json_schema()
    shapes = [schema, *schema.get("$defs", {}).values()]
    return frozenset(key for shape in shapes for key in shape.get("properties", {}))
