"""The JSON schema of a plan file, for editors that complete and check while one writes."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from dunghen.loading import plan_file
from dunghen.loading.plan_file import plan_model
from dunghen.values.base import ConfigModel

SCHEMA_FILE = "plan.schema.json"


def plan_schema() -> dict[str, Any]:
    """JSON schema (draft 2020-12) of ``config/plans/*.yaml``."""
    schema = model_schema(plan_model())
    # Filled by the loader from other files; nobody writes them here.
    for filled in ("task_rows", "events", "event_steps"):
        schema["properties"].pop(filled)
    for model in ("TaskRow", "Event", "EventStatus", "Change"):
        schema["$defs"].pop(model, None)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def model_schema(model: type[ConfigModel]) -> dict[str, Any]:
    """JSON schema of a configuration model; the docstring of an attribute is its description.

    pydantic would do that by itself, but when the class is made: in every process that reads a plan.
    """
    schema = model.model_json_schema(by_alias=True)
    shapes = {model.__name__: schema, **schema.get("$defs", {})}
    for described in _models(ConfigModel):
        properties = shapes.get(described.__name__, {}).get("properties", {})
        for name, text in _attribute_docstrings(described).items():
            key = described.model_fields[name].alias or name
            if key in properties:
                properties[key] = dict(sorted({"description": text, **properties[key]}.items()))
    return schema


def _models(model: type[ConfigModel]) -> Iterator[type[ConfigModel]]:
    for one in model.__subclasses__():
        yield one
        yield from _models(one)


def _attribute_docstrings(model: type[ConfigModel]) -> Mapping[str, str]:
    """The texts that stand below the fields, in the class and in those it is made from."""
    found: dict[str, str] = {}
    for one in reversed(model.__mro__):
        # The plan with the duties of all kinds is made at run time: nobody has written it.
        if issubclass(one, ConfigModel) and one.__module__ != plan_file.__name__:
            (definition,) = ast.parse(textwrap.dedent(inspect.getsource(one))).body
            assert isinstance(definition, ast.ClassDef)
            found |= dict(_documented(definition))
    return {name: text for name, text in found.items() if name in model.model_fields}


def _documented(definition: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, below in pairwise(definition.body):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, inspect.cleandoc(text)
