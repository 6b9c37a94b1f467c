"""The tables of the ledger. ``migrations`` make them; a test holds the two together on both databases.

Every table but ``switch`` and ``lineage`` has the realm in its keys: rehearsed and live records share nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

from dunghen.audit import Deed
from dunghen.records import ApprovalState, MessageState, Realm, SubmissionState

if TYPE_CHECKING:
    from sqlalchemy import Dialect
    from sqlalchemy.types import TypeEngine

REVISION = "0007"
"""The newest migration: what a ledger must have been upgraded to."""

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


class UtcInstant(TypeDecorator[datetime]):
    """An instant. Stored in UTC (SQLite has no zones), returned aware; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database.

        Raises:
            ValueError: the instant is naive.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"thời điểm {value.isoformat()} không có múi giờ")
        instant = value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


# SQLite numbers rows by itself only where the type is exactly INTEGER.
_Id = BigInteger().with_variant(Integer, "sqlite")


def _id() -> Column[int]:
    return Column("id", _Id, primary_key=True)


def _columns(kind: type[TypeEngine[Any]], *names: str, null: bool = False) -> list[Column[Any]]:
    return [Column(name, kind, nullable=null) for name in names]


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """The column holds a value of the enum, or nothing."""
    listed = ", ".join(f"'{one.value}'" for one in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


cycle = Table(
    "cycle",
    metadata,
    Column("realm", Text, primary_key=True),
    Column("plan", Text, primary_key=True),
    Column("duty", Text, primary_key=True),
    Column("cycle", Text, primary_key=True),
    *_columns(Text, "plan_sha256"),
    *_columns(UtcInstant, "opened_at"),
    Column("deadline", Date),
    Column("lock", Date),
    one_of("realm", Realm),
)

message = Table(
    "message",
    metadata,
    _id(),
    *_columns(Text, "realm", "key", "plan", "duty", "cycle", "step", "recipient", "state"),
    *_columns(Text, "reason", null=True),
    *_columns(UtcInstant, "due_at", "expires_at"),
    *_columns(Boolean, "outward"),
    *_columns(Text, "approval", "message_id", null=True),
    *_columns(Integer, "attempt", "tries"),
    *_columns(UtcInstant, "not_before", null=True),
    *_columns(UtcInstant, "queued_at", "changed_at"),
    *_columns(UtcInstant, "sent_at", null=True),
    *_columns(Text, "mail_sha256", null=True),
    # What is long stands last: whoever reads keys and states does not read past it.
    *_columns(Text, "address", "subject", null=True),
    *_columns(JSON, "attachments"),
    Column("facts", JSON(none_as_null=True)),
    *_columns(Text, "text", "html", null=True),
    UniqueConstraint("realm", "key"),
    one_of("realm", Realm),
    one_of("state", MessageState),
    Index("ix_message_occurrence", "realm", "plan", "duty", "cycle", "step"),
    Index("ix_message_recipient", "realm", "recipient"),
    Index("ix_message_state", "realm", "state", "due_at"),
    Index("ix_message_changed_at", "realm", "changed_at"),
    Index("ix_message_approval", "realm", "approval"),
)

message_event = Table(
    "message_event",
    metadata,
    _id(),
    Column("message_id", _Id, ForeignKey(message.c.id), nullable=False),
    *_columns(UtcInstant, "at"),
    *_columns(Text, "before", null=True),
    *_columns(Text, "after", "actor"),
    *_columns(Boolean, "automatic"),
    *_columns(Text, "reason", null=True),
    one_of("before", MessageState),
    one_of("after", MessageState),
    Index("ix_message_event_message_id", "message_id"),
)

submission = Table(
    "submission",
    metadata,
    _id(),
    *_columns(Text, "realm", "plan", "duty", "cycle", "unit"),
    *_columns(Integer, "version"),
    *_columns(Text, "state"),
    *_columns(UtcInstant, "received_at"),
    *_columns(Text, "channel", "sha256", "original_name"),
    *_columns(Boolean, "nil"),
    *_columns(JSON, "remarks", "problems"),
    UniqueConstraint("realm", "plan", "duty", "cycle", "unit", "version"),
    one_of("realm", Realm),
    one_of("state", SubmissionState),
)

submission_row = Table(
    "submission_row",
    metadata,
    Column("submission_id", _Id, ForeignKey(submission.c.id), primary_key=True),
    Column("position", Integer, primary_key=True),
    *_columns(Text, "tt", "status", "result", "difficulty", "proposal"),
)

approval = Table(
    "approval",
    metadata,
    _id(),
    *_columns(Text, "realm", "key", "state"),
    *_columns(UtcInstant, "requested_at", "expires_at"),
    *_columns(Text, "subject", "content_sha256"),
    *_columns(Text, "decided_by", null=True),
    *_columns(Boolean, "automatic"),
    *_columns(Text, "reason", null=True),
    *_columns(UtcInstant, "decided_at", null=True),
    one_of("realm", Realm),
    one_of("state", ApprovalState),
    # Silence is never approval, in the database either (ADR 0004).
    CheckConstraint("state <> 'approved' OR (decided_by IS NOT NULL AND NOT automatic)", name="approved_by_a_person"),
    Index("ix_approval_key", "realm", "key"),
)

document = Table(
    "document",
    metadata,
    _id(),
    *_columns(Text, "realm", "plan", "duty", "cycle", "name", "media_type", "sha256"),
    *_columns(UtcInstant, "compiled_at"),
    one_of("realm", Realm),
    Index("ix_document_cycle", "realm", "plan", "duty", "cycle"),
)

record = Table(
    "record",
    metadata,
    _id(),
    *_columns(Text, "realm", "plan", "duty", "cycle", "what", "subject"),
    Column("day", Date, nullable=False),
    *_columns(Text, "recorded_by"),
    *_columns(UtcInstant, "recorded_at"),
    *_columns(Boolean, "withdrawn"),
    *_columns(Text, "note", null=True),
    *_columns(JSON, "entries"),
    one_of("realm", Realm),
    Index("ix_record_cycle", "realm", "plan", "duty", "cycle", "what"),
)
"""Append-only: the newest row of a cycle, what and subject holds, unless it is a withdrawal."""

switch = Table(
    "switch",
    metadata,
    _id(),
    *_columns(Text, "name", "value", "set_by"),
    *_columns(UtcInstant, "set_at"),
    Index("ix_switch_name", "name"),
)
"""Append-only: the newest row of a name is its value, the others tell who had set what before."""

audit = Table(
    "audit",
    metadata,
    Column("number", _Id, primary_key=True, autoincrement=False),
    *_columns(UtcInstant, "at"),
    *_columns(Text, "realm", "by", "origin", "deed", "subject", "detail", "seal"),
    one_of("realm", Realm),
    one_of("deed", Deed),
)
"""Append-only, by triggers; both realms in one chain (``dunghen.audit``)."""

lineage = Table(
    "lineage",
    metadata,
    _id(),
    *_columns(Text, "ledger"),
    *_columns(Integer, "number"),
    *_columns(Text, "named_by"),
    *_columns(UtcInstant, "named_at"),
)
"""The names of this ledger; the newest row is the one that it bears, with how far it has come (ADR 0021)."""
