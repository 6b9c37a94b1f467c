"""Letters that wait to be sent, and an office whose units have been asked for their report."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from dunghen.keys import CycleKey
from dunghen.plans.plan import MORNING
from dunghen.records import Approval, ApprovalState
from dunghen.running.release import fingerprint
from dunghen.testing import a_draft, a_key
from dunghen.wiring import open_app
from dunghen.wording.dates import HANOI, at_hour

if TYPE_CHECKING:
    from dunghen.adapters.ledger.sql_ledger import SqlLedger
    from dunghen.records import Draft
    from dunghen.settings import Settings

START = datetime(2026, 10, 28, 8, 0, tzinfo=HANOI)
ASKED, LOCKED = (at_hour(date(2026, *day), MORNING) for day in ((11, 17), (12, 4)))
CLAIM_ENDS = timedelta(minutes=31)
INSIDE, OUTSIDE = 18, 2
"""New letters before each run."""
CYCLE = CycleKey("ke-hoach", "bao-cao", "2026")


def letters(number: int) -> list[Draft]:
    """The letters of one round: to eighteen of the house and, once approved, to two outside of it."""
    inside = [f"trong-{number}-{turn}" for turn in range(INSIDE)]
    outside = [f"ngoai-{number}-{turn}" for turn in range(OUTSIDE)]
    until = START + timedelta(days=60)
    return [
        *(
            a_draft(one, key=a_key(one, step="notice-1"), address=f"{one}@bo.gov.vn", due_at=START, expires_at=until)
            for one in inside
        ),
        *(
            a_draft(
                one,
                key=a_key(one, step="deliver-outward"),
                address=f"{one}@ngoai.gov.vn",
                outward=True,
                approval=one,
                due_at=START,
                expires_at=until,
            )
            for one in outside
        ),
    ]


def queue(ledger: SqlLedger, drafts: list[Draft], *, answered: bool = True) -> None:
    """Write the letters, and ask for approval of those that leave the house, which is given where it is ``answered``."""
    ledger.queue(drafts, now=START)
    for name in [draft.approval for draft in drafts if draft.approval]:
        content = fingerprint(ledger.of_approvals([name]))
        asked = Approval(name, ApprovalState.REQUESTED, START, START + timedelta(days=60), "Thư", content)
        ledger.request_approval(asked)
        if answered:
            ledger.decide(name, ApprovalState.APPROVED, by="Vụ trưởng", automatic=False, reason=None, now=START)


def forms(settings: Settings) -> dict[str, bytes]:
    """The form that each unit was sent."""
    with open_app(settings) as app:
        return {
            message.key.recipient: app.files.get(one.sha256)
            for message in app.ledger.of_cycle(CYCLE)
            for one in message.attachments
            if one.name.endswith(".xlsx")
        }
