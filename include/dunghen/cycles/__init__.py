"""What the ledger knows of one cycle: who was asked, who has reported, who has more time."""
