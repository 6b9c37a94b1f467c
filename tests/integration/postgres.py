"""A real PostgreSQL for the tests: a cluster of their own, started by them, on a socket in a temporary folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

from dunghen.adapters.ledger.upgrade import upgrade

if TYPE_CHECKING:
    from collections.abc import Iterator

_USER = "postgres"
_TEMPLATE = "ledger_template"
_SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
max_connections = 60
shared_buffers = 32MB
timezone = 'America/New_York'
"""
"""The cluster's own time zone is far from Hà Nội on purpose: nothing may depend on it."""


class PostgresCluster:
    """Databases on one private cluster, each a copy of an upgraded ledger."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)

    def url(self, name: str) -> str:
        """The address of a database, as an operator would write it."""
        return f"postgresql://{_USER}@/{name}?host={self._folder}"

    def empty(self) -> str:
        """The address of a new database with nothing in it."""
        return self._create("template0")

    def ledger(self) -> str:
        """The address of a new, upgraded ledger: a copy of the template, which costs no migration."""
        return self._create(_TEMPLATE)

    def restart(self) -> None:
        """Stop it without asking anybody, as a machine does that loses its power, and start it again."""
        data, log = str(self._folder / "data"), str(self._folder / "log")
        _run("pg_ctl", "--pgdata", data, "--wait", "--mode", "immediate", "--log", log, "restart")

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected."""
        name = url.partition("@/")[2].partition("?")[0]
        self._execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def make_template(self) -> None:
        """Upgrade the ledger that the others are copied from."""
        self._execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(_TEMPLATE)))
        upgrade(self.url(_TEMPLATE))

    def _create(self, template: str) -> str:
        name = f"ledger_{next(self._numbers)}"
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self._execute(create.format(sql.Identifier(name), sql.Identifier(template)))
        return self.url(name)

    def _execute(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def running_cluster() -> Iterator[PostgresCluster]:
    """Start a cluster, and stop and remove it in the end."""
    # The path of a socket is 107 bytes at most, so the folder lies directly under the temporary folder.
    folder = Path(tempfile.mkdtemp(prefix="dunghen-pg-"))
    data = folder / "data"
    if os.getuid() == 0:
        shutil.chown(folder, _USER)
    try:
        _run("initdb", "--pgdata", str(data), "--username", _USER, "--auth", "trust", "--encoding", "UTF8", "--no-sync")
        with (data / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(_SETTINGS.format(folder=folder))
        _run("pg_ctl", "--pgdata", str(data), "--wait", "--log", str(folder / "log"), "start")
        try:
            cluster = PostgresCluster(folder)
            cluster.make_template()
            yield cluster
        finally:
            _run("pg_ctl", "--pgdata", str(data), "--wait", "--mode", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(program: str, *arguments: str) -> None:
    # PostgreSQL refuses to run as root; its Debian package brings a user for it.
    as_user = ["runuser", "-u", _USER, "--"] if os.getuid() == 0 else []
    done = subprocess.run(
        [*as_user, str(_programs() / program), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        cwd="/",
    )
    assert done.returncode == 0, f"{program}: {done.stderr}"


def _programs() -> Path:
    """The folder of ``initdb`` and ``pg_ctl``; Debian keeps it off the PATH, one folder for each version."""
    if on_path := shutil.which("initdb"):
        return Path(on_path).parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    assert found, "PostgreSQL is not installed: scripts/services.sh says how"
    return found[-1]
