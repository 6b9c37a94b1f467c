"""The ledger in a database of its own: SQLite for one machine, PostgreSQL for an office. SQLAlchemy Core and Alembic."""
