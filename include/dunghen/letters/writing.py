"""Letters of every kind: from acts that are owed to drafts in the ledger, each need and each address checked once.

A kind says only what its letter says (``Writer``); whether it is needed, may begin, and where it goes is decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Protocol

from dunghen.agenda.due import Owed
from dunghen.app import App
from dunghen.directory.partner import Partner
from dunghen.letters.attempt import Failures
from dunghen.letters.channel import channel
from dunghen.letters.needed import Needed
from dunghen.mail.render import Rendered
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
class Letter:
    """What one act says to one recipient."""

    rendered: Rendered
    attachments: tuple[Attachment, ...] = ()
    facts: Facts = field(default_factory=dict)
    """What it depends on beside the facts of its act (``Needed.facts``)."""


Writer = "Callable[[App, Owed, Party, datetime], Letter | str | None]"
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


def write_letters(
    app: App,
    owed: Sequence[Owed],
    now: datetime,
    writer: Callable[[App, Owed, Party, datetime], Letter | str | None],
    approval: Callable[[Owed], str] | None = None,
) -> Batch:
    """Write the letters of these acts; nothing is put into the ledger.

    A recipient without an address is left open: its letter goes as soon as the address is entered, while the step holds.
    So is one whose letter cannot be written (``failures``), while the others are.
    """
    batch, needed, day = Batch(), Needed(app), local_day(now)
    for one in owed:
        with batch.failures.apart(app.office.directory.name(one.recipient, day)):
            _write(app, batch, needed, one, now, writer, approval)
    return batch


def _write(
    app: App,
    batch: Batch,
    needed: Needed,
    one: Owed,
    now: datetime,
    writer: Callable[[App, Owed, Party, datetime], Letter | str | None],
    approval: Callable[[Owed], str] | None,
) -> None:
    """What becomes of one act: a letter, the reason why none is needed, or it stays open."""
    action, day = one.action, local_day(now)
    party = party_of(app, one.recipient, day)
    leaves = max(day, action.step.send_on or day)
    address = _address(app, party, leaves) if party else None
    why = (
        needed.why_needless(action.step, action.cycle_key, one.recipient)
        or needed.why_reminded(action.step, action.cycle_key, one.recipient, day)
        or why_barred(party, leaves)
    )
    if why:
        batch.needless.append(not_needed(one, why))
    elif not needed.may_begin(action.step, action.cycle_key):
        batch.waiting += 1
    elif party is None or address is None:
        batch.homeless.append(app.office.directory.name(one.recipient, day))
    else:
        written = writer(app, one, party, now)
        if isinstance(written, Letter):
            written = replace(written, facts={**needed.facts(one.key), **written.facts})
        _add(batch, one, address, written, approval(one) if approval else None)


def _address(app: App, party: Party, day: date) -> str | None:
    """Where the party's mail goes on this day; a partner without an address is rehearsed all the same."""
    address = party.address_on(day)
    if address is None and app.realm is Realm.REHEARSAL and isinstance(party, Partner):
        return f"{party.slug}@{NO_ADDRESS}"
    return address


def _add(batch: Batch, one: Owed, address: str, written: Letter | str | None, approval: str | None) -> None:
    if written is None:
        batch.waiting += 1
    elif isinstance(written, str):
        batch.needless.append(not_needed(one, written))
    else:
        batch.drafts.append(drafted(one, address, written, approval))


def queue_letters(
    app: App,
    owed: Sequence[Owed],
    now: datetime,
    writer: Callable[[App, Owed, Party, datetime], Letter | str | None],
) -> str:
    """Write the letters and put them into the ledger, with the reasons of those not needed; a one-line summary.

    Raises:
        UnfinishedError: some letters could not be written; the others are in the ledger.
    """
    batch = write_letters(app, owed, now, writer)
    app.ledger.note(batch.needless, now=now)
    app.ledger.queue(batch.drafts, now=now)
    batch.failures.tell(str(batch))
    return str(batch)


def party_of(app: App, recipient: str, day: date) -> Party | None:
    """The unit that answers for this recipient on this day, or the partner of this slug, or the office's site."""
    directory = app.office.directory
    return directory.answering(recipient, day) or directory.partner(recipient) or channel(app, recipient)


def drafted(one: Owed, address: str, letter: Letter, approval: str | None = None) -> Draft:
    """The letter as a row of the ledger, with the act's times."""
    return Draft(
        key=one.key,
        address=address,
        subject=letter.rendered.subject,
        text=letter.rendered.text,
        html=letter.rendered.html,
        due_at=one.action.due_at,
        expires_at=one.action.expires_at,
        attachments=letter.attachments,
        outward=one.action.step.outward,
        approval=approval,
        not_before=one.action.send_at,
        facts=letter.facts,
    )


def why_barred(party: Party | None, day: date) -> str | None:
    """Why nothing may go to this party on this day; None where it may («do_not_send» of a partner)."""
    return str(party.do_not_send) if isinstance(party, Partner) and party.is_barred(day) else None


def not_needed(one: Owed, reason: str) -> NotSent:
    """This act is not needed; the reason stands in the ledger."""
    action = one.action
    return NotSent(one.key, MessageState.SUPPRESSED, reason, action.due_at, action.expires_at, action.step.outward)
