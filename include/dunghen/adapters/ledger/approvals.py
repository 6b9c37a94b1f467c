"""What may go out of the house, and who said so."""
# ruff: noqa: D102 - the port says what each method promises

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update

from dunghen.adapters.ledger import tables
from dunghen.adapters.ledger.audit_trail import note
from dunghen.adapters.ledger.book import Book, record_of, row_of
from dunghen.adapters.ledger.database import serialise
from dunghen.audit import Act, Deed
from dunghen.exceptions import TransitionError, UnknownKeyError
from dunghen.records import Approval, ApprovalState, Realm

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row


_NAMES = {
    ApprovalState.REQUESTED: "chờ duyệt",
    ApprovalState.APPROVED: "đã duyệt",
    ApprovalState.REJECTED: "không duyệt",
    ApprovalState.EXPIRED: "quá hạn duyệt",
}


class ApprovalBook(Book):
    """The approvals of the port. New content is a new row; the newest row of a name is the one that counts."""

    def request_approval(self, approval: Approval) -> Approval:
        with self._database.writing() as connection:
            serialise(connection, f"{self.realm.value}/{approval.key}")
            current = _newest(connection, self.realm, approval.key)
            if current and current.content_sha256 == approval.content_sha256:
                return _approval_of(current)
            asked = _requested(approval)
            connection.execute(insert(tables.approval).values(_row_of(asked, self.realm)))
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
                raise UnknownKeyError(f"Sổ không có yêu cầu phê duyệt nào tên «{key}».")
            answer = _answered(_approval_of(row), state, by=by, automatic=automatic, reason=reason, now=now)
            connection.execute(
                update(tables.approval).where(tables.approval.c.id == row.id).values(_row_of(answer, self.realm))
            )
            if by and not automatic:
                deed = Deed.APPROVED if state is ApprovalState.APPROVED else Deed.REJECTED
                note(connection, self.realm, Act(now, by, deed, key, reason or ""))
        return answer


def _newest(connection: Connection, realm: Realm, key: str) -> Row[Any] | None:
    of_key = (tables.approval.c.realm == realm.value, tables.approval.c.key == key)
    wanted = select(tables.approval).where(*of_key).order_by(tables.approval.c.id.desc()).limit(1)
    return connection.execute(wanted).one_or_none()


def _approval_of(row: Row[Any]) -> Approval:
    return record_of(Approval, row, state=ApprovalState(row.state), by=row.decided_by)


def _row_of(approval: Approval, realm: Realm) -> dict[str, Any]:
    return row_of(approval, tables.approval, realm, state=approval.state.value, decided_by=approval.by)


def _requested(approval: Approval) -> Approval:
    """The approval as it is first written: without any answer."""
    return replace(approval, state=ApprovalState.REQUESTED, by=None, automatic=False, reason=None, decided_at=None)


def _answered(
    asked: Approval, state: ApprovalState, *, by: str | None, automatic: bool, reason: str | None, now: datetime
) -> Approval:
    """The approval with its answer.

    Raises:
        TransitionError: it has an answer, that is no answer, or nobody gives his name for an approval (ADR 0004).
    """
    if asked.state is not ApprovalState.REQUESTED:
        who = f" ({asked.by})" if asked.by else ""
        raise TransitionError(
            f"Phê duyệt «{asked.key}» đã có kết quả «{_NAMES[asked.state]}»{who}, không thể trả lời lại."
        )
    if state is ApprovalState.REQUESTED:
        raise TransitionError(f"Phê duyệt «{asked.key}» cần kết quả: đã duyệt, không duyệt hoặc quá hạn duyệt.")
    if state is ApprovalState.APPROVED and (automatic or not by):
        raise TransitionError(f"Phê duyệt «{asked.key}» phải do một người có tên quyết định, không tự động duyệt.")
    return replace(asked, state=state, by=by, automatic=automatic, reason=reason, decided_at=now)
