"""Turns what pydantic finds wrong into problems with file, line, value and the nearest valid value, in Vietnamese."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

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


def validate(
    model: type[Model], document: YamlDocument, file: str, at: Path = ()
) -> tuple[Model | None, list[ConfigProblem]]:
    """The part of the document at ``at`` as a model, or every problem in it."""
    try:
        return model.model_validate(document.value(at)), []
    except ValidationError as error:
        details = error.errors(include_url=False)
        found = [_problem(model, document, file, at, detail) for detail in details[:_FIRST]]
        return None, _without_echoes(found) + _beyond(len(details), document, file, at)
    except Exception as error:  # noqa: BLE001 - whatever a model trips over must not hide all other files
        origin, line = document.place(at, file)
        what = f"không kiểm tra được: {type(error).__name__}: {error}"
        return None, [ConfigProblem(origin, line, where(document, at), what, None, UNCHECKED)]


_FIRST = MOST_TOLD - 1
UNCHECKED = "xem lại các ngày và các số ở đây"


def _beyond(count: int, document: YamlDocument, file: str, at: Path) -> list[ConfigProblem]:
    if count <= _FIRST:
        return []
    origin, line = document.place(at, file)
    return [ConfigProblem(origin, line, where(document, at), f"và {count - _FIRST} lỗi nữa")]


def _without_echoes(problems: list[ConfigProblem]) -> list[ConfigProblem]:
    """A misspelt key is one mistake, though pydantic tells two: the key that is too many and the one that is missing."""
    meant = {(one.where.rpartition(".")[0], one.suggestion) for one in problems if one.suggestion}
    missing = _PLAIN["missing"]
    return [
        one
        for one in problems
        if one.what != missing or (one.where.rpartition(".")[0], one.where.rpartition(".")[2]) not in meant
    ]


def _problem(
    model: type[BaseModel], document: YamlDocument, file: str, at: Path, detail: ErrorDetails
) -> ConfigProblem:
    path = (*at, *detail["loc"], *(("kind",) if detail["type"] == "union_tag_invalid" else ()))
    if isinstance(error := detail.get("ctx", {}).get("error"), MisfitError):
        path = (*path, error.key)
    what, value, suggestion = _explain(model, detail)
    origin, line = document.place(path, file)
    return ConfigProblem(origin, line, where(document, path), what, value, suggestion)


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
    value = None if isinstance(given, dict | list) else str(given)
    context: dict[str, Any] = detail.get("ctx") or {}
    if kind == "extra_forbidden":
        key = str(detail["loc"][-1])
        return "không có khóa này", key, nearest(key, _keys(model))
    if kind in ("literal_error", "enum", "union_tag_invalid"):
        expected = _QUOTED.findall(str(context.get("expected") or context.get("expected_tags") or ""))
        wrong = str(context["tag"]) if "tag" in context else str(given)
        return f"phải là một trong: {', '.join(expected)}", wrong, nearest(wrong, expected)
    if kind == "value_error":
        return str(context.get("error", detail["msg"])), value, None
    if kind == "missing":
        return _PLAIN[kind], None, None
    return _PLAIN.get(kind, f"không đúng ({detail['msg']})"), value, None


@lru_cache
def _keys(model: type[BaseModel]) -> frozenset[str]:
    """Every key that may stand anywhere in the model."""
    schema = model.model_json_schema()
    shapes = [schema, *schema.get("$defs", {}).values()]
    return frozenset(key for shape in shapes for key in shape.get("properties", {}))
