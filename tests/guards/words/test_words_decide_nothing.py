"""Words decide nothing: every template in other words, and a year leaves the same acts in the ledger."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

YEAR, PLACES = Path(__file__).with_name("year.py"), Path(__file__).with_name("places.py")
JINJA = re.compile(
    r"(\{[{%#].*?[}%#]\}|\[![a-z]+\]|<[^>]*>|&[#\w]+;|^(?:subject|look): ?(?:page)?)", re.DOTALL | re.MULTILINE
)
WORD = re.compile(r"[^\W\d_]{2,}")


VIETNAMESE = re.compile(r"\w*[^\W\d_a-zA-Z]\w*")
"""A word with a letter that no name in the code has."""


def in_other_words(template: str) -> str:
    """The same template: what Jinja and the mark-up read stays, every word that people read is another."""
    parts = JINJA.split(template)
    return "".join(part if index % 2 else WORD.sub("khác", part) for index, part in enumerate(parts))


def printed(script: Path, package: Path, config: Path) -> dict[str, Any]:
    """What a script prints, run with the package that lies in this folder."""
    environment = {**os.environ, "PYTHONPATH": str(package)}
    done = subprocess.run(
        [sys.executable, str(script), str(config)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.fixture(scope="module")
def reworded(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package in which no template says what it said."""
    package = tmp_path_factory.mktemp("reworded")
    shutil.copytree(root / "include" / "dunghen", package / "dunghen", ignore=shutil.ignore_patterns("__pycache__"))
    templates = [one for one in package.rglob("templates/*") if "entrypoints" not in one.parts and one.is_file()]
    assert len(templates) > 60
    for template in templates:
        before = template.read_text(encoding="utf-8")
        template.write_text(in_other_words(before), encoding="utf-8")
    return package


def test_a_template_in_other_words_says_something_else_and_asks_for_the_same() -> None:
    said = in_other_words("subject: Chậm nhất {{ deadline }}\n\n> [!warm] Kính gửi {{ head }}, <b>xin</b> nhắc.\n")
    assert said == "subject: khác khác {{ deadline }}\n\n> [!warm] khác khác {{ head }}, <b>khác</b> khác.\n"


@pytest.mark.timeout(600)
def test_every_template_in_other_words_changes_no_key_and_no_state(root: Path, reworded: Path) -> None:
    as_written = printed(YEAR, root / "include", root / "config")
    in_others = printed(YEAR, reworded, root / "config")
    assert in_others == as_written
    # It was a year in which something happened: mails went, others were found needless or overtaken.
    states = Counter(as_written.values())
    assert states["sent"] > 100
    assert states["suppressed"] > 0
    kinds = {key.split("/")[3].partition("-")[0] for key, state in as_written.items() if state == "sent"}
    assert {
        "request",
        "remind",
        "overdue",
        "escalate",
        "draft",
        "deliver",
        "inform",
        "moved",
        "extended",
        "invite",
    } <= kinds


OPENED = ("kinds/*/model.py", "kinds/*/gaps.py", "plans/*.py", "loading/*.py", "views/*.py")
"""What says what is open, and what lays it out."""


def test_open_decisions_in_other_words_are_entered_where_they_were(root: Path, tmp_path: Path) -> None:
    package, config = tmp_path / "package", tmp_path / "config"
    shutil.copytree(root / "include" / "dunghen", package / "dunghen", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(root / "config", config)
    modules = [file for pattern in OPENED for file in (package / "dunghen").glob(pattern)]
    for file in (*modules, *config.glob("plans/*.yaml")):
        file.write_text(VIETNAMESE.sub(_backwards, file.read_text(encoding="utf-8")), encoding="utf-8")

    as_written = printed(PLACES, root / "include", root / "config")
    in_others = printed(PLACES, package, config)

    assert (in_others["problems"], as_written["problems"]) == ([], [])
    assert in_others["places"] == as_written["places"]
    said = set(as_written["words"])
    assert len(said) > 50
    assert not [words for words in in_others["words"] if words in said and VIETNAMESE.search(words)]


def _backwards(found: re.Match[str]) -> str:
    return found[0][::-1]
