"""What the ledger keeps, as plain frozen records. Instants are aware; a day is a day in Hà Nội."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from dunghen.keys import ActionKey, CycleKey


class Realm(StrEnum):
    """Rehearsed and live records never meet: what was rehearsed still has to be sent when the office goes live."""

    REHEARSAL = "rehearsal"
    LIVE = "live"


class MessageState(StrEnum):
    """The life of a message: queued → claimed → sent, or one of the ends that tell why it was not sent."""

    QUEUED = "queued"
    """Written, rendered, waiting to be sent (again)."""
    CLAIMED = "claimed"
    """A process is sending it at this moment."""
    SENT = "sent"
    """The mail server accepted it."""
    REFUSED = "refused"
    """The mail server will never accept it."""
    BOUNCED = "bounced"
    """Accepted first, returned later."""
    EXPIRED = "expired"
    """Its time passed, or a newer step took its place, before it went."""
    SUPPRESSED = "suppressed"
    """Not needed (the unit had reported), or an operator stopped it."""
    UNKNOWN = "unknown"
    """Nobody knows whether the mail server accepted it."""


Fact = str | int | tuple[str, ...]
Facts = Mapping[str, Fact]
"""What a letter depends on, as data: days are ISO 8601, units are slugs. Compared at the moment of sending; its words are
for people only."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a message; its content lies in the file store under its hash."""

    name: str
    media_type: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A rendered message about to be written into the ledger."""

    key: ActionKey
    address: str
    subject: str
    text: str
    html: str
    due_at: datetime
    expires_at: datetime
    attachments: tuple[Attachment, ...] = ()
    outward: bool = False
    approval: str | None = None
    """The name of the approval it waits for; None where it needs none."""
    not_before: datetime | None = None
    """It waits until then, approved or not; None where it may go at once."""
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotSent:
    """An act that will not be done, written into the ledger with its reason."""

    key: ActionKey
    state: MessageState
    reason: str
    due_at: datetime
    expires_at: datetime
    outward: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """A row of the ledger. What was never written has no address, no subject and no text."""

    key: ActionKey
    state: MessageState
    due_at: datetime
    expires_at: datetime
    queued_at: datetime
    changed_at: datetime
    outward: bool = False
    reason: str | None = None
    address: str | None = None
    subject: str | None = None
    text: str | None = None
    html: str | None = None
    attachments: tuple[Attachment, ...] = ()
    approval: str | None = None
    message_id: str | None = None
    """Set at the first claim; every retry of the same mail bears it again."""
    attempt: int = 0
    """How often an operator asked to send it again."""
    tries: int = 0
    """How often it was tried: handed to the mail server, or not even put together."""
    not_before: datetime | None = None
    sent_at: datetime | None = None
    mail_sha256: str | None = None
    """The mail as sent (RFC 5322 bytes), in the file store."""
    facts: Facts | None = None
    """What it depends on; None where it was written before facts were kept with letters, or was never written."""

    @property
    def is_for_web(self) -> bool:
        """Whether its address is a place on the web, to post it to."""
        return (self.address or "").startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True)
class MessageEvent:
    """One transition of a message. Append-only."""

    at: datetime
    before: MessageState | None
    after: MessageState
    by: str
    automatic: bool
    reason: str | None


class SubmissionState(StrEnum):
    """What the validator made of a file."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_WARNINGS = "accepted-with-warnings"
    REJECTED = "rejected"


class Severity(StrEnum):
    """Blockers stop a submission; warnings pass and are told."""

    BLOCKER = "blocker"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a submitted file that a person can act on."""

    severity: Severity
    code: str
    what: str
    remedy: str
    sheet: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """One task row of a submitted form."""

    tt: str
    status: str
    result: str = ""
    difficulty: str = ""
    proposal: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """One version of what a unit handed in. Versions count from 1 for each unit and cycle; all are kept."""

    cycle: CycleKey
    unit: str
    version: int
    state: SubmissionState
    received_at: datetime
    channel: str
    """``submit`` (the prompt), ``inbox`` (the drop folder), ``page``, ``paper``; later ``mail``, ``http``."""
    sha256: str
    original_name: str
    nil: bool = False
    rows: tuple[SubmissionRow, ...] = ()
    remarks: Mapping[str, str] = field(default_factory=dict)
    """The general part of the form, by field name; of what came on paper also who entered it (``submissions.paper``)."""
    problems: tuple[Problem, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether the unit has reported by this submission."""
        return self.state is not SubmissionState.REJECTED


class ApprovalState(StrEnum):
    """Silence is never approval: what expires was not approved."""

    REQUESTED = "requested"
    APPROVED = "approved"
    REJECTED = "rejected"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Approval:
    """Leave for something to go out of the house, given or refused by a named person."""

    key: str
    """``plan/duty/cycle/step``."""
    state: ApprovalState
    requested_at: datetime
    expires_at: datetime
    subject: str
    content_sha256: str
    """What was shown; only exactly this may go."""
    by: str | None = None
    automatic: bool = False
    reason: str | None = None
    decided_at: datetime | None = None

    @property
    def cycle(self) -> CycleKey:
        """The cycle whose letters it lets go."""
        return CycleKey.parse(self.key.rpartition("/")[0])


@dataclass(frozen=True, slots=True)
class CycleRecord:
    """A cycle as it was opened: the deadline it went out with and the plan file it was read from."""

    key: CycleKey
    plan_sha256: str
    opened_at: datetime
    deadline: date | None
    lock: date | None


@dataclass(frozen=True, slots=True)
class Record:
    """Something that happened and that a person entered: a review passed, a document handed in, a programme held.

    ``what`` names the kind of thing, ``subject`` tells two of a kind apart in one cycle (a unit, a programme, a link);
    the same ``what`` and ``subject`` entered again replaces the earlier entry, which is kept in the history.
    """

    cycle: CycleKey
    what: str
    subject: str
    day: date
    """The day on which it happened."""
    by: str
    recorded_at: datetime
    values: Mapping[str, str | int] = field(default_factory=dict)
    """What else is known of it: a number of people, an amount in đồng, a link."""
    note: str | None = None


AMOUNT = "amount_vnd"
"""Among the values of a ``Record``, an amount in đồng."""


@dataclass(frozen=True, slots=True)
class RecordEvent:
    """One line of the history of entries: made, or withdrawn; then ``record`` tells by whom and when, and nothing else."""

    record: Record
    withdrawn: bool


TAKEN_BACK = "taken-back"
"""``Record.what`` of the note that a submission was recorded by mistake; its note is the reason."""


def taken_back_subject(unit: str, version: int) -> str:
    """``Record.subject`` of that note."""
    return f"{unit}/{version}"


@dataclass(frozen=True, slots=True)
class CompiledDocument:
    """A document compiled from a cycle's submissions."""

    cycle: CycleKey
    name: str
    media_type: str
    sha256: str
    compiled_at: datetime
