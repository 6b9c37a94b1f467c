"""The files of the repository, as the guards read them."""

from __future__ import annotations

import ast
import subprocess
from typing import TYPE_CHECKING

import pytest

from dunghen.loading.load import load_config

if TYPE_CHECKING:
    from pathlib import Path

    from dunghen.loading.config import Config
    from dunghen.plans.plan import Plan

BINARY = {".xlsx", ".docx", ".png", ".ods", ".pdf", ".bin"}


@pytest.fixture(scope="session")
def files(root: Path) -> list[Path]:
    """Every file that belongs to the repository: tracked, or new and not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    found = [root / name for name in sorted(set(listed)) if name]
    assert len(found) > 50
    return [file for file in found if file.is_file()]


@pytest.fixture(scope="session")
def texts(root: Path, files: list[Path]) -> dict[str, str]:
    """The text files: path below the root, and content."""
    return {
        file.relative_to(root).as_posix(): file.read_text(encoding="utf-8")
        for file in files
        if file.suffix not in BINARY
    }


@pytest.fixture(scope="session")
def modules(texts: dict[str, str]) -> dict[str, ast.Module]:
    """The Python files, parsed."""
    return {name: ast.parse(text) for name, text in texts.items() if name.endswith(".py")}


@pytest.fixture(scope="session")
def config(root: Path) -> Config:
    """The configuration that is shipped."""
    return load_config(root / "config")


@pytest.fixture(scope="session")
def plans(config: Config) -> dict[str, Plan]:
    """Its plans, by id."""
    return {plan.id: plan for plan in config.sound_plans}
