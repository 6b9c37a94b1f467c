"""Letters of every kind: from acts that are owed to drafts in the ledger, each need and each address checked once.

A kind says only what its letter says (``Writer``); whether it is needed, may begin, and where it goes is decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, auto
from typing import Protocol

from dunghen.agenda.due import Overtaken, Owed
from dunghen.app import App
from dunghen.directory.partner import Partner
from dunghen.events.steps import WEBSITE
from dunghen.letters.attempt import Failures
from dunghen.letters.needed import Needed
from dunghen.mail.render import Rendered
from dunghen.ports.messages import Outbox
from dunghen.records import Attachment, Draft, Facts, MessageState, NotSent, Realm
from dunghen.wording.dates import local_day


class Party(Protocol):
    """Whom a letter is for: a unit of the house, or a partner."""

    @property
    def slug(self) -> str:
        """Its name in keys."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def head(self) -> str:
        """The post that is addressed."""

    def address_on(self, day: date) -> str | None:
        """Where its mail goes on this day."""


@dataclass(frozen=True, slots=True)
class Channel:
    """The office's site as a party: what is approved for it is posted, not mailed."""

    slug: str
    name: str
    address: str | None

    @property
    def head(self) -> str:
        """There is no post to address."""
        return self.name

    def address_on(self, day: date) -> str | None:  # noqa: ARG002 - a party may move, a site does not
        """Where it is posted; None while no site is configured (``DUNGHEN_PUBLISH_URL``)."""
        return self.address


@dataclass(frozen=True, slots=True)
class Letter:
    """What one act says to one recipient."""

    rendered: Rendered
    attachments: tuple[Attachment, ...] = ()
    facts: Facts = field(default_factory=dict)
    """What it depends on beside the facts of its act (``Needed.facts``)."""


Writer = Callable[[App, Owed, Party, datetime], Letter | str | None]
"""Writes the letter of one act to one party at an instant. A text instead of a letter is the reason why none is needed;
None means *not yet* (nothing compiled, nothing to show): the act stays open while it holds."""


NO_ADDRESS = "chua-co-dia-chi.invalid"
"""The domain of partners that have no address yet, in rehearsal; every rehearsed mail goes to the rehearsal mailbox."""


@dataclass(slots=True)
class Batch:
    """What became of the acts of one task."""

    drafts: list[Draft] = field(default_factory=list)
    needless: list[NotSent] = field(default_factory=list)
    homeless: list[str] = field(default_factory=list)
    failures: Failures = field(default_factory=Failures)
    waiting: int = 0

    def __str__(self) -> str:
        parts = [f"{len(self.drafts)} thư chờ gửi"]
        parts += [f"{len(self.needless)} không cần gửi"] if self.needless else []
        parts += [f"{self.waiting} còn đợi"] if self.waiting else []
        parts += [f"thiếu địa chỉ: {', '.join(self.homeless)}"] if self.homeless else []
        return "; ".join(parts)

    def enter(self, ledger: Outbox, now: datetime) -> None:
        """Put the letters into the ledger, with the reasons of those not needed."""
        ledger.note(self.needless, now=now)
        ledger.queue(self.drafts, now=now)


def write_letters(
    app: App, owed: Sequence[Owed], now: datetime, writer: Writer, approval: Callable[[Owed], str] | None = None
) -> Batch:
    """Write the letters of these acts; nothing is put into the ledger.

    A recipient without an address is left open: its letter goes as soon as the address is entered, while the step holds.
    So is one whose letter cannot be written (``failures``), while the others are.
    """
    batch, desk = Batch(), _Desk(app, now, Needed(app), writer, approval)
    for act in owed:
        name = app.office.directory.name(act.recipient, desk.day)
        with batch.failures.apart(name):
            match desk.outcome(act):
                case Draft() as draft:
                    batch.drafts.append(draft)
                case NotSent() as needless:
                    batch.needless.append(needless)
                case _Open.HOMELESS:
                    batch.homeless.append(name)
                case _Open.WAITING:
                    batch.waiting += 1
    return batch


class _Open(Enum):
    """Why an act stays open."""

    WAITING = auto()
    HOMELESS = auto()


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where the letters of one task are written."""

    app: App
    now: datetime
    needed: Needed
    writer: Writer
    approval: Callable[[Owed], str] | None

    @property
    def day(self) -> date:
        return local_day(self.now)

    def outcome(self, act: Owed) -> Draft | NotSent | _Open:
        """What becomes of one act: a letter, the reason why none is needed, or it stays open."""
        step, cycle = act.action.step, act.action.cycle_key
        party = party_of(self.app, act.recipient, self.day)
        leaves = max(self.day, step.send_on or self.day)
        why = (
            self.needed.why_needless(step, cycle, act.recipient)
            or self.needed.why_reminded(step, cycle, act.recipient, self.day)
            or why_barred(party, leaves)
        )
        if why:
            return not_sent(act, MessageState.SUPPRESSED, why)
        if not self.needed.may_begin(step, cycle):
            return _Open.WAITING
        address = _address(self.app, party, leaves) if party else None
        return self._written(act, party, address) if party and address is not None else _Open.HOMELESS

    def _written(self, act: Owed, party: Party, address: str) -> Draft | NotSent | _Open:
        letter = self.writer(self.app, act, party, self.now)
        if letter is None:
            return _Open.WAITING
        if isinstance(letter, str):
            return not_sent(act, MessageState.SUPPRESSED, letter)
        return Draft(
            key=act.key,
            address=address,
            subject=letter.rendered.subject,
            text=letter.rendered.text,
            html=letter.rendered.html,
            due_at=act.action.due_at,
            expires_at=act.action.expires_at,
            attachments=letter.attachments,
            outward=act.action.step.outward,
            approval=self.approval(act) if self.approval else None,
            not_before=act.action.send_at,
            facts={**self.needed.facts(act.key), **letter.facts},
        )


def _address(app: App, party: Party, day: date) -> str | None:
    """Where the party's mail goes on this day; a partner without an address is rehearsed all the same."""
    address = party.address_on(day)
    if address is None and app.realm is Realm.REHEARSAL and isinstance(party, Partner):
        return f"{party.slug}@{NO_ADDRESS}"
    return address


def queue_letters(app: App, owed: Sequence[Owed], now: datetime, writer: Writer) -> str:
    """Write the letters and put them into the ledger, with the reasons of those not needed; a one-line summary.

    Raises:
        UnfinishedError: some letters could not be written; the others are in the ledger.
    """
    batch = write_letters(app, owed, now, writer)
    batch.enter(app.ledger, now)
    batch.failures.tell(str(batch))
    return str(batch)


def party_of(app: App, recipient: str, day: date) -> Party | None:
    """The unit that answers for this recipient on this day, or the partner of this slug, or the office's site."""
    directory = app.office.directory
    found = directory.answering(recipient, day) or directory.partner(recipient)
    if found is None and recipient == WEBSITE:
        return Channel(WEBSITE, "trang thông tin điện tử", app.publisher.address if app.publisher else None)
    return found


def why_barred(party: Party | None, day: date) -> str | None:
    """Why nothing may go to this party on this day; None where it may («do_not_send» of a partner)."""
    return str(party.do_not_send) if isinstance(party, Partner) and party.is_barred(day) else None


def not_sent(act: Owed | Overtaken, state: MessageState, reason: str) -> NotSent:
    """This act will not be done; the reason stands in the ledger."""
    action = act.action
    return NotSent(act.key, state, reason, action.due_at, action.expires_at, action.step.outward)
