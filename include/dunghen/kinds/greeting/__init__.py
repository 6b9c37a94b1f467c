"""Letters to partners on their days."""
