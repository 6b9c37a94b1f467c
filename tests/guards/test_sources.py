"""What holds for every file of the repository, and no linter sees."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Written in two halves, so that this file does not trip over itself.
MACHINE_PATHS = re.compile(
    "|".join(["/wo" + "rk/", "/ro" + "ot/", r"/ho" + r"me/\w+/", "/opt/whe" + "els", "/opt/py" + "pi"])
)
REGISTRIES = re.compile(
    "|".join(["py" + r"pi\.org", "python" + "hosted", "deb" + r"ian\.org", "npm" + r"js\.(com|org)"])
)
UNFINISHED = re.compile("|".join(["TO" + "DO", "FIX" + "ME", "X" * 3 + r"\b", "raise NotImplemented" + "Error"]))
CATCH_ALL_NAMES = {"util", "utils", "helper", "helpers", "common", "manager", "misc", "base_utils"}
MODULE_LINES = 350
FUNCTION_LINES = 50


def _matches(texts: dict[str, str], pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:80]}"
        for name, text in texts.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def _imports(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_no_file_names_a_path_of_a_machine(texts: dict[str, str]) -> None:
    assert _matches(texts, MACHINE_PATHS) == []


def test_no_file_names_a_package_registry(texts: dict[str, str]) -> None:
    assert _matches(texts, REGISTRIES) == []


def test_nothing_is_left_for_later(texts: dict[str, str]) -> None:
    code = {name: text for name, text in texts.items() if name.endswith((".py", ".sh", "Makefile"))}
    assert _matches(code, UNFINISHED) == []


def test_no_module_imports_smtplib(modules: dict[str, ast.Module]) -> None:
    assert [name for name, module in modules.items() if "smtplib" in set(_imports(module))] == []


def test_modules_are_named_after_a_noun(modules: dict[str, ast.Module]) -> None:
    assert [name for name in modules if CATCH_ALL_NAMES & set(PurePosixPath(name).with_suffix("").parts)] == []


def test_modules_fit_into_the_head(texts: dict[str, str]) -> None:
    lengths = {name: len(text.splitlines()) for name, text in texts.items() if name.endswith(".py")}
    assert {name: lines for name, lines in lengths.items() if lines > MODULE_LINES} == {}


def test_functions_fit_the_eye(modules: dict[str, ast.Module]) -> None:
    long = {
        f"{name}:{node.name}": lines
        for name, module in modules.items()
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION_LINES
    }
    assert long == {}


def test_every_test_asserts_something(modules: dict[str, ast.Module]) -> None:
    asserting = {"raises", "warns", "run_state_machine_as_test"}
    functions = [
        (name, node)
        for name, module in modules.items()
        if name.startswith("tests/")
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef)
    ]
    # An object that is called (``prompt("check")``) goes by the name of its class.
    callables = {
        node.name.lower(): method
        for name, module in modules.items()
        if name.startswith("tests/")
        for node in ast.walk(module)
        if isinstance(node, ast.ClassDef)
        for method in node.body
        if isinstance(method, ast.FunctionDef) and method.name == "__call__"
    }
    # A test may leave the asserting to a function of the tests, which may leave it to another.
    for _ in range(3):
        asserting |= {node.name for _, node in functions if _asserts(node, asserting)}
        asserting |= {called for called, node in callables.items() if _asserts(node, asserting)}
    silent = [f"{name}:{node.name}" for name, node in functions if node.name.startswith("test_")]
    silent = [test for test in silent if test.rpartition(":")[2] not in asserting]
    assert silent == []


def _asserts(function: ast.FunctionDef, asserting: set[str]) -> bool:
    """Whether the function holds an ``assert``, or calls one of those that are known to."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            called = node.func
            if (called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")) in asserting:
                return True
    return False


def test_configuration_is_data_only(texts: dict[str, str]) -> None:
    assert [name for name in texts if name.startswith("config/") and name.endswith(".py")] == []


def test_dags_and_plugins_reach_the_package_by_its_entrypoints_only(modules: dict[str, ast.Module]) -> None:
    allowed = ("airflow", "dunghen.entrypoints", *sys.stdlib_module_names)
    strange = {
        f"{name}: {imported}"
        for name, module in modules.items()
        if name.startswith(("dags/", "plugins/"))
        for imported in _imports(module)
        if not imported.startswith(allowed)
    }
    assert strange == set()


def test_the_plugins_folder_holds_one_shim(modules: dict[str, ast.Module]) -> None:
    """Airflow runs every file under plugins/ as a top-level module, whatever module of that name it hides."""
    assert [name for name in modules if name.startswith("plugins/")] == ["plugins/dunghen_plugin.py"]
