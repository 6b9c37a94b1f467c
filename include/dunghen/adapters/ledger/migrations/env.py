"""What Alembic runs: the migrations, inside the transaction that ``upgrade`` has opened."""

from __future__ import annotations

from alembic import context

from dunghen.adapters.ledger.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # Both databases can undo a change of tables; Alembic does not know it of SQLite.
    transactional_ddl=True,
)
context.run_migrations()
