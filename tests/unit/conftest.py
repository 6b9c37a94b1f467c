"""A desk: the use cases over doubles of the ledger, the mailer and the files, with the NQ 59 plan of three units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from dunghen.app import App
from dunghen.plans.plan import MORNING
from dunghen.records import MessageState, Realm
from dunghen.running.run import run_day
from dunghen.testing import ListMailer, MemoryFiles, MemoryLedger, MemoryMarks, a_plan, a_task, an_office
from dunghen.tools.filled_form import fill
from dunghen.wording.dates import at_hour

if TYPE_CHECKING:
    from collections.abc import Collection

    from dunghen.plans.office import Office
    from dunghen.plans.plan import Plan
    from dunghen.running.run import DayReport
    from dunghen.tools.filled_form import Breakage

CYCLE = "nq59-2025-2030/annual-report/2026"


def morning(text: str) -> datetime:
    """08:00 of this day in Hà Nội."""
    return at_hour(date.fromisoformat(text), MORNING)


@dataclass
class Desk:
    """An installation whose world is in memory."""

    plan: Plan
    office: Office
    ledger: MemoryLedger
    mailer: ListMailer
    files: MemoryFiles
    base_url: str | None = None
    marks: MemoryMarks | None = None

    @property
    def app(self) -> App:
        return App(
            self.office,
            {self.plan.id: self.plan},
            {},
            self.ledger,
            self.mailer,
            self.files,
            "a secret of the office",
            base_url=self.base_url,
            marks=self.marks,
        )

    def run(self, day: str) -> DayReport:
        """The day's run at 08:00."""
        return run_day(self.app, self.plan, morning(day), "test")

    def states(self, step: str) -> dict[str, MessageState]:
        """The state of this step's messages of 2026, by recipient."""
        prefix = f"{CYCLE}/{step}/"
        known = self.ledger.known(self.plan.id)
        return {key.removeprefix(prefix): state for key, state in known.items() if key.startswith(prefix)}

    def form_of(self, unit: str) -> bytes:
        """The form that was sent to this unit with its request."""
        message = self.ledger.message(f"{CYCLE}/request/{unit}")
        assert message is not None
        return self.files.get(next(one.sha256 for one in message.attachments if one.name.endswith(".xlsx")))

    def hand_in(self, unit: str, *, nil: bool = False, breakages: Collection[Breakage] = ()) -> None:
        """Lay the unit's filled form into the drop folder."""
        self.files.drop(f"{unit}.xlsx", fill(self.form_of(unit), nil=nil, breakages=breakages))


@pytest.fixture
def desk() -> Desk:
    plan = a_plan(
        effective_from=date(2026, 1, 1),
        task_rows=(
            a_task("1", leads=("cuc-hop-tac-quoc-te", "cuc-dien-anh", "cuc-bao-chi"), task="Mở rộng hợp tác quốc tế"),
            a_task("21", leads=("cuc-dien-anh",), task="Đăng cai tổ chức liên hoan phim quốc tế"),
        ),
    )
    return Desk(plan, an_office(), MemoryLedger(Realm.REHEARSAL), ListMailer(), MemoryFiles())
