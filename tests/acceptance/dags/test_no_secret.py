"""What the office keeps secret is nowhere but where it belongs: no log, no XCom, no rendered field, no row of any table tells it.

A year is asked, compiled and delivered by the real DAG with a password of the mail account, one of the database and a key;
then a wrong password and a database that is away make errors, which tend to say too much.
"""

from __future__ import annotations

import os
import re
import secrets
import sqlite3
from email import message_from_bytes, policy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dunghen.adapters.ledger.rows import lines_of
from dunghen.entrypoints.cli import main
from dunghen.tools.answering import Answer, answering
from tests.integration.mail.servers import FaultyServer
from tests.integration.postgres import running_cluster

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.acceptance.dags.installation import Installation

ASKED, OVERDUE, COMPILED = "2026-10-28", "2026-11-30", "2026-12-04"
KEY, MAIL, DATABASE = (secrets.token_hex(20) for _ in range(3))
LINK = re.compile(r"/dunghen/nop/([\w.=-]{20,})")


@pytest.fixture(scope="module")
def ledger_url() -> Iterator[str]:
    with running_cluster() as cluster:
        yield cluster.ledger().replace("postgres@", f"postgres:{DATABASE}@")


@pytest.fixture
def secretive(installation: Installation, ledger_url: str, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """The installation with something to hide."""
    for name, value in {
        "SECRET": KEY,
        "SMTP_USER": "van-thu",
        "SMTP_PASSWORD": MAIL,
        "SMTP_TLS": "none",
        "LEDGER_URL": ledger_url,
        "BASE_URL": "https://van-phong.invalid",
    }.items():
        monkeypatch.setenv(f"DUNGHEN_{name}", value)
    return installation


def of_airflow() -> str:
    """Everything that Airflow has kept: each row of each table of its database, each file of its home."""
    home = Path(os.environ["AIRFLOW_HOME"])
    with sqlite3.connect(home / "airflow.db") as database:
        rows = "\n".join(database.iterdump())
    files = [
        path.read_bytes().decode("utf-8", "replace")
        for path in home.rglob("*")
        if path.is_file() and path.suffix != ".db"
    ]
    return "\n".join([rows, *files])


def at_the_prompt(*arguments: str) -> int:
    """The exit code of a command; Airflow would try again for hours what fails."""
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_a_year_and_its_troubles_tell_no_secret(
    secretive: Installation, ledger_url: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with FaultyServer() as server:
        monkeypatch.setenv("DUNGHEN_SMTP_PORT", str(server.port))
        assert secretive.run(as_of=ASKED) == "success"
        with FaultyServer(login="535 5.7.8 wrong") as refusing:
            monkeypatch.setenv("DUNGHEN_SMTP_PORT", str(refusing.port))
            assert at_the_prompt("run", "--plan", "nq59-2025-2030", "--as-of", OVERDUE) == 1
        monkeypatch.setenv("DUNGHEN_SMTP_PORT", str(server.port))
        with answering("nq59-2025-2030", Answer("vu-truong")):
            assert secretive.run(as_of=COMPILED) == "success"
    assert server.seen.logins[0] == ("van-thu", MAIL)
    texts = [
        message_from_bytes(content, policy=policy.default).get_body(("plain",)).get_content()  # type: ignore[union-attr]
        for content in server.seen.contents
    ]
    links = {link for text in texts for link in LINK.findall(text)}
    assert len(links) == 3, "each unit has a link of its own"

    monkeypatch.setenv("DUNGHEN_LEDGER_URL", ledger_url.replace("/ledger_", "/khong-co-"))
    assert at_the_prompt("run", "--plan", "nq59-2025-2030", "--as-of", COMPILED) == 1

    kept, said = of_airflow(), "".join(capfd.readouterr())
    assert "annual-report" in kept
    stored = b"".join(path.read_bytes() for path in (secretive.folder / "var").rglob("*") if path.is_file())
    ledger = list(lines_of(ledger_url))
    for secret in (KEY, MAIL, DATABASE):
        assert secret not in kept
        assert secret not in said
        assert secret.encode() not in stored
        assert not any(secret in line for line in ledger)
    for link in links:
        assert link not in kept
        assert link not in said
        assert [line for line in ledger if link in line and not line.startswith('["message", ')] == []
