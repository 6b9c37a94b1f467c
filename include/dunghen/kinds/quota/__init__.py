"""A yearly minimum."""
