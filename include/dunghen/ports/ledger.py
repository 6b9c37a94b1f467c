"""The memory of the office, by book: a use case that is handed one of them says what it needs.

Every method is one transaction, and answers its question with one statement or a few, however much the ledger holds.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from dunghen.audit import Act, AuditEntry, Head
from dunghen.keys import CycleKey
from dunghen.marks import KeptMail, Mark
from dunghen.ports.messages import Messages, Outbox
from dunghen.records import (
    Approval,
    ApprovalState,
    CompiledDocument,
    CycleRecord,
    Realm,
    Record,
    RecordEvent,
    Submission,
)


class Cycles(Protocol):
    """The cycles that were opened."""

    def open_cycle(self, cycle: CycleRecord) -> None:
        """Remember a cycle; the first record of a cycle stays."""

    def cycle(self, key: CycleKey) -> CycleRecord | None:
        """The cycle as it was opened."""


class Documents(Protocol):
    """What was compiled."""

    def add_document(self, document: CompiledDocument) -> None:
        """Keep a compiled document (a newer one of the same name supersedes the older, which stays)."""

    def documents(self, cycle: CycleKey) -> tuple[CompiledDocument, ...]:
        """The newest compiled document of each name."""


class Submissions(Protocol):
    """What the units have handed in."""

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


class Approvals(Protocol):
    """What may leave the house, and who said so."""

    def request_approval(self, approval: Approval) -> Approval:
        """Write a requested approval. One that exists with the same content is returned; other content asks anew."""

    def approval(self, key: str) -> Approval | None:
        """One approval."""

    def approvals(
        self, *, state: ApprovalState | None = None, keys: Collection[str] | None = None
    ) -> tuple[Approval, ...]:
        """Approvals (of these names only, where ``keys`` are given), newest first."""

    def decide(
        self, key: str, state: ApprovalState, *, by: str | None, automatic: bool, reason: str | None, now: datetime
    ) -> Approval:
        """Answer a requested approval.

        Raises:
            UnknownKeyError: none was requested under this name.
            TransitionError: it has been answered already.
        """


class Records(Protocol):
    """What people have entered."""

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


class Switches(Protocol):
    """The office-wide switches; both realms see the same."""

    def switch(self, name: str) -> str | None:
        """The value of an office-wide switch (``mode``: ``live`` or ``rehearsal``); shared by both realms."""

    def set_switch(self, name: str, value: str, *, by: str, now: datetime, automatic: bool = False) -> None:
        """Set an office-wide switch, with who and when; ``automatic``: the program remembers something by it."""


class Lineage(Protocol):
    """Which ledger this is, how far it has come, and what a person writes into one that has forgotten."""

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


class Audit(Protocol):
    """Who did what (``dunghen.audit``), of both realms in one chain.

    The other books note the acts that they keep themselves, in the same transaction.
    """

    def note_act(self, act: Act) -> None:
        """Write down an act that no other book keeps."""

    def acts(self, *, before: int | None = None, word: str = "", limit: int = 100) -> tuple[AuditEntry, ...]:
        """The newest entries (below the number ``before``; those with the word in them), newest first."""

    def acts_after(self, number: int, limit: int = 1000) -> tuple[AuditEntry, ...]:
        """The entries above this number, oldest first."""

    def audit_head(self) -> Head | None:
        """The last entry; None where nobody has done anything."""


class Ledger(Cycles, Documents, Messages, Outbox, Submissions, Approvals, Records, Switches, Lineage, Audit, Protocol):
    """All books: one row for every act towards every recipient, unique, written before the send.

    A ledger is opened for one realm and sees nothing of the other.
    A text that no database takes is kept, and looked for, as ``wording.characters.storable`` mends it.
    """

    realm: Realm
