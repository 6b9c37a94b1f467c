"""The memory of the office, as the use cases need it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from dunghen.keys import CycleKey
from dunghen.marks import KeptMail, Mark
from dunghen.records import (
    Approval,
    ApprovalState,
    CompiledDocument,
    CycleRecord,
    Draft,
    Message,
    MessageEvent,
    MessageState,
    NotSent,
    Realm,
    Record,
    RecordEvent,
    Submission,
)

ALL = 1_000_000
"""More messages than a plan can have: what waits for an approval is never cut off."""


class Ledger(Protocol):
    """The memory of the office: one row for every act towards every recipient, unique, written before the send.

    A ledger is opened for one realm and sees nothing of the other. Every method is one transaction.
    A text that no database takes is kept, and looked for, as ``wording.characters.storable`` mends it.
    """

    realm: Realm

    def open_cycle(self, cycle: CycleRecord) -> None:
        """Remember a cycle; the first record of a cycle stays."""

    def cycle(self, key: CycleKey) -> CycleRecord | None:
        """The cycle as it was opened."""

    def known(self, plan: str) -> Mapping[str, MessageState]:
        """Every message key of the plan, with its state; but not an act that was revived and is to be written anew."""

    def queue(self, drafts: Sequence[Draft], *, now: datetime) -> tuple[str, ...]:
        """Write the drafts as ``queued``; a key that is ``known`` is left as it is. Returns the keys newly written."""

    def note(self, records: Sequence[NotSent], *, now: datetime) -> tuple[str, ...]:
        """Write acts that will not be done; a key that is ``known`` is left as it is. Returns the keys newly written."""

    def revive(self, *, now: datetime, by: str) -> tuple[str, ...]:
        """Take back what a clock that ran ahead has ended: what expired at an instant when its time, by ``now``, is yet to pass.

        What was written is queued again as it was. An act that was never written leaves ``known``: ``queue`` and ``note``
        write it anew, under the same history. Returns the keys.
        """

    def sendable(self, plan: str | None, *, now: datetime) -> tuple[Message, ...]:
        """Queued messages whose ``not_before`` has come, oldest due first (expired ones among them: the caller ends them)."""

    def claim(self, keys: Sequence[str], *, message_id: str, now: datetime, by: str) -> tuple[str, ...]:
        """Take queued messages for one mail, durably, before the socket is written; returns those that were really taken.

        A message that already bears a Message-ID keeps it.
        """

    def settle(
        self,
        keys: Sequence[str],
        state: MessageState,
        *,
        now: datetime,
        by: str,
        reason: str | None = None,
        not_before: datetime | None = None,
        mail_sha256: str | None = None,
    ) -> None:
        """End the claim: ``sent``, ``refused``, ``unknown``, or ``queued`` again (not before an instant)."""

    def set_aside(
        self,
        keys: Sequence[str],
        state: MessageState,
        *,
        now: datetime,
        by: str,
        reason: str,
        not_before: datetime | None = None,
    ) -> tuple[str, ...]:
        """Write down a try that ended before anything was handed over: still ``queued`` (not before an instant), or ``refused``.

        What is not queued any more (another process has claimed it) is left as it is. Returns the keys that were written.

        Raises:
            TransitionError: that is no end of such a try.
        """

    def change(
        self,
        key: str,
        state: MessageState,
        *,
        now: datetime,
        by: str,
        reason: str | None = None,
        automatic: bool = False,
    ) -> Message:
        """A transition outside a claim: an operator's resend (``queued``, a new attempt) or suppress; an automatic end.

        Raises:
            UnknownKeyError: no such message.
            TransitionError: the state does not allow it (a claimed message, or one that is in that state).
        """

    def abandoned(self, *, before: datetime) -> tuple[Message, ...]:
        """Messages claimed before that instant and never settled: their sender died."""

    def message(self, key: str) -> Message | None:
        """One message."""

    def messages(
        self,
        *,
        plan: str | None = None,
        state: MessageState | None = None,
        recipient: str | None = None,
        limit: int = 1000,
        offset: int = 0,
    ) -> tuple[Message, ...]:
        """Messages, newest change first; ``offset``: so many of them are passed over."""

    def message_count(
        self, *, plan: str | None = None, state: MessageState | None = None, recipient: str | None = None
    ) -> int:
        """How many messages ``messages`` would return without a limit."""

    def state_counts(self, plan: str) -> Mapping[MessageState, int]:
        """How many messages of the plan are in each state; a state that none is in is left out."""

    def events(self, key: str) -> tuple[MessageEvent, ...]:
        """The history of a message, oldest first."""

    def add_submission(self, submission: Submission) -> tuple[Submission, bool]:
        """Keep a submission under the next version number (the given ``version`` is ignored).

        The content of the unit's newest version, handed in again, is kept once: that record comes back, with False. That
        of an older version is a version of its own: the unit has gone back to it. So is that of a version taken back.
        """

    def submissions(
        self, cycle: CycleKey, units: Collection[str] | None = None, *, taken_back: bool = False
    ) -> tuple[Submission, ...]:
        """All versions of all units (or of these) in a cycle, oldest first, with their rows.

        A version that an entry ``TAKEN_BACK`` names is kept and keeps its number, but is shown only where ``taken_back``.
        """

    def standings(self, plan: str, duty: str, cycles: Collection[str]) -> tuple[Submission, ...]:
        """All versions in these cycles, oldest first, without what they say (no rows, remarks, problems).

        Those taken back are not among them.
        """

    def submission_counts(self, plan: str, duty: str) -> Mapping[str, int]:
        """How many versions each cycle has, and entries that take one back; the same number means the same versions."""

    def request_approval(self, approval: Approval) -> Approval:
        """Write a requested approval. One that exists with the same content is returned; other content asks anew."""

    def approval(self, key: str) -> Approval | None:
        """One approval."""

    def approvals(self, *, state: ApprovalState | None = None) -> tuple[Approval, ...]:
        """Approvals, newest first."""

    def decide(
        self, key: str, state: ApprovalState, *, by: str | None, automatic: bool, reason: str | None, now: datetime
    ) -> Approval:
        """Answer a requested approval.

        Raises:
            UnknownKeyError: none was requested under this name.
            TransitionError: it has been answered already.
        """

    def add_document(self, document: CompiledDocument) -> None:
        """Keep a compiled document (a newer one of the same name supersedes the older, which stays)."""

    def documents(self, cycle: CycleKey) -> tuple[CompiledDocument, ...]:
        """The newest compiled document of each name."""

    def add_record(self, record: Record) -> None:
        """Keep an entry; one of the same cycle, ``what`` and ``subject`` is superseded by it."""

    def withdraw_record(self, cycle: CycleKey, what: str, subject: str, *, by: str, now: datetime) -> None:
        """Undo an entry; the history keeps it.

        Raises:
            UnknownKeyError: there is no such entry.
        """

    def records(self, plan: str, *, what: str | None = None, cycle: CycleKey | None = None) -> tuple[Record, ...]:
        """The entries of a plan that hold, oldest day first."""

    def record_history(
        self, plan: str, *, what: str | None = None, cycle: CycleKey | None = None
    ) -> tuple[RecordEvent, ...]:
        """Every entry of a plan that was ever made, and every withdrawal, oldest first."""

    def switch(self, name: str) -> str | None:
        """The value of an office-wide switch (``mode``: ``live`` or ``rehearsal``); shared by both realms."""

    def set_switch(self, name: str, value: str, *, by: str, now: datetime) -> None:
        """Set an office-wide switch, with who and when."""

    def mark(self) -> Mark:
        """Which ledger this is and how far it has come; the same in both realms."""

    def advance(self) -> Mark:
        """Raise the mark's number by one, durably; the new mark. Two processes never get the same number."""

    def rename(self, *, by: str, now: datetime) -> Mark:
        """Give the ledger a new random name, with who and when; its number grows by one. The new mark."""

    def acknowledge(self, mails: Sequence[KeptMail], *, now: datetime, by: str, reason: str) -> tuple[str, ...]:
        """Write down as ``sent`` the messages of these mails that the ledger has forgotten (``marks.is_forgotten``).

        A message that it does not have at all gets a row without an address: it was never written here, and cannot be sent
        again. Returns the keys that were changed or written.
        """
