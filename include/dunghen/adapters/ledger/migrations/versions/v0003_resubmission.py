"""A unit may go back to an earlier version of its report: the same content may stand twice among its versions."""

from __future__ import annotations

import re

from alembic import op

revision = "0003"
down_revision = "0002"

_ONCE = "uq_submission_realm_plan_duty_cycle_unit_sha256"


def upgrade() -> None:
    """Drop the constraint."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(_ONCE, "submission", type_="unique")
    else:
        _make_anew()


def _make_anew() -> None:
    """SQLite cannot drop a constraint: both tables are made anew, the one that refers to the other with it."""
    connection = op.get_bind()
    tables = ("submission", "submission_row")
    made_by = {
        name: connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).scalar_one()
        for name in tables
    }
    for name in tables:
        op.execute(f"CREATE TEMPORARY TABLE old_{name} AS SELECT * FROM {name}")  # noqa: S608 - names of our own
    for name in reversed(tables):
        op.drop_table(name)
    for name in tables:
        op.execute(re.sub(rf",\s*CONSTRAINT {_ONCE} UNIQUE \([^)]*\)", "", made_by[name]))
        op.execute(f"INSERT INTO {name} SELECT * FROM old_{name}")  # noqa: S608 - names of our own
        op.execute(f"DROP TABLE old_{name}")
