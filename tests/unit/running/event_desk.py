"""A desk whose event calendar can be rewritten, and the changes that the tests write into it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dunghen.app import App
from dunghen.keys import CycleKey
from dunghen.plans.plan import MORNING
from dunghen.records import MessageState, Realm, Record
from dunghen.running.approve import decide
from dunghen.running.run import run_day
from dunghen.running.send import send
from dunghen.testing import ListMailer, ListPublisher, MemoryFiles, MemoryLedger
from dunghen.wording.dates import at_hour
from tests.unit.conftest import morning
from tests.unit.events.plans import OWN, a_duty, an_event, an_event_office, an_event_plan

CYCLE = f"kazakhstan-2025-2027/{OWN}/ngay-van-hoa-kz"
FIRST, LAST = date(2026, 5, 12), date(2026, 5, 15)
PUBLICITY = a_duty("tuyen-truyen", lead="cuc-bao-chi", phases=["before", "during", "after"])


@dataclass
class EventDesk:
    """An installation in memory whose event calendar can be rewritten."""

    event: Any = field(default_factory=an_event)
    realm: Realm = Realm.LIVE
    duties: list[dict[str, Any]] = field(default_factory=lambda: [a_duty(), PUBLICITY])
    steps: dict[str, Any] = field(default_factory=lambda: {"press": ["bao-ban"], "publish": True})
    mailer: ListMailer = field(default_factory=ListMailer)
    site: ListPublisher = field(default_factory=ListPublisher)
    files: MemoryFiles = field(default_factory=MemoryFiles)

    def __post_init__(self) -> None:
        self.ledger = MemoryLedger(self.realm)

    @property
    def app(self) -> App:
        plan = an_event_plan(self.event, duties=self.duties, **self.steps)
        return App(
            an_event_office(),
            {plan.id: plan},
            {},
            self.ledger,
            self.mailer,
            self.files,
            "a secret of the office",
            self.site,
        )

    def run(self, day: str | date) -> None:
        day = date.fromisoformat(day) if isinstance(day, str) else day
        app = self.app
        (plan,) = app.plans.values()
        run_day(app, plan, at_hour(day, MORNING), "test")

    def change(self, **changes: Any) -> None:
        """What the office writes into the calendar."""
        self.event = an_event(**changes)

    def reviewed(self, day: str = "2026-04-20", duty: str = OWN) -> None:
        cycle = CycleKey("kazakhstan-2025-2027", duty, "ngay-van-hoa-kz")
        self.ledger.add_record(
            Record(cycle, "content-approved", "", date.fromisoformat(day), "Chuyên viên trực", morning(day))
        )

    def approve(self, step: str, day: str) -> None:
        now = morning(day)
        decide(self.app, f"{CYCLE}/{step}", approved=True, by="Trưởng phòng", automatic=False, reason=None, now=now)
        send(self.app, None, now, "test")

    def state(self, step: str, recipient: str, duty: str = OWN) -> MessageState | None:
        message = self.ledger.message(f"kazakhstan-2025-2027/{duty}/ngay-van-hoa-kz/{step}/{recipient}")
        return message.state if message else None

    def went(self) -> list[str]:
        """«step/recipient» of everything that went, in any duty."""
        sent = self.ledger.in_state(MessageState.SENT)
        return sorted(f"{one.key.step}/{one.key.recipient}" for one in sent)


MOVED = {
    "from": date(2026, 10, 6),
    "to": date(2026, 10, 9),
    "changes": [{"on": date(2026, 4, 20), "from": FIRST, "to": LAST, "why": "phía bạn đề nghị"}],
}
CANCELLED = {"status": "cancelled", "changes": [{"on": date(2026, 4, 20), "why": "phía bạn đề nghị"}]}
