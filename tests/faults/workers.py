"""What runs in a process that is killed: the engine's own day, opened anew each time, as a scheduled run does."""

from __future__ import annotations

import multiprocessing
import signal
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dunghen.exceptions import UnfinishedError
from dunghen.intake.collect import collect
from dunghen.loading.config import Config
from dunghen.records import Realm
from dunghen.running.run import run_day
from dunghen.running.send import send
from dunghen.settings import Settings
from dunghen.testing import an_office
from dunghen.wiring import open_app

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.faults.workers"])

_BOXES: dict[str, Any] = {
    name: {"name": name, "email": f"{name}@bo.gov.vn"} for name in ("sender", "operator", "rehearsal")
}
OFFICE = Config(
    an_office(units=(), **_BOXES),
    (),
    (),
    {},
)
"""An office without plans, whose letters lie in the ledger; its addresses are true ones, so that it may be live."""


def send_all(settings: Settings, now: datetime) -> None:
    """Send everything that waits, live."""
    with open_app(settings, config=OFFICE, realm=Realm.LIVE) as app, suppress(UnfinishedError):
        send(app, None, now, "test")


def collect_all(settings: Settings, now: datetime) -> None:
    """Take the drop folder."""
    with open_app(settings) as app:
        collect(app, now)


def work_a_day(settings: Settings, now: datetime) -> None:
    """A day's run of the one plan."""
    with open_app(settings) as app:
        run_day(app, app.plans["ke-hoach"], now, "test")


@dataclass(slots=True)
class Killer:
    """Starts work in a process of its own and kills it (SIGKILL) after so many seconds, unless it has ended."""

    kills: int = 0

    def after(self, seconds: float | None, work: Callable[..., None], *arguments: Any) -> bool:
        """Returns whether it was killed; None: it is left to end. Work that ends ends well."""
        process = FORKS.Process(target=work, args=arguments)
        process.start()
        process.join(seconds)
        if process.is_alive():
            process.kill()
            process.join()
        assert process.exitcode in (0, -signal.SIGKILL), process.exitcode
        self.kills += process.exitcode != 0
        return process.exitcode != 0
