"""One module for each migration, numbered. A migration that has been released is never edited."""
