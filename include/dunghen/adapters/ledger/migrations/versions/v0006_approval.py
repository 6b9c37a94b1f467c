"""The letters of an approval are found without reading all the others."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Index the letters by what they wait for."""
    op.create_index("ix_message_approval", "message", ["realm", "approval"])
