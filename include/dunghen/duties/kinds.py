"""All kinds of duty, told apart by ``kind``."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from dunghen.kinds.budget.model import BudgetDuty
from dunghen.kinds.bulletin.model import BulletinDuty
from dunghen.kinds.deliverable.model import DeliverableDuty
from dunghen.kinds.event.model import EventDuty
from dunghen.kinds.greeting.model import GreetingDuty
from dunghen.kinds.meeting.model import MeetingDuty
from dunghen.kinds.quota.model import QuotaDuty
from dunghen.kinds.report.model import ReportDuty
from dunghen.kinds.review.model import ReviewDuty

AnyDuty = Annotated[
    ReportDuty
    | GreetingDuty
    | EventDuty
    | DeliverableDuty
    | MeetingDuty
    | QuotaDuty
    | BudgetDuty
    | BulletinDuty
    | ReviewDuty,
    Field(discriminator="kind"),
]
