"""A letter carries its facts: what it depends on, as data. Queued letters get what can still be read from their words."""

from __future__ import annotations

import json
import re
from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_LAST_DAY = re.compile(r"(?:Chậm nhất|Ngày cuối đã qua:) (?:thứ \w+|Chủ nhật), (\d{2})/(\d{2})/(\d{4})")
"""How the letters of that time named a unit's last day. Nothing else reads a letter's words, and this once only."""


def upgrade() -> None:
    """Add the column; fill it for letters that still wait."""
    op.add_column("message", sa.Column("facts", sa.JSON(none_as_null=True), nullable=True))
    connection = op.get_bind()
    queued = connection.execute(sa.text("SELECT id, text FROM message WHERE state = 'queued' AND text IS NOT NULL"))
    for row in queued.fetchall():
        if found := _LAST_DAY.search(row.text):
            day, month, year = map(int, found.groups())
            facts = json.dumps({"deadline": date(year, month, day).isoformat()})
            connection.execute(
                sa.text("UPDATE message SET facts = :facts WHERE id = :id"), {"facts": facts, "id": row.id}
            )
