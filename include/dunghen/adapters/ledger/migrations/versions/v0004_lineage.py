"""A ledger knows which one it is, and how far it has come."""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_EVER_TRIED = "SELECT 1 FROM message WHERE realm = 'live' AND tries > 0 LIMIT 1"


def upgrade() -> None:
    """Create the table, and name this ledger. One that has sent live counts as having come as far as 1."""
    lineage = op.create_table(
        "lineage",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("ledger", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("named_by", sa.Text, nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_lineage"),
    )
    has_sent = op.get_bind().scalar(sa.text(_EVER_TRIED)) is not None
    row = {"ledger": secrets.token_hex(16), "number": int(has_sent), "named_by": "dunghen"}
    op.execute(lineage.insert().values(named_at=sa.func.current_timestamp(), **row))
