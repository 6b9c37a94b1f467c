"""The documentation says what is there, in the shape it promises."""

from __future__ import annotations

import re
import shlex
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import typer
import yaml

from dunghen.entrypoints.cli import app
from dunghen.loading.load import load_config
from dunghen.settings import PREFIX, Settings
from dunghen.tools.reference import reference_pages

if TYPE_CHECKING:
    from pathlib import Path

ADR_SECTIONS = [
    "Status",
    "Context",
    "Decision",
    "Consequences",
    "A change violates this decision when…",
    "Evidence",
]
_HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
_FENCED = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")
_CODE = re.compile(r"`((?:include|tests|docs|config|dags|plugins|scripts)/[\w./-]+)`")
_TARGET = re.compile(r"\bmake ([a-z]+)")
_COMMANDS = re.compile(r"^ *```console\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_EXAMPLE = re.compile(r"^( *)```yaml\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_PLAN_ROW = re.compile(r"^\| `([\w-]+)` \|.*\| (\d+) \| (\d+) \| (\d+) \|$", re.MULTILINE)
_DECISION = re.compile(r"\bADR (\d{4})\b")
# Written in two halves, so that this file does not trip over itself.
_BESIDE = "DESI" + "GN §"


def _without_code(text: str) -> str:
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def test_every_decision_has_the_same_sections_and_fits_a_page(root: Path) -> None:
    decisions = sorted((root / "docs" / "adr").glob("*.md"))
    assert len(decisions) >= 10
    for decision in decisions:
        text = decision.read_text(encoding="utf-8")
        assert [title for level, title in _HEADING.findall(text) if level == "##"] == ADR_SECTIONS, decision.name
        assert text.startswith(f"# {decision.name[:4]}. "), decision.name
        assert len(text.splitlines()) <= 70, decision.name


def test_decisions_are_numbered_without_a_gap(root: Path) -> None:
    numbers = sorted(int(decision.name[:4]) for decision in (root / "docs" / "adr").glob("*.md"))
    assert numbers[0] == 0
    assert all(second == first + 1 for first, second in pairwise(numbers))


def test_the_changelog_gathers_what_is_not_released_yet(root: Path) -> None:
    titles = _HEADING.findall((root / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert ("##", "[Unreleased]") in titles


def test_the_vietnamese_readme_mirrors_the_english_one(root: Path) -> None:
    english, vietnamese = ((root / name).read_text(encoding="utf-8") for name in ("README.md", "README.vi.md"))
    levels = [[level for level, _ in _HEADING.findall(_without_code(text))] for text in (english, vietnamese)]
    assert levels[0] == levels[1]
    commands = [
        [line.partition("#")[0].strip() for block in _FENCED.findall(text) for line in block.splitlines()]
        for text in (english, vietnamese)
    ]
    assert commands[0] == commands[1]
    links = [sorted(link for link in _LINK.findall(text) if "README" not in link) for text in (english, vietnamese)]
    assert links[0] == links[1]


def test_the_first_screen_of_the_readme_has_the_commands(root: Path) -> None:
    first_screen = "\n".join((root / "README.md").read_text(encoding="utf-8").splitlines()[:40])
    assert "make run" in first_screen
    assert "make test" in first_screen
    assert "make demo" in first_screen


def test_every_link_leads_to_a_file(root: Path, texts: dict[str, str]) -> None:
    dead = [
        f"{name}: {link}"
        for name, text in texts.items()
        # The sources of mails are Markdown too: their links are filled in when they are written.
        if name.endswith(".md") and "/templates/" not in name
        for link in _LINK.findall(_without_code(text))
        if not (root / name).parent.joinpath(link).exists()
    ]
    assert dead == []


def test_every_path_that_a_page_names_exists(root: Path, texts: dict[str, str]) -> None:
    dead = [
        f"{name}: {path}"
        for name, text in texts.items()
        if name.endswith(".md")
        for path in _CODE.findall(text)
        if not (root / path).exists()
    ]
    assert dead == []


def test_every_target_that_a_page_names_is_in_the_makefile(root: Path, texts: dict[str, str]) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (root / "Makefile").read_text(), re.MULTILINE))
    blocks = {name: _FENCED.findall(text) for name, text in texts.items() if name.endswith(".md")}
    named = {target for found in blocks.values() for block in found for target in _TARGET.findall(block)}
    assert named
    assert named - targets == set()


def test_every_command_that_a_page_shows_is_one_with_these_options(texts: dict[str, str]) -> None:
    shown = [
        (name, line.strip().partition("  #")[0])
        for name, text in texts.items()
        if name.endswith(".md")
        for block in _COMMANDS.findall(text)
        for line in block.splitlines()
        if ".venv/bin/dunghen " in line
    ]
    assert len(shown) > 20
    assert [f"{name}: {line}: {wrong}" for name, line in shown if (wrong := _what_is_wrong(line))] == []


def _what_is_wrong(line: str) -> str | None:
    words = shlex.split(line)
    command = typer.main.get_command(app)
    rest = words[words.index(".venv/bin/dunghen") + 1 :]
    while hasattr(command, "commands"):
        if rest[0] not in command.commands:
            return rest[0]
        command = command.commands[rest.pop(0)]
    known = {option: one for one in command.params for option in one.opts}
    given = [word for word in rest if word.startswith("--")]
    missing = [
        one.name
        for one in command.params
        if one.required and one.opts[0].startswith("--") and not {*one.opts} & {*given}
    ]
    return (
        ", ".join([*(word for word in given if word not in known), *(f"no {name}" for name in missing if name)]) or None
    )


def test_every_example_of_configuration_is_yaml(texts: dict[str, str]) -> None:
    examples = [
        (name, "\n".join(line.removeprefix(indent) for line in block.splitlines()))
        for name, text in texts.items()
        if name.endswith(".md")
        for indent, block in _EXAMPLE.findall(text)
    ]
    assert examples
    assert [name for name, example in examples if not yaml.safe_load(example)] == []


@pytest.mark.parametrize("page", ["README.md", "README.vi.md"])
def test_the_readme_counts_the_duties_as_they_are(root: Path, page: str) -> None:
    told = {match[1]: match.groups()[1:] for match in _PLAN_ROW.finditer((root / page).read_text(encoding="utf-8"))}
    counted = {}
    for plan in load_config(root / "config").sound_plans:
        waits = [bool(duty.waits(plan)) for duty in plan.duties]
        counted[plan.id] = tuple(map(str, (waits.count(False), waits.count(True), len(plan.not_scheduled))))
    assert told == counted


def test_every_decision_that_is_named_is_written_down(root: Path, texts: dict[str, str]) -> None:
    written = {decision.name[:4] for decision in (root / "docs" / "adr").glob("*.md")}
    named = {(name, number) for name, text in texts.items() for number in _DECISION.findall(text)}
    assert {one for one in named if one[1] not in written} == set()
    assert {name for name, text in texts.items() if _BESIDE in text} == set()


@pytest.mark.parametrize("page", sorted(reference_pages()))
def test_generated_pages_fit_the_code_they_are_printed_from(root: Path, page: str) -> None:
    assert (root / page).read_text(encoding="utf-8") == reference_pages()[page]


def test_every_setting_is_documented(root: Path) -> None:
    page = (root / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    rows = {match[1]: match[2] for match in re.finditer(r"^\| `(\w+)` \|[^|]*\| (.*) \|$", page, re.MULTILINE)}
    assert set(rows) == {PREFIX + name.upper() for name in Settings.model_fields}
    assert [name for name, meaning in rows.items() if len(meaning) < 5] == []
