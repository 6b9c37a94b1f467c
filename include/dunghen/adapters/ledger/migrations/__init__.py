"""The migrations of the ledger, run by ``dunghen.adapters.ledger.upgrade``."""
