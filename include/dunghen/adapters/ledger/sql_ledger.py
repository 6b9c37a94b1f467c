"""The ledger in a database: every part of it under one name."""

from __future__ import annotations

from copy import copy

from dunghen.adapters.ledger.admission import guarded
from dunghen.adapters.ledger.approvals import ApprovalBook
from dunghen.adapters.ledger.audit_trail import AuditBook
from dunghen.adapters.ledger.cycles import CycleBook, SwitchBook
from dunghen.adapters.ledger.database import Database
from dunghen.adapters.ledger.lineage import LineageBook
from dunghen.adapters.ledger.messages import MessageBook
from dunghen.adapters.ledger.outbox import Outbox
from dunghen.adapters.ledger.recorded import RecordBook
from dunghen.adapters.ledger.submissions import SubmissionBook
from dunghen.records import Realm


@guarded
class SqlLedger(
    Outbox, MessageBook, SubmissionBook, ApprovalBook, CycleBook, RecordBook, SwitchBook, LineageBook, AuditBook
):
    """Implements ``dunghen.ports.Ledger`` on SQLite or PostgreSQL; connects when it is first used.

    Every method raises ``LedgerError`` where the database does not answer or has not been upgraded.
    """

    def __init__(self, url: str, realm: Realm) -> None:
        super().__init__(Database(url), realm)

    def with_realm(self, realm: Realm) -> SqlLedger:
        """The same database, opened for another realm."""
        other = copy(self)
        other.realm = realm
        return other

    def dispose(self) -> None:
        """Close every connection; the next use opens a new one."""
        self._database.dispose()
