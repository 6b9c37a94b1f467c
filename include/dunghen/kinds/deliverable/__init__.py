"""A document that is due."""
