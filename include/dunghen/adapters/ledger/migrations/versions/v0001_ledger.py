"""The ledger as it was first made."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_REALMS = "realm IN ('rehearsal', 'live')"
_STATES = "('queued', 'claimed', 'sent', 'refused', 'bounced', 'expired', 'suppressed', 'unknown')"


def upgrade() -> None:
    """Create every table."""
    _create_cycle()
    _create_message()
    _create_message_event()
    _create_submission()
    _create_submission_row()
    _create_approval()
    _create_document()
    _create_switch()


def _text(*names: str, null: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text, nullable=null) for name in names]


def _instant(*names: str, null: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.DateTime(timezone=True), nullable=null) for name in names]


def _create_cycle() -> None:
    op.create_table(
        "cycle",
        *_text("realm", "plan", "duty", "cycle", "plan_sha256"),
        *_instant("opened_at"),
        sa.Column("deadline", sa.Date),
        sa.Column("lock", sa.Date),
        sa.PrimaryKeyConstraint("realm", "plan", "duty", "cycle", name="pk_cycle"),
        sa.CheckConstraint(_REALMS, name=op.f("ck_cycle_realm")),
    )


def _create_message() -> None:
    op.create_table(
        "message",
        sa.Column("id", _ID, nullable=False),
        *_text("realm", "key", "plan", "duty", "cycle", "step", "recipient", "state"),
        *_text("reason", null=True),
        *_instant("due_at", "expires_at"),
        sa.Column("outward", sa.Boolean, nullable=False),
        *_text("approval", "message_id", null=True),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        *_instant("not_before", null=True),
        *_instant("queued_at", "changed_at"),
        *_instant("sent_at", null=True),
        *_text("mail_sha256", "address", "subject", null=True),
        sa.Column("attachments", sa.JSON, nullable=False),
        *_text("text", "html", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_message"),
        sa.UniqueConstraint("realm", "key", name="uq_message_realm_key"),
        sa.CheckConstraint(_REALMS, name=op.f("ck_message_realm")),
        sa.CheckConstraint(f"state IN {_STATES}", name=op.f("ck_message_state")),
    )
    op.create_index("ix_message_occurrence", "message", ["realm", "plan", "duty", "cycle", "step"])
    op.create_index("ix_message_recipient", "message", ["realm", "recipient"])
    op.create_index("ix_message_state", "message", ["realm", "state", "due_at"])
    op.create_index("ix_message_changed_at", "message", ["realm", "changed_at"])


def _create_message_event() -> None:
    op.create_table(
        "message_event",
        sa.Column("id", _ID, nullable=False),
        sa.Column("message_id", _ID, nullable=False),
        *_instant("at"),
        *_text("before", null=True),
        *_text("after", "actor"),
        sa.Column("automatic", sa.Boolean, nullable=False),
        *_text("reason", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_message_event"),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name="fk_message_event_message_id"),
        sa.CheckConstraint(f"before IN {_STATES}", name=op.f("ck_message_event_before")),
        sa.CheckConstraint(f"after IN {_STATES}", name=op.f("ck_message_event_after")),
    )
    op.create_index("ix_message_event_message_id", "message_event", ["message_id"])


def _create_submission() -> None:
    owner = ("realm", "plan", "duty", "cycle", "unit")
    op.create_table(
        "submission",
        sa.Column("id", _ID, nullable=False),
        *_text(*owner),
        sa.Column("version", sa.Integer, nullable=False),
        *_text("state"),
        *_instant("received_at"),
        *_text("channel", "sha256", "original_name"),
        sa.Column("nil", sa.Boolean, nullable=False),
        sa.Column("remarks", sa.JSON, nullable=False),
        sa.Column("problems", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_submission"),
        sa.UniqueConstraint(*owner, "version", name="uq_submission_realm_plan_duty_cycle_unit_version"),
        sa.UniqueConstraint(*owner, "sha256", name="uq_submission_realm_plan_duty_cycle_unit_sha256"),
        sa.CheckConstraint(_REALMS, name=op.f("ck_submission_realm")),
        sa.CheckConstraint(
            "state IN ('accepted', 'accepted-with-warnings', 'rejected')", name=op.f("ck_submission_state")
        ),
    )


def _create_submission_row() -> None:
    op.create_table(
        "submission_row",
        sa.Column("submission_id", _ID, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        *_text("tt", "status", "result", "difficulty", "proposal"),
        sa.PrimaryKeyConstraint("submission_id", "position", name="pk_submission_row"),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name="fk_submission_row_submission_id"),
    )


def _create_approval() -> None:
    op.create_table(
        "approval",
        sa.Column("id", _ID, nullable=False),
        *_text("realm", "key", "state"),
        *_instant("requested_at", "expires_at"),
        *_text("subject", "content_sha256"),
        *_text("decided_by", null=True),
        sa.Column("automatic", sa.Boolean, nullable=False),
        *_text("reason", null=True),
        *_instant("decided_at", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_approval"),
        sa.CheckConstraint(_REALMS, name=op.f("ck_approval_realm")),
        sa.CheckConstraint("state IN ('requested', 'approved', 'rejected', 'expired')", name=op.f("ck_approval_state")),
        sa.CheckConstraint(
            "state <> 'approved' OR (decided_by IS NOT NULL AND NOT automatic)",
            name=op.f("ck_approval_approved_by_a_person"),
        ),
    )
    op.create_index("ix_approval_key", "approval", ["realm", "key"])


def _create_document() -> None:
    op.create_table(
        "document",
        sa.Column("id", _ID, nullable=False),
        *_text("realm", "plan", "duty", "cycle", "name", "media_type", "sha256"),
        *_instant("compiled_at"),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
        sa.CheckConstraint(_REALMS, name=op.f("ck_document_realm")),
    )
    op.create_index("ix_document_cycle", "document", ["realm", "plan", "duty", "cycle"])


def _create_switch() -> None:
    op.create_table(
        "switch",
        sa.Column("id", _ID, nullable=False),
        *_text("name", "value", "set_by"),
        *_instant("set_at"),
        sa.PrimaryKeyConstraint("id", name="pk_switch"),
    )
    op.create_index("ix_switch_name", "switch", ["name"])
