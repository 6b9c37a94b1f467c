"""Whatever the configuration is like, every page of the operators answers with words."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dunghen.entrypoints.web.pages import OPERATOR_PAGES
from tests.acceptance.web.routes import PREFIX, all_routes

BROWSER = {"accept": "text/html,application/xhtml+xml"}
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


HOSTILE = (
    b"id: hong\nsubject: {{ duty_title }}\n",
    b"id: " + b"9" * 5_000,
    b"- " * 60_000,
    b"a: &a [*a]\n",
    b"".join(b"k%d: 1\n" % n for n in range(15_000)),
    b"id: .nan\ntitle: 2026-02-31\n~: {1: {2.5: [a]}}\n",
    bytes(range(256)),
)


def hostile_plans(config: Path) -> None:
    for number, content in enumerate(HOSTILE):
        (config / "plans" / f"hong{number or ''}.yaml").write_bytes(content)
    os.mkfifo(config / "plans" / "ong.yaml")
    (config / "plans" / "thu-muc.yaml").mkdir()


def hostile_decisions(config: Path) -> None:
    for number, name in enumerate(("units", "settings", "calendar", "plans/ke-hoach", "events/ke-hoach", "partners")):
        for folder in ("office", "office/journal"):
            file = config / folder / f"{name}.yaml"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(HOSTILE[number])


def spoilt_journals(config: Path) -> None:
    """What is YAML and no journal."""
    entry = "- {number: 1, at: 2026-11-22 09:30:00, by: [a], why: null, changes: [{path: [[b]]}], sha256: 5}\n"
    for name, text in {"units": entry, "settings": "5\n", "plans/ke-hoach": "[[]]\n", "calendar": "{a: b}\n"}.items():
        file = config / "office" / "journal" / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


DAMAGES = (empty, broken_plan, nothing_readable, hostile_plans, spoilt_journals)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda one: one.__name__)
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


def test_what_was_decided_and_cannot_be_read_closes_its_own_forms_and_nothing_else(
    application: FastAPI, files: Path
) -> None:
    hostile_decisions(files.parent / "config")
    client = TestClient(application, follow_redirects=False, raise_server_exceptions=False, headers=BROWSER)
    closed: dict[str, str] = {}
    for one in all_routes():
        if one.is_page:
            address = one.filled().removeprefix(PREFIX)
            answer = client.get(address)
            assert answer.status_code < 500 or (answer.status_code == 503 and address.startswith("/sua/")), address
            closed |= {address: answer.text} if answer.status_code == 503 else {}

    assert "/sua/don-vi/moi" in closed
    assert all("office/" in text and "Sửa tệp ấy" in text for text in closed.values())
