"""The locked files install the same bytes everywhere, and hold what the package imports, no less and no more."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import packages_distributions
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-bootstrap.txt")
_PINNED = re.compile(r"^([a-z0-9._-]+)(?:\[[a-z0-9,_-]+\])?==(\S+)", re.MULTILINE)
_DIRECT = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[a-z0-9,_-]+\])?[^#\n]*?(#.*)?$", re.MULTILINE)

# Asked for by name although no module imports them: Airflow loads them by its configuration, SQLAlchemy by the URL of
# the ledger, holidays for its rules, and hatchling builds the package.
LOADED_BY_OTHERS = {
    "apache-airflow-providers-celery",
    "apache-airflow-providers-fab",
    "apache-airflow-providers-postgres",
    "apache-airflow-providers-smtp",
    "celery",
    "hatchling",
    "psycopg",
    "python-dateutil",
    "redis",
}


def _name(text: str) -> str:
    return re.sub(r"[-_.]+", "-", text).lower()


def _direct(path: Path) -> dict[str, str]:
    """The packages asked for in a .in file, each with its comment."""
    lines = [line for line in path.read_text().splitlines() if line and not line.startswith(("#", "-"))]
    return {_name(match[1]): match[2] or "" for line in lines if (match := _DIRECT.match(line))}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes(root: Path, lock: str) -> None:
    entries = (root / lock).read_text().replace("\\\n", " ").splitlines()
    packages = [line for line in entries if line and not line.startswith("#")]
    assert packages
    assert [line[:60] for line in packages if "==" not in line or "--hash=sha256:" not in line] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_says_where_packages_come_from(root: Path, lock: str) -> None:
    assert re.findall(r"https?://|file:|index-url|find-links| @ ", (root / lock).read_text()) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_asked_for_is_locked(root: Path, lock: str) -> None:
    locked = {_name(name) for name, _ in _PINNED.findall((root / lock).read_text())}
    assert set(_direct(root / lock.replace(".txt", ".in"))) - locked == set()


def test_tests_run_with_the_versions_that_run_in_the_office(root: Path) -> None:
    run = set(_PINNED.findall((root / "requirements.txt").read_text()))
    development = set(_PINNED.findall((root / "requirements-dev.txt").read_text()))
    assert run - development == set()


@pytest.mark.parametrize("source", [lock.replace(".txt", ".in") for lock in LOCKS])
def test_every_package_asked_for_has_its_reason(root: Path, source: str) -> None:
    assert [name for name, reason in _direct(root / source).items() if len(reason) < 10] == []


def test_the_package_imports_what_it_asks_for_and_nothing_else(root: Path, modules: dict[str, ast.Module]) -> None:
    asked = set(_direct(root / "requirements.in"))
    outside = ("tests/", "scripts/")
    imported = _imported_packages({name: module for name, module in modules.items() if not name.startswith(outside)})
    assert imported - asked == set()
    assert asked - imported == LOADED_BY_OTHERS


def test_what_developers_run_imports_what_they_ask_for(root: Path, modules: dict[str, ast.Module]) -> None:
    asked = set(_direct(root / "requirements.in")) | set(_direct(root / "requirements-dev.in"))
    scripts = {name: module for name, module in modules.items() if name.startswith("scripts/")}
    assert scripts
    assert _imported_packages(scripts) - asked == set()


def _imported_packages(modules: dict[str, ast.Module]) -> set[str]:
    owners = packages_distributions()
    found = set()
    for module in modules.values():
        for node in ast.walk(module):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            found |= {_package(name, owners) for name in names}
    return found - {""}


# Import packages that several distributions share, and those that are the inside of another's interface.
_SHARED = {
    "airflow": "apache-airflow",
    "airflow.providers.standard": "apache-airflow-providers-standard",
    "airflow.providers.smtp": "apache-airflow-providers-smtp",
}
_INSIDE = {"pendulum": "apache-airflow", "starlette": "fastapi", "pydantic_core": "pydantic"}


def _package(name: str, owners: Mapping[str, list[str]]) -> str:
    """The distribution that an imported module comes with; empty for the standard library and for the project."""
    top = name.partition(".")[0]
    if top in sys.stdlib_module_names or top in {"dunghen", "tests"}:
        return ""
    if top == "airflow":
        return _SHARED.get(".".join(name.split(".")[:3]), "apache-airflow")
    return _INSIDE.get(top) or _name(owners.get(top, [top])[0])
