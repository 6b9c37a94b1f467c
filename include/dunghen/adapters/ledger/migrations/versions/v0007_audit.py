"""Every act of a person is written down, and what is written down stays."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_REFUSED = "the audit trail is append-only"
_DEEDS = (
    "approved",
    "rejected",
    "resent",
    "stopped",
    "revived",
    "accepted",
    "switched",
    "recorded",
    "withdrawn",
    "handed-in",
    "decided",
)


def upgrade() -> None:
    """Create the table, and let the database itself refuse to change or delete a row of it."""
    names = ", ".join(f"'{deed}'" for deed in _DEEDS)
    texts = ("realm", "by", "origin", "deed", "subject", "detail", "seal")
    op.create_table(
        "audit",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in texts),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
        sa.CheckConstraint("realm IN ('rehearsal', 'live')", name="realm"),
        sa.CheckConstraint(f"deed IN ({names})", name="deed"),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql "
            f"AS $$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_stays()"
        )
        return
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_stays_{act.lower()} BEFORE {act} ON audit "
            f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
        )
