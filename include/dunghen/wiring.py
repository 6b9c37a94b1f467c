"""Puts an installation together: settings in, an ``App`` out. The only module that knows both adapters and use cases."""

from __future__ import annotations

import secrets
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dunghen.adapters.ledger.sql_ledger import SqlLedger
from dunghen.adapters.mark_file import MarkFile
from dunghen.adapters.office_files import OfficeFiles
from dunghen.app import App
from dunghen.exceptions import ConfigError, SettingsError
from dunghen.loading.config import Config
from dunghen.loading.load import load_config
from dunghen.loading.placeholder import placeholders
from dunghen.marks import why_held
from dunghen.plans.office import Office
from dunghen.ports import Ledger, Mailer, Publisher
from dunghen.records import Realm
from dunghen.running.mark import MODE_SWITCH
from dunghen.settings import Settings, is_loopback

if TYPE_CHECKING:
    from dunghen.adapters.backup import Place


@contextmanager
def open_app(
    settings: Settings,
    *,
    only: str | None = None,
    realm: Realm | None = None,
    config: Config | None = None,
    ledger: SqlLedger | None = None,
) -> Iterator[App]:
    """Open the installation.

    With ``only``, just the plan of this id is loaded; ``config`` is a configuration loaded already, ``ledger`` one that is
    open already and stays open. ``realm`` is the mode to run in whatever the settings say; None: the mode in force.

    Raises:
        ConfigError: the mode is live and an address is a placeholder; each of them is named.
        LedgerError: the ledger's tables are not those of this version.
        SettingsError: a folder cannot be written.
    """
    from dunghen.adapters.file_store import FileStore

    config = config or load_config(settings.config, only)
    opened = ledger or open_ledger(settings, realm or Realm.REHEARSAL)
    try:
        mode = realm or mode_in_force(settings, opened)
        if mode is Realm.LIVE:
            refuse_placeholders(config.office)
        yield App(
            office=config.office,
            plans={plan.id: plan for plan in config.sound_plans},
            plan_sha256=config.plan_sha256,
            ledger=opened.with_realm(mode),
            mailer=_mailer_of(settings, config.office),
            files=FileStore(settings.files),
            secret=secret_of(settings),
            publisher=publisher_of(settings),
            base_url=base_url_of(settings, mode),
            ticks=time.monotonic,
            still_live=lambda: mode_in_force(settings, opened) is Realm.LIVE,
            marks=mark_file(settings),
            only=only,
        )
    finally:
        if ledger is None:
            opened.dispose()


def _mailer_of(settings: Settings, office: Office) -> Mailer:
    from dunghen.adapters.smtp import YagmailMailer
    from dunghen.adapters.smtp_settings import SmtpSettings

    smtp = SmtpSettings(
        host=settings.smtp_host,
        port=settings.smtp_port,
        user=settings.smtp_user,
        password=settings.smtp_password,
        tls=settings.tls,
    )
    return YagmailMailer(smtp, office.settings.sender.email)


def publisher_of(settings: Settings) -> Publisher | None:
    """The site that is posted on, where one is configured.

    Raises:
        SettingsError: its password would travel in the clear.
    """
    url, password = settings.publish_url, settings.publish_password
    if url is None:
        return None
    from dunghen.adapters.http_publisher import HttpPublisher

    parts = urlsplit(url)
    if password and parts.scheme != "https" and not is_loopback(parts.hostname or ""):
        raise SettingsError("DUNGHEN_PUBLISH_URL: có mật khẩu thì phải là https.")
    return HttpPublisher(url, settings.publish_kind, settings.publish_user, password)


def base_url_of(settings: Settings, mode: Realm) -> str | None:
    """Where recipients open the pages; None where nothing is said, or where a live mail would point at this machine."""
    url = settings.base_url
    if url is None or (mode is Realm.LIVE and is_loopback(urlsplit(url).hostname or "")):
        return None
    return url.rstrip("/")


def office_files(settings: Settings) -> OfficeFiles:
    """Where the office's decisions are kept: files alone, which DAG parsing reads too."""
    from dunghen.adapters.office_files import OfficeFiles

    return OfficeFiles(settings.config)


def open_ledger(settings: Settings, realm: Realm) -> SqlLedger:
    """The ledger. A new one is made ready; an older one waits for ``dunghen db upgrade``."""
    from dunghen.adapters.ledger.sql_ledger import SqlLedger
    from dunghen.adapters.ledger.upgrade import current, upgrade

    if current(settings.ledger) is None:
        upgrade(settings.ledger)
    return SqlLedger(settings.ledger, realm)


def mode_in_force(settings: Settings, ledger: Ledger) -> Realm:
    """``DUNGHEN_MODE`` wins; else the switch that ``dunghen live on`` sets; else rehearsal (ADR 0009).

    A ledger that is not the one that sent last does not know how the switch stands; then the mark tells (ADR 0021).
    """
    if settings.mode:
        return settings.mode
    switch, kept = ledger.switch(MODE_SWITCH), mark_file(settings).read()
    if kept and kept.mode and kept.mode != switch and why_held(ledger.mark(), kept):
        return kept.mode
    return Realm(switch or Realm.REHEARSAL)


def mark_file(settings: Settings) -> MarkFile:
    """Where the ledger's mark is kept outside of the ledger: beside the files, which all processes share."""
    from dunghen.adapters.mark_file import MarkFile

    return MarkFile(settings.files)


def refuse_placeholders(office: Office) -> None:
    """Live mail never goes to a placeholder.

    Raises:
        ConfigError: names every placeholder address.
    """
    if problems := placeholders(office):
        raise ConfigError(problems)


def secret_of(settings: Settings) -> str:
    """The office's secret: from the environment, else made once and kept, readable by its owner only."""
    if settings.secret:
        return settings.secret
    path = settings.files / "secret"
    try:
        settings.files.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(32))
    except FileExistsError:
        pass
    except OSError as error:
        raise SettingsError(
            f"Không ghi được vào {settings.files}: {error}. Đặt DUNGHEN_FILES là thư mục ghi được."
        ) from error
    return path.read_text(encoding="ascii").strip()


def place_of(settings: Settings) -> Place:
    """Where all lies that a backup takes along and a restore writes."""
    from dunghen.adapters.backup import Place

    file = settings.files / "secret"
    made = not settings.secret and file.exists()
    known = secret_of(settings) if made or settings.secret else ""
    return Place(settings.ledger, settings.files, settings.config / "office", known, None if settings.secret else file)


@contextmanager
def open_rehearsal(settings: Settings, config: Config) -> Iterator[App]:
    """An installation to rehearse in: a ledger and a file store of its own that vanish, and a mailer without a network."""
    from dunghen.adapters.file_store import FileStore
    from dunghen.adapters.ledger.sql_ledger import SqlLedger
    from dunghen.adapters.ledger.upgrade import upgrade
    from dunghen.adapters.no_mail import NoMail

    with tempfile.TemporaryDirectory(prefix="dunghen-") as folder:
        url = f"sqlite:///{folder}/ledger.sqlite3"
        upgrade(url)
        ledger = SqlLedger(url, Realm.REHEARSAL)
        try:
            yield App(
                office=config.office,
                plans={plan.id: plan for plan in config.sound_plans},
                plan_sha256=config.plan_sha256,
                ledger=ledger,
                mailer=NoMail(),
                files=FileStore(Path(folder)),
                secret=settings.secret or secrets.token_urlsafe(32),
                publisher=publisher_of(settings),
                base_url=base_url_of(settings, Realm.REHEARSAL),
            )
        finally:
            ledger.dispose()
