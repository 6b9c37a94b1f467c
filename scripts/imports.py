#!/usr/bin/env python3
"""Which modules import each other in a circle, and which import a room above their own: 0 and 0, or exit status 1.

Imports for type checking alone count, and those inside functions. The order of the rooms is that of import-linter's
layers in ``pyproject.toml``.

    scripts/imports.py [PACKAGE-FOLDER]
"""

from __future__ import annotations

import ast
import sys
import tomllib
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[1]
Graph = dict[str, set[str]]


def modules_of(package: Path) -> dict[str, Path]:
    """Every module of the package, by its dotted name."""
    found = {}
    for file in package.rglob("*.py"):
        parts = file.relative_to(package.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


def imports_of(package: Path) -> Graph:
    """What each module imports of the package."""
    modules = modules_of(package)
    return {name: _imported(name, file, modules) for name, file in modules.items()}


def _imported(name: str, file: Path, modules: dict[str, Path]) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {full if (full := f"{node.module}.{one.name}") in modules else node.module for one in node.names}
    return (found & modules.keys()) - {name}


def circles_of(graph: Graph) -> list[list[str]]:
    """Modules that import each other in a loop; of those that share a loop, one way around."""
    found: list[list[str]] = []
    left = {name: set(below) for name, below in graph.items()}
    while True:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as error:
            around: list[str] = error.args[1]
            found.append(around)
            # Opened at one place, so that the next loop shows.
            left[around[1]].discard(around[0])
        else:
            return found


def back_running(graph: Graph, layers: list[str]) -> list[tuple[str, str]]:
    """Imports from a lower room to a higher one; ``layers`` from the highest to the lowest."""
    floor = {room: number for number, row in enumerate(layers) for room in row.split(" | ")}

    def rank(module: str) -> int:
        return floor.get(module.split(".")[1], -1) if "." in module else -1

    pairs = ((name, below) for name, imported in graph.items() for below in imported)
    return sorted((one, other) for one, other in pairs if 0 <= rank(other) < rank(one))


def main(arguments: list[str]) -> int:
    """Print both; 1 where there is one of either."""
    package = Path(arguments[0]) if arguments else ROOT / "include" / "dunghen"
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one["type"] == "layers")
    graph = imports_of(package)
    circles, back = circles_of(graph), back_running(graph, layers)
    for around in circles:
        print("circle:", " -> ".join(reversed(around)))
    for one, other in back:
        print("back:", one, "->", other)
    print(f"{len(graph)} modules, {len(circles)} circles, {len(back)} back-running imports")
    return 1 if circles or back else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
