"""What has happened in the office that the pictures show: the yearly report of 2026, asked for, handed in, compiled.

By the use cases themselves, on a clock of its own; the running Airflow shows what they have written.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

from dunghen.adapters.catcher import MailCatcher
from dunghen.agenda.build import fire_days
from dunghen.intake.collect import collect
from dunghen.keys import CycleKey
from dunghen.running.run import run_day
from dunghen.running.send import send
from dunghen.settings import Settings
from dunghen.tools.demo_story import STORY, HandIn, Manner, filled_in
from dunghen.wiring import open_app
from dunghen.wording.dates import HANOI

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage
    from pathlib import Path

    from dunghen.app import App

PLAN, DUTY, CYCLE = "nq59-2025-2030", "annual-report", "2026"
KEY = CycleKey(PLAN, DUTY, CYCLE)
NAME = f"{PLAN}/{DUTY}"
BY = "Chuyên viên phụ trách"
WRONG, RIGHT, NIL = "vu-to-chuc-can-bo", "cuc-bao-chi", "van-phong-bo"
"""The units that the pictures of the unit heads' page show: one errs, one hands in, one has nothing to report."""
STILL_OWED = "vien-van-hoa-nghe-thuat-the-thao-va-du-lich-viet-nam"

BEGINNING = datetime(2026, 10, 27, 9, 0, tzinfo=HANOI)
COLLECTING = datetime(2026, 11, 25, 15, 20, tzinfo=HANOI)
"""Before the deadline: most units have reported, some have not."""
OVERDUE = datetime(2026, 12, 1, 15, 10, tzinfo=HANOI)
"""After the deadline and before the compilation, on a day on which nobody has been reminded."""
BY_THE_PAGE = (
    HandIn(COLLECTING.date(), WRONG, Manner.WRONG),
    HandIn(COLLECTING.date(), RIGHT),
)
"""What is handed in on the pictures themselves, or right after where those are not made."""
CLOSING = datetime(2026, 12, 4, 8, 0, tzinfo=HANOI)
"""The day of the compilation: a letter to another ministry waits for its approval."""


@dataclass
class Office:
    """The installation in ``var``, and its clock. The environment of this process points at it.

    Attributes:
        var: DUNGHEN_FILES.
        now: the instant that pages and tasks take for the present.
    """

    var: Path
    now: datetime = BEGINNING

    @property
    def clock(self) -> Path:
        """The file that tells the time to the running Airflow."""
        return self.var / "now.txt"

    @property
    def mail(self) -> Path:
        """The mails that were caught."""
        return self.var / "mail"

    def set_clock(self, now: datetime) -> None:
        """From here on it is this instant."""
        self.now = now
        self.clock.write_text(now.isoformat(), encoding="ascii")

    def go_on(self, until: datetime) -> None:
        """Live through the days up to this instant: the plan's acts at 08:00, what units hand in at 14:00."""
        with open_app(Settings.from_environment()) as app:
            plan = app.plans[PLAN]
            fires = {day for day in fire_days(plan, app.office) if day.year == int(CYCLE)}
            for day in sorted(fires | {one.day for one in STORY}):
                morning, afternoon = _at(day, 8), _at(day, 14)
                if self.now < morning < until and day in fires:
                    run_day(app, plan, morning, BY)
                if self.now < afternoon < until:
                    today = [one for one in STORY if one.day == day]
                    self._hand_in(app, [one for one in today if one.unit not in (WRONG, RIGHT)], afternoon)
                if morning.date() == COLLECTING.date() and until > COLLECTING:
                    there = {one.unit for one in app.ledger.submissions(KEY)}
                    self._hand_in(app, [one for one in BY_THE_PAGE if one.unit not in there], COLLECTING)
        self.set_clock(until)

    def _hand_in(self, app: App, hand_ins: list[HandIn], now: datetime) -> None:
        """Put the forms into the drop folder, and do what the service DAG does every ten minutes."""
        (self.var / "inbox").mkdir(exist_ok=True)
        for one in hand_ins:
            name, content = form_in(self.mail_to(one.unit))
            (self.var / "inbox" / name).write_bytes(filled_in(content, one.manner))
        collect(app, now)
        send(app, None, now, BY)

    def mail_to(self, unit: str) -> EmailMessage:
        """The first mail with a form to the unit: the request."""
        for file in sorted(self.mail.glob("*.eml")):
            mail = message_from_bytes(file.read_bytes(), policy=policy.default)
            if f"{unit}@" in file.name and any(mail.iter_attachments()):
                return mail
        raise LookupError(f"no mail to {unit}")


def form_in(mail: EmailMessage) -> tuple[str, bytes]:
    """Name and content of the form that came with a mail."""
    for part in mail.iter_attachments():
        name = part.get_filename() or ""
        if name.endswith(".xlsx"):
            return name, part.get_content()
    raise LookupError(f"no form in «{mail['Subject']}»")


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=HANOI)


@contextmanager
def office(var: Path, config: Path, base_url: str) -> Iterator[Office]:
    """An empty installation whose mails are caught."""
    var.mkdir(parents=True, exist_ok=True)
    made = Office(var)
    with MailCatcher(made.mail) as catcher:
        for name in [name for name in os.environ if name.startswith(("AIRFLOW", "DUNGHEN"))]:
            del os.environ[name]
        settings = {
            "CONFIG": config,
            "FILES": var,
            "MODE": "rehearsal",
            "SMTP_HOST": catcher.host,
            "SMTP_PORT": catcher.port,
            "SMTP_TLS": "none",
            "SECRET": "khoa-cua-bo-hinh-so-tay-van-hanh",
            "BASE_URL": base_url,
        }
        os.environ.update({f"DUNGHEN_{name}": str(value) for name, value in settings.items()})
        made.set_clock(BEGINNING)
        yield made
