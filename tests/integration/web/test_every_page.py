"""Whatever the configuration is like, every page of the operators answers with words."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dunghen.entrypoints.web.pages import OPERATOR_PAGES
from tests.acceptance.web.routes import PREFIX, all_routes

NAMES = ("khong-co", "ke-hoach", "hong", "broken_plan__hong", "dunghen_intake", "2026", "'><script>")


def empty(config: Path) -> None:
    shutil.rmtree(config)
    config.mkdir()


def broken_plan(config: Path) -> None:
    sound = (config / "plans" / "ke-hoach.yaml").read_text(encoding="utf-8")
    (config / "plans" / "hong.yaml").write_text(sound.replace("status: active", "status: [", 1), encoding="utf-8")


def nothing_readable(config: Path) -> None:
    for file in config.rglob("*.yaml"):
        file.write_bytes(b"\xff: [")


@pytest.mark.parametrize("damage", [empty, broken_plan, nothing_readable], ids=lambda one: one.__name__)
def test_every_page_answers_with_words(application: FastAPI, files: Path, damage) -> None:
    damage(files.parent / "config")
    client = TestClient(application, follow_redirects=False, raise_server_exceptions=False)
    pages = [one for one in all_routes() if one.method == "GET" and not one.public]
    assert len(pages) > len(OPERATOR_PAGES)

    wrong = {}
    for one in pages:
        for name in NAMES if "{" in one.path or one.asks else NAMES[:1]:
            address = one.filled(name).removeprefix(PREFIX)
            answer = client.get(address, params=dict.fromkeys(one.asks, name))
            in_words = answer.headers.get("content-type", "").startswith("text/html") and "<h1>" in answer.text
            if answer.status_code >= 500 or not (in_words or answer.is_redirect) or "<script>" in answer.text:
                wrong[address] = answer.status_code

    assert wrong == {}
