"""A consolidated report as plain rows: what the workbook and the document print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dunghen.agenda.extension import extended_words
from dunghen.submissions.layout import Status
from dunghen.wording.periods import period_name

NOT_TOLD = "Chưa có báo cáo của đơn vị chủ trì"
"""The status of a task of which its lead unit has said nothing."""
NOTHING_TO_REPORT = Status.NIL.value
"""The status of a task whose lead unit handed in a nil report."""
DIFFERS = "Khác nhau giữa các đơn vị"
"""The status of a task with several lead units that do not agree."""


class Standing(StrEnum):
    """How a unit stands in a cycle. Each unit has exactly one."""

    ON_TIME = "on-time"
    LATE = "late"
    NIL = "nil"
    """Nothing to report; ``UnitLine.on_time`` tells whether that was said in time."""
    MISSING = "missing"
    RETURNED = "returned"
    """Handed in, but only versions that were returned for correction: still missing."""

    @property
    def label(self) -> str:
        """The Vietnamese name."""
        return _LABELS[self]

    @property
    def is_missing(self) -> bool:
        """Whether the unit still owes its report."""
        return self in (Standing.MISSING, Standing.RETURNED)


_LABELS = {
    Standing.ON_TIME: "Đúng hạn",
    Standing.LATE: "Muộn",
    Standing.NIL: "Không phát sinh",
    Standing.MISSING: "Chưa nộp",
    Standing.RETURNED: "Đã nộp nhưng bị trả lại",
}


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit that owed the report. Instants are aware; None where there is nothing to tell.

    Timeliness is that of the first version that counted: a correction of a report does not make it late. The content is
    that of the newest version that counted.
    """

    slug: str
    name: str
    standing: Standing
    on_time: bool | None = None
    first_received_at: datetime | None = None
    received_at: datetime | None = None
    version: int | None = None
    returned: int = 0
    """How many versions were returned for correction."""
    valid_at_first: bool | None = None
    """Whether no version was returned before the first that counted."""
    until: date | None = None
    """The last day that was on time for it, where it had been granted more time than all."""
    has_figures: bool = True
    """False where it handed in on paper only, and nobody has entered what the paper says."""

    @property
    def standing_words(self) -> str:
        """«Đúng hạn (được gia hạn đến 02/12/2026; bản giấy, không có số liệu)»."""
        notes = [extended_words(self.until)] if self.until else []
        notes += [] if self.has_figures else ["bản giấy, không có số liệu"]
        return f"{self.standing.label} ({'; '.join(notes)})" if notes else self.standing.label


@dataclass(frozen=True, slots=True)
class Figures:
    """Completeness and timeliness over the units that owed the report.

    ``on_time + late == received`` and ``received + missing == expected``; nil reports are among the received, returned
    ones among the missing.
    """

    expected: int
    received: int
    on_time: int
    late: int
    nil: int
    missing: int
    returned: int
    valid_at_first: int

    @property
    def completeness(self) -> float | None:
        """Received of expected, 0 to 1; None where nobody owed."""
        return self.received / self.expected if self.expected else None

    @property
    def timeliness(self) -> float | None:
        """On time of expected, 0 to 1; None where nobody owed."""
        return self.on_time / self.expected if self.expected else None

    @property
    def validity(self) -> float | None:
        """Valid at first of received, 0 to 1; None where nothing was received."""
        return self.valid_at_first / self.received if self.received else None


@dataclass(frozen=True, slots=True)
class Statement:
    """What one unit wrote, verbatim; ``tt`` is the task it is about, None where it is about the whole."""

    unit: str
    text: str
    tt: str | None = None


@dataclass(frozen=True, slots=True)
class LeadLine:
    """What one lead unit says of one task."""

    unit: str
    status: str
    """Its own word, or ``NOT_TOLD`` or ``NOTHING_TO_REPORT``."""
    last_status: str = ""
    """Its word of the cycle before; empty where it said nothing."""
    result: str = ""


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One row of the plan's task table, with what was reported on it."""

    tt: str
    task: str
    lead_names: str
    product: str
    time: str
    status: str
    """The lead's word; where several lead: their common word, else ``DIFFERS``."""
    last_status: str
    leads: tuple[LeadLine, ...]
    coordinators: tuple[Statement, ...]
    per_unit: bool
    """Whether a group or several units lead, so that each is told by itself."""

    @property
    def status_counts(self) -> dict[str, int]:
        """How many lead units said which status, the most frequent first."""
        found: dict[str, int] = {}
        for lead in self.leads:
            found[lead.status] = found.get(lead.status, 0) + 1
        return dict(sorted(found.items(), key=lambda one: -one[1]))


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many tasks stand at a status, in this cycle and in the one before."""

    status: str
    count: int
    last_count: int


@dataclass(frozen=True, slots=True)
class Consolidated:
    """Everything that the two writers print."""

    plan_title: str
    plan_number: str | None
    """As printed in the plan; None where the text leaves it blank."""
    duty_title: str
    cycle_name: str
    covers: tuple[date, date]
    deadline_text: str | None
    """The document's own words."""
    late_from: date | None
    """The first day that is late, from 00:00 in Hà Nội."""
    as_of: datetime
    units: tuple[UnitLine, ...]
    figures: Figures
    tasks: tuple[TaskLine, ...]
    statuses: tuple[StatusCount, ...]
    assessments: tuple[Statement, ...] = ()
    difficulties: tuple[Statement, ...] = ()
    proposals: tuple[Statement, ...] = ()
    has_previous: bool = False
    """Whether anything is known of the cycle before."""

    @property
    def period(self) -> str:
        """«năm 2026»."""
        words = period_name(self.cycle_name)
        return words if words != self.cycle_name else f"kỳ {words}"

    @property
    def missing(self) -> tuple[UnitLine, ...]:
        """The units that still owe their report."""
        return tuple(unit for unit in self.units if unit.standing.is_missing)

    @property
    def without_figures(self) -> tuple[UnitLine, ...]:
        """The units that reported on paper only."""
        return tuple(unit for unit in self.units if not unit.has_figures)

    @property
    def late(self) -> tuple[UnitLine, ...]:
        """The units that reported late, nil reports among them."""
        return tuple(unit for unit in self.units if unit.on_time is False)
