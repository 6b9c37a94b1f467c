"""*Diễn tập*: what a rehearsal keeps of its mails, which of them are shown, and how many fall into each week or month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pydantic import BaseModel, ConfigDict

from dunghen.keys import ActionKey
from dunghen.plans.cycle import Act
from dunghen.values.source import Basis
from dunghen.views.agenda import days_asked
from dunghen.wording.dates import local_day, short_date

YEARS_AT_MOST = 2
"""How long a period may be rehearsed at once."""
WEEKS_UNTIL = timedelta(days=100)
"""A longer period is counted by months."""


class _Kept(BaseModel):
    """A frozen record that is written down as JSON."""

    model_config = ConfigDict(frozen=True)


class AttachedFile(_Kept):
    """A file of a mail; two of one ``seen`` show their reader the same (``views.fingerprint``)."""

    name: str
    seen: str


class Part(_Kept):
    """One message of the ledger, as its mail carries it.

    Attributes:
        key: its name in the ledger.
        name: what its recipient is called on that day.
        addressed: how the mail greets the recipient.
        address: the true address; empty where there is none yet.
        duty: the title of the duty.
        act: what is done; None for an answer that belongs to no step.
        clause, seed, lines, basis: on which words of which document the duty rests.
        step_basis: on what the day rests.
        approval: whether a person has to approve it.
        text, html: SHA-256 of the bodies.
    """

    key: str
    name: str
    addressed: str
    address: str
    duty: str
    act: Act | None
    clause: str | None
    seed: str
    lines: str | None
    basis: Basis | None
    step_basis: Basis | None
    outward: bool
    approval: bool
    subject: str
    text: str
    html: str
    attachments: tuple[AttachedFile, ...]

    @property
    def names(self) -> ActionKey:
        """The parts of its key."""
        return ActionKey.parse(self.key)


class Mail(_Kept):
    """One mail that would go: the instant, what its header says (without the mark of a rehearsal), and what it carries.

    ``number`` counts from 1 in the order of sending; ``file`` is its .eml in the folder of the rehearsal.
    """

    number: int
    at: datetime
    plan: str
    subject: str
    sender: str
    reply_to: str
    file: str
    parts: tuple[Part, ...]

    @property
    def day(self) -> date:
        """The day in Hà Nội."""
        return local_day(self.at)

    @property
    def outward(self) -> bool:
        """Whether it leaves the house."""
        return any(one.outward for one in self.parts)

    @property
    def approval(self) -> bool:
        """Whether a person has to approve it before it goes."""
        return any(one.approval for one in self.parts)


class RehearsedPlan(_Kept):
    """A plan that took part; a draft sends nothing."""

    id: str
    short_title: str
    draft: bool


class Rehearsed(_Kept):
    """What came out of a rehearsal; ``broken`` names the files of plans that could not take part."""

    plans: tuple[RehearsedPlan, ...]
    broken: tuple[str, ...]
    mails: tuple[Mail, ...]


def period_asked(since: str, until: str, today: date) -> tuple[date, date]:
    """First and last day to rehearse; three months from today where nothing is given.

    Raises:
        ValueError: one of them is no day, they are in the wrong order or too far apart; with a sentence for the reader.
    """
    first, last = days_asked(since, until, today)
    longest = _years_later(first, YEARS_AT_MOST) - timedelta(days=1)
    if last > longest:
        raise ValueError(
            f"Mỗi lần diễn tập nhiều nhất {12 * YEARS_AT_MOST} tháng: từ {short_date(first)} thì ngày cuối chậm nhất là "
            f"{short_date(longest)}, không phải {short_date(last)}."
        )
    return first, last


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which mails are shown; an empty text keeps everything. ``duty`` is written ``plan/duty``."""

    plan: str = ""
    recipient: str = ""
    duty: str = ""

    def keeps(self, mail: Mail) -> bool:
        """Whether some part of the mail is of this plan and this duty, towards this recipient."""
        return self.plan in ("", mail.plan) and any(self._keeps(one.names) for one in mail.parts)

    def _keeps(self, key: ActionKey) -> bool:
        return self.recipient in ("", key.recipient) and self.duty in ("", f"{key.plan}/{key.duty}")


@dataclass(frozen=True, slots=True)
class Bar:
    """A week or a month: how many mails stay in the house, how many leave it, and of what length the bars are (0-100)."""

    label: str
    inside: int
    outside: int
    most: int

    @property
    def inside_length(self) -> float:
        """Of the mails that stay."""
        return 100 * self.inside / self.most if self.most else 0

    @property
    def outside_length(self) -> float:
        """Of the mails that leave."""
        return 100 * self.outside / self.most if self.most else 0


def bars(mails: Sequence[Mail], first: date, last: date) -> list[Bar]:
    """Every week (from Monday) or month of the period in order, the empty ones too."""
    by_week = last - first <= WEEKS_UNTIL
    start = _monday if by_week else _first_of_month
    inside = Counter(start(one.day) for one in mails if not one.outward)
    outside = Counter(start(one.day) for one in mails if one.outward)
    most = max((inside + outside).values(), default=0)
    starts = dict.fromkeys(start(first + timedelta(days=n)) for n in range((last - first).days + 1))
    return [
        Bar(_week(one, first, last) if by_week else f"{one:%m/%Y}", inside[one], outside[one], most) for one in starts
    ]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _first_of_month(day: date) -> date:
    return day.replace(day=1)


def _week(monday: date, first: date, last: date) -> str:
    """«23/11-29/11/2026», cut to the period."""
    return f"{max(monday, first):%d/%m}-{short_date(min(monday + timedelta(days=6), last))}"
