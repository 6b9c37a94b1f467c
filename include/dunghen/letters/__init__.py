"""From acts that are owed to drafts in the ledger: needed, whose, about what."""
