"""What people enter: reviews passed, documents handed in, programmes held."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the table."""
    text = ("realm", "plan", "duty", "cycle", "what", "subject")
    op.create_table(
        "record",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in text),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("recorded_by", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sa.Column("note", sa.Text, nullable=True),
        sa.Column("entries", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_record"),
        sa.CheckConstraint("realm IN ('rehearsal', 'live')", name=op.f("ck_record_realm")),
    )
    op.create_index("ix_record_cycle", "record", ["realm", "plan", "duty", "cycle", "what"])
