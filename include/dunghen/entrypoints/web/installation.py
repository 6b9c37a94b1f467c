"""The installation as the pages see it: opened for each request, its configuration read anew only when a file changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from time import monotonic

from dunghen.adapters.ledger.sql_ledger import SqlLedger
from dunghen.adapters.office_files import OfficeFiles
from dunghen.app import App
from dunghen.audit import Act
from dunghen.entrypoints.connections import settings_with_connections
from dunghen.loading.config import Config
from dunghen.loading.load import load_config
from dunghen.loading.reader import OFFICE
from dunghen.records import Realm
from dunghen.settings import Settings
from dunghen.wiring import mode_in_force, office_files, open_app, open_ledger

Stamp = tuple[tuple[str, int, int], ...]

CONNECTIONS_HOLD = 60
"""Seconds for which what Airflow said of its connections is believed: it would else be asked at every request."""


def settings_in_force() -> Settings:
    """The settings by which the DAGs run, Airflow's connections among them; a changed connection shows within a minute.

    Raises:
        SettingsError: an environment setting is unusable.
    """
    return _connected(Settings.from_environment(), int(monotonic() // CONNECTIONS_HOLD))


@lru_cache(maxsize=4)
def _connected(environment: Settings, minute: int) -> Settings:  # noqa: ARG001 - what the cache goes by
    return settings_with_connections()


def config_in_force() -> Config:
    """The configuration as its files stand now."""
    folder = settings_in_force().config
    return _config(folder, _stamp(folder))


def config_as_signed() -> Config:
    """The same without anything that the office decided over it."""
    folder = settings_in_force().config
    return _signed(folder, _stamp(folder))


def decision_files() -> OfficeFiles:
    """Where the office's decisions are kept."""
    return office_files(settings_in_force())


@contextmanager
def installation() -> Iterator[tuple[App, Config]]:
    """Open the installation in the mode in force, with all its plans.

    Raises:
        ConfigError, LedgerError, SettingsError: see ``open_app``.
    """
    settings = settings_in_force()
    config = config_in_force()
    with open_app(settings, config=config, ledger=_ledger(settings)) as app:
        yield app, config


def is_live() -> bool:
    """Whether mail goes out for real."""
    settings = settings_in_force()
    return mode_in_force(settings, _ledger(settings)) is Realm.LIVE


def note_act(act: Act) -> None:
    """Write down what a person did to the files, in the mode in force; it asks nothing of the configuration.

    Raises:
        LedgerError: the ledger does not answer.
    """
    settings = settings_in_force()
    ledger = _ledger(settings)
    ledger.with_realm(mode_in_force(settings, ledger)).note_act(act)


@lru_cache(maxsize=4)
def _ledger(settings: Settings) -> SqlLedger:
    """Kept open from one request to the next: connecting and checking it anew costs more than most pages."""
    return open_ledger(settings, Realm.REHEARSAL)


@lru_cache(maxsize=1)
def _config(folder: Path, stamp: Stamp) -> Config:  # noqa: ARG001 - the stamp is what the cache goes by
    return load_config(folder)


@lru_cache(maxsize=1)
def _signed(folder: Path, stamp: Stamp) -> Config:  # noqa: ARG001 - as above
    office = folder / OFFICE
    return load_config(folder, decided={one.relative_to(office).as_posix(): "{}" for one in office.rglob("*.yaml")})


def _stamp(folder: Path) -> Stamp:
    """Name, size and time of change of every file: a saved edit shows at the next request."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".csv"))
    return tuple((str(path), *_size_and_time(path)) for path in files)


def _size_and_time(path: Path) -> tuple[int, int]:
    """Zeros for what leads nowhere: an editor's lock file is a link to nothing, and no reason to show no page."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_size, found.st_mtime_ns
