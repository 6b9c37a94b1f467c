"""What may go out of the house, and who said so."""
# ruff: noqa: D102 - the port says what each method promises

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update

from dunghen.adapters.ledger import answers, tables
from dunghen.adapters.ledger.book import Book
from dunghen.adapters.ledger.database import serialise
from dunghen.records import Approval, ApprovalState, Realm

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row


class ApprovalBook(Book):
    """The approvals of the port. New content is a new row; the newest row of a name is the one that counts."""

    def request_approval(self, approval: Approval) -> Approval:
        with self._database.writing() as connection:
            serialise(connection, f"{self.realm.value}/{approval.key}")
            current = _newest(connection, self.realm, approval.key)
            if current and current.content_sha256 == approval.content_sha256:
                return _approval_of(current)
            asked = answers.requested(approval)
            connection.execute(insert(tables.approval).values(realm=self.realm.value, **_row_of(asked)))
        return asked

    def approval(self, key: str) -> Approval | None:
        with self._database.reading() as connection:
            row = _newest(connection, self.realm, key)
        return _approval_of(row) if row else None

    def approvals(
        self, *, state: ApprovalState | None = None, keys: Collection[str] | None = None
    ) -> tuple[Approval, ...]:
        in_state = [tables.approval.c.state == state.value] if state else []
        of_keys = [tables.approval.c.key.in_(keys)] if keys is not None else []
        newest = (
            select(func.max(tables.approval.c.id))
            .where(tables.approval.c.realm == self.realm.value, *of_keys)
            .group_by(tables.approval.c.key)
        )
        wanted = (
            select(tables.approval)
            .where(tables.approval.c.id.in_(newest), *in_state)
            .order_by(tables.approval.c.id.desc())
        )
        with self._database.reading() as connection:
            return tuple(_approval_of(row) for row in connection.execute(wanted))

    def decide(
        self, key: str, state: ApprovalState, *, by: str | None, automatic: bool, reason: str | None, now: datetime
    ) -> Approval:
        with self._database.writing() as connection:
            serialise(connection, f"{self.realm.value}/{key}")
            row = _newest(connection, self.realm, key)
            if row is None:
                raise answers.never_asked(key)
            answer = answers.answered(_approval_of(row), state, by=by, automatic=automatic, reason=reason, now=now)
            connection.execute(update(tables.approval).where(tables.approval.c.id == row.id).values(_row_of(answer)))
        return answer


def _newest(connection: Connection, realm: Realm, key: str) -> Row[Any] | None:
    of_key = (tables.approval.c.realm == realm.value, tables.approval.c.key == key)
    wanted = select(tables.approval).where(*of_key).order_by(tables.approval.c.id.desc()).limit(1)
    return connection.execute(wanted).one_or_none()


def _row_of(one: Approval) -> dict[str, Any]:
    return {
        "key": one.key,
        "state": one.state.value,
        "requested_at": one.requested_at,
        "expires_at": one.expires_at,
        "subject": one.subject,
        "content_sha256": one.content_sha256,
        "decided_by": one.by,
        "automatic": one.automatic,
        "reason": one.reason,
        "decided_at": one.decided_at,
    }


def _approval_of(row: Row[Any]) -> Approval:
    return Approval(
        key=row.key,
        state=ApprovalState(row.state),
        requested_at=row.requested_at,
        expires_at=row.expires_at,
        subject=row.subject,
        content_sha256=row.content_sha256,
        by=row.decided_by,
        automatic=row.automatic,
        reason=row.reason,
        decided_at=row.decided_at,
    )
