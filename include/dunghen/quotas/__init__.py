"""Yearly minimums: what counts, and whether the pace holds. Pure."""
