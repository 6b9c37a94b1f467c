"""Forms out, filled forms in: one layout, one untrusting reader, one validator."""
