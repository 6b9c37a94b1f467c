"""The repository needs nothing beside itself, and gives nothing away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dunghen.directory.address import is_placeholder

if TYPE_CHECKING:
    from pathlib import Path

# Written in two halves, so that this file does not trip over itself.
BESIDE = re.compile(r"\.\./sha" + "red|/sha" + "red/")
BUILDERS = re.compile("|".join(["clau" + "de", "anthro" + "pic", "chat" + "gpt", "copi" + "lot"]), re.IGNORECASE)
ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
DOCUMENTS = (
    "000_64399678a81cf630.txt",
    "001_64553f6933d84c0f.txt",
    "002_b100d470047782b3.txt",
    "003_0a4df062fe43253d.txt",
    "004_b92e33a6b45a6a99.txt",
)
MAY_LOOK_BESIDE = {".ci/run"}
"""Compares the quotes with the full texts where those are at hand, and passes without them."""


def test_no_file_needs_a_folder_beside_the_repository(texts: dict[str, str]) -> None:
    assert {name for name, text in texts.items() if BESIDE.search(text)} <= MAY_LOOK_BESIDE


def test_no_link_leads_out_of_the_repository(root: Path, files: list[Path]) -> None:
    assert [file for file in files if not file.resolve().is_relative_to(root.resolve())] == []


def test_the_full_texts_of_the_documents_are_not_part_of_it(files: list[Path]) -> None:
    assert {file.name for file in files} & set(DOCUMENTS) == set()


def test_every_address_is_a_placeholder(texts: dict[str, str]) -> None:
    real = {
        f"{name}: {address}"
        for name, text in texts.items()
        for address in ADDRESS.findall(text)
        if not is_placeholder(address.removesuffix(".eml"))  # a mail's file is named after its recipient
    }
    assert real == set()


def test_it_speaks_of_itself_alone(texts: dict[str, str]) -> None:
    assert {name for name, text in texts.items() if BUILDERS.search(text)} == set()
